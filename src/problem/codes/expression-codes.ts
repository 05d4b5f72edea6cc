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
      'No filter of this name is there in the version of the server; without a server in none of the versions that this program knows. Of a newer server it is an info.',
    fix: 'Correct the name: letter case counts.',
  },
  'unknown-function': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A function that Kestra does not have',
    explanation:
      'No function of this name is there in the version of the server; without a server in none of the versions that this program knows. Of a newer server it is an info.',
    fix: 'Correct the name: letter case counts.',
  },
  'unknown-test': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A test behind `is` that Kestra does not have',
    explanation: 'Kestra tests with `defined`, `empty`, `even`, `iterable`, `json`, `map`, `null` and `odd`.',
    fix: 'Write one of those, or compare with `==`.',
  },
  'wrong-arguments': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A filter or function with other arguments than it takes',
    explanation: 'One that it needs is missing, one has a name that it does not know, or a value of another type.',
    fix: 'Give it what it takes.',
  },
} as const satisfies Record<string, ProblemCodeEntry>
