import { FAILS_WHEN_RUN, type ProblemCodeEntry } from '../problem.ts'

/** Codes of expressions: their syntax, and the values that they read. */
export const expressionCodes = {
  // Syntax and types of expressions (docs/internals/facts/kestra.md, "Expressions"). Kestra stores all of it, and rendering fails.
  'expression-syntax': {
    ...FAILS_WHEN_RUN,
    title: 'An expression that Kestra cannot read',
    explanation:
      'Kestra renders a text as a whole: one broken tag, or one of another template language (`{{ .Names }}`, `{{#if}}`), fails the task.',
    fix: 'Put text that Kestra must not render between `{% raw %}` and `{% endraw %}`, in one line.',
  },
  'unknown-filter': {
    ...FAILS_WHEN_RUN,
    title: 'A filter that Kestra does not have',
    explanation:
      'The version of the server does not have this filter, or, without a server, no version that this program knows has it. The task fails. For a newer server this is an info.',
    fix: 'Correct the name: letter case counts.',
  },
  'unknown-function': {
    ...FAILS_WHEN_RUN,
    title: 'A function that Kestra does not have',
    explanation:
      'The version of the server does not have this function, or, without a server, no version that this program knows has it. The task fails. For a newer server this is an info.',
    fix: 'Correct the name: letter case counts.',
  },
  'unknown-test': {
    ...FAILS_WHEN_RUN,
    title: 'A test after `is` that Kestra does not have',
    explanation:
      'Kestra tests with `defined`, `empty`, `even`, `iterable`, `json`, `map`, `null` and `odd`; any other fails the task.',
    fix: 'Write one of these tests, or compare with `==`.',
  },
  'wrong-arguments': {
    ...FAILS_WHEN_RUN,
    title: 'A filter or function with other values than it takes',
    explanation:
      'A required argument is missing, an argument has an unknown name, or a value has the wrong type: the task fails.',
  },
  'unknown-context': {
    ...FAILS_WHEN_RUN,
    title: 'An expression with a name that no execution has',
    explanation:
      'Beside inputs, outputs, variables and labels an execution has `flow`, `execution`, `task`, `taskrun`, `trigger` and a few more, each with some properties; `item` and `taskrun.value` exist only inside a loop. Any other name fails the task. An unknown label is reported only if the flow has a similar one.',
    fix: "Correct the name, or write `{{ name ?? '' }}` if it may be missing.",
  },
  'uncertain-context': {
    severity: 'info',
    title: 'An expression with a name that only some servers know',
    explanation:
      'Executions have `trace` since Kestra 2.0, and only on a server with tracing. With `strict` this stays an info.',
    fix: "Write `{{ trace.name ?? '' }}`, with your property instead of `name`, if the server may not trace.",
  },
  'compare-fails': {
    ...FAILS_WHEN_RUN,
    title: 'A comparison of values that cannot be compared',
    explanation:
      '`<`, `>`, `<=` and `>=` fail on a text and a number, and on booleans, lists and maps. `contains` fails on a number. Inputs have their declared type. Kestra 1.x also fails on two texts.',
    fix: 'Make both sides numbers: write `| number` after a text.',
  },
  'never-equal': {
    severity: 'warning',
    title: 'An equality that is never true',
    explanation:
      "Kestra compares without conversion: `7 == '7'` and `true == 'true'` are always false. A SELECT input never equals a text that is not one of its values.",
    fix: 'Compare with a value of the same type that the input can have.',
  },
  'always-true': {
    severity: 'warning',
    title: 'A condition that is always true',
    explanation:
      'Kestra renders a condition and treats `false`, `0`, `-0` and an empty text as false. Any other text is true. A condition without braces, or with text around them, is never one of these.',
    fix: 'Write the whole condition between one pair of braces: `{{ inputs.count > 5 }}`.',
  },
  'case-never-chosen': {
    severity: 'warning',
    title: 'A case that its Switch never chooses',
    explanation:
      'The value is a text without braces, or an input that cannot have the value of the case; letter case counts. The Switch runs its `defaults`, or nothing.',
    fix: 'Write the value between braces, and name each case after a value of the input.',
  },
  'value-without-case': {
    ...FAILS_WHEN_RUN,
    title: 'A value of a Switch without a branch',
    explanation:
      'The value is an input with known values (SELECT, BOOL). One of them has no case, and there are no `defaults`: an execution with that value fails at the Switch. It is an info if the default of the input has a case.',
    fix: 'Add the case, or `defaults` for all other values.',
  },
  // Outputs of tasks (docs/internals/facts/kestra.md, "Outputs of a type").
  'unknown-output': {
    ...FAILS_WHEN_RUN,
    title: 'An output that the task does not have',
    explanation:
      '`{{ outputs.task.property }}` names a task of the flow, and a property that its type does not output. Kestra stores the flow; the expression fails. The outputs of a type are known from the server, or from the file that the command `schema` writes.',
    fix: 'Read a property that the task has.',
  },
  'output-too-early': {
    ...FAILS_WHEN_RUN,
    title: 'An output that is read before the task has run',
    explanation:
      'The task reads its own output, or that of a task that runs later or at the same time: the expression fails.',
    fix: 'Move the task after the one whose output it reads.',
  },
  'output-of-skipped-task': {
    ...FAILS_WHEN_RUN,
    title: 'An output of a task that does not run',
    explanation:
      'The task is disabled, is in another branch, comes after the end of the execution, or runs only after a failure: the expression fails.',
    fix: "Read the output of another task, or write `{{ outputs.task.property ?? '' }}` if it may be missing.",
  },
  'uncertain-output': {
    severity: 'warning',
    title: 'An output of a task that may not have run',
    explanation:
      'The task runs under a condition, or in parallel with the one that reads it. If it has not run, the output does not exist.',
    fix: "Read it under the same condition, or write `{{ outputs.task.property ?? '' }}`.",
  },
  'loop-output': {
    ...FAILS_WHEN_RUN,
    title: 'A wrong path to an output of a task in a loop',
    explanation:
      'Before 2.0 a task in a loop has an output for each value, `outputs.task[taskrun.value].property`. In a Loop of 2.0 it has one output, which only the same iteration can read. Other tasks read the `outputs` that the Loop declares. Any other read fails.',
    fix: 'Before 2.0 add the value of the loop as a key; in a Loop of 2.0 write no key.',
  },
  'invalid-output': {
    ...FAILS_WHEN_RUN,
    title: 'An output of the flow whose value does not fit its type',
    explanation:
      'In every run the value does not fit the type of the output. Kestra stores the flow; each execution fails at its end.',
    fix: 'Correct the value, or the type of the output.',
  },
} satisfies Record<string, ProblemCodeEntry>
