import type { ProblemCodeEntry } from '../problem.ts'

/** What stands between braces (docs/facts/kestra.md, "Expressions"). Kestra stores all of it, and fails what renders it. */
export const expressionCodes = {
  'expression-syntax': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'An expression that Kestra cannot read',
    explanation:
      'Kestra renders a text as a whole: one tag in it that is broken, or that is meant for another language of templates (`{{ .Names }}`, `{{#if}}`), fails the task.',
    fix: 'Correct the expression; put what Kestra shall not render between `{% raw %}` and `{% endraw %}`, in one line.',
  },
  'unknown-filter': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A filter that Kestra does not have',
    explanation:
      'The version of the server has no such filter; without a server none of the versions that this program knows has it. The task fails. Of a newer server it is an info.',
    fix: 'Correct the name: letter case counts.',
  },
  'unknown-function': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A function that Kestra does not have',
    explanation:
      'The version of the server has no such function; without a server none of the versions that this program knows has it. The task fails. Of a newer server it is an info.',
    fix: 'Correct the name: letter case counts.',
  },
  'unknown-test': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A test behind `is` that Kestra does not have',
    explanation:
      'Kestra tests with `defined`, `empty`, `even`, `iterable`, `json`, `map`, `null` and `odd`; any other fails the task.',
    fix: 'Write one of those, or compare with `==`.',
  },
  'wrong-arguments': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A filter or function with other arguments than it takes',
    explanation:
      'One that it needs is missing, one has a name that it does not know, or a value has another type: the task fails.',
    fix: 'Give it what it takes.',
  },
  'unknown-context': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'An expression with a name that no execution has',
    explanation:
      'Beside inputs, outputs, variables and labels an execution has `flow`, `execution`, `task`, `taskrun`, `trigger` and a few more, each with some properties; `item` and `taskrun.value` only inside of a loop. Any other name fails the task. Of labels it is said only where one that the flow has is near.',
    fix: "Correct the name, or say `{{ name ?? '' }}` where it may be missing.",
  },
} as const satisfies Record<string, ProblemCodeEntry>
