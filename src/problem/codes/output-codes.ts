import type { ProblemCodeEntry } from '../problem.ts'

/** What expressions read of tasks (docs/facts/kestra.md, "Outputs of a type"). */
export const outputCodes = {
  'unknown-output': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'An output that the task does not have',
    explanation:
      '`{{ outputs.task.property }}` names a task of the flow, and a property that tasks of its type do not give. Kestra stores such a flow; the expression fails. What a type gives is known from the server, or from the file of the command `schema`.',
    fix: 'Read a property that the task has.',
  },
  'output-too-early': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'An output that is read before the task has run',
    explanation:
      'The task reads an output of its own, of a task that runs later, or of one that starts at the same time: the expression fails.',
    fix: 'Put the task behind the one that it reads.',
  },
  'output-of-skipped-task': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'An output of a task that does not run',
    explanation:
      'The task is disabled, stands in another branch, behind the end of the execution, or runs only after a failure: the expression fails.',
    fix: "Read another task, or say `{{ outputs.task.property ?? '' }}` where it may be missing.",
  },
  'uncertain-output': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'An output of a task that may not have run',
    explanation:
      'The task runs under a condition, or beside the one that reads it: where it has not run, there is nothing to read.',
    fix: "Read it under the same condition, or say `{{ outputs.task.property ?? '' }}`.",
  },
  'loop-output': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'An output of a task in a loop that is not found this way',
    explanation:
      'Before 2.0 a task in a loop has an output for each value, `outputs.task[taskrun.value].property`. In a Loop of 2.0 it has one, which only the same round sees; others read what the Loop declares in `outputs`. Whatever else is read is not there, and the expression fails.',
    fix: 'Name the value of the loop before 2.0, and none in a Loop.',
  },
  'invalid-output': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'An output of the flow whose value does not fit its type',
    explanation:
      'What the value becomes in every run is no value of the type of the output. Kestra stores such a flow; each execution fails at its end.',
    fix: 'Correct the value, or the type of the output.',
  },
} satisfies Record<string, ProblemCodeEntry>
