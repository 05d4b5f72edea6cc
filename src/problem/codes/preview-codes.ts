import type { ProblemCodeEntry } from '../problem.ts'

/** Problems of the preview of a pull request. */
export const previewCodes = {
  'preview-not-possible': {
    severity: 'error',
    decidedBy: 'tree',
    title: 'A flow that no preview can have',
    explanation:
      'A preview writes another namespace into the text of a flow and leaves its triggers out. Where what is left would not be read as the same flow without them, or the namespace is no plain text, that cannot be done, and the flow would run twice.',
    fix: 'Write `triggers:` on a line of its own, with the list below it, and the namespace as plain text.',
  },
  'preview-reaches-out': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A flow of a preview that reaches out of it',
    explanation:
      'References to what Git holds lead into the preview; this one leads to a flow, a file or a key that Git does not hold, or that only a run can name; or the task acts on what is outside of its own execution, as `Toggle` and the tasks that purge do. Who runs the flow in the preview runs, reads or writes that.',
    fix: 'Bring what it needs into the tree, or do not run this flow in the preview.',
  },
  'preview-leaves-out': {
    severity: 'info',
    decidedBy: 'tree',
    title: 'Not part of a preview',
    explanation: 'A dashboard has no namespace: a second one would stand beside that of production for everybody.',
    fix: 'Nothing: the plan for production shows its change.',
  },
} as const satisfies Record<string, ProblemCodeEntry>
