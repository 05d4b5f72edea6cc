import { FAILS_WHEN_RUN, type ProblemCodeEntry } from '../problem.ts'

/** What stands between braces, and what it reads. */
export const expressionCodes = {
  // What stands between braces (docs/internals/facts/kestra.md, "Expressions"). Kestra stores all of it, and fails what renders it.
  'expression-syntax': {
    ...FAILS_WHEN_RUN,
    title: 'An expression that Kestra cannot read',
    explanation:
      'Kestra renders a text as a whole: one tag in it that is broken, or that is meant for another language of templates (`{{ .Names }}`, `{{#if}}`), fails the task.',
    fix: 'Put text that Kestra must not render between `{% raw %}` and `{% endraw %}`, in one line.',
  },
  'unknown-filter': {
    ...FAILS_WHEN_RUN,
    title: 'A filter that Kestra does not have',
    explanation:
      'The version of the server has no such filter; without a server none of the versions that this program knows has it. The task fails. Of a newer server it is an info.',
    fix: 'Correct the name: letter case counts.',
  },
  'unknown-function': {
    ...FAILS_WHEN_RUN,
    title: 'A function that Kestra does not have',
    explanation:
      'The version of the server has no such function; without a server none of the versions that this program knows has it. The task fails. Of a newer server it is an info.',
    fix: 'Correct the name: letter case counts.',
  },
  'unknown-test': {
    ...FAILS_WHEN_RUN,
    title: 'A test behind `is` that Kestra does not have',
    explanation:
      'Kestra tests with `defined`, `empty`, `even`, `iterable`, `json`, `map`, `null` and `odd`; any other fails the task.',
    fix: 'Write one of those, or compare with `==`.',
  },
  'wrong-arguments': {
    ...FAILS_WHEN_RUN,
    title: 'A filter or function with other values than it takes',
    explanation:
      'An argument that it needs is missing, one has a name that it does not know, or a value has another type: the task fails.',
  },
  'unknown-context': {
    ...FAILS_WHEN_RUN,
    title: 'An expression with a name that no execution has',
    explanation:
      'Beside inputs, outputs, variables and labels an execution has `flow`, `execution`, `task`, `taskrun`, `trigger` and a few more, each with some properties; `item` and `taskrun.value` only inside of a loop. Any other name fails the task. Of labels it is said only where one that the flow has is near.',
    fix: "Correct the name, or say `{{ name ?? '' }}` where it may be missing.",
  },
  'uncertain-context': {
    severity: 'info',
    title: 'An expression with a name that only some servers know',
    explanation:
      'Executions have `trace` since Kestra 2.0, and only on a server that traces; other servers do not have the name. With `strict` it stays an info.',
    fix: "Write `{{ trace.name ?? '' }}`, with the name that you read, where the server may not trace.",
  },
  'compare-fails': {
    ...FAILS_WHEN_RUN,
    title: 'A comparison of values that cannot be compared',
    explanation:
      '`<`, `>`, `<=` and `>=` fail on a text and a number, and on true, false, lists and maps, `contains` on a number. Inputs have the type that they are declared with; 1.x fails on two texts as well.',
    fix: 'Make both sides numbers, with `| number` where one is a text.',
  },
  'never-equal': {
    severity: 'warning',
    title: 'An equality that is never true',
    explanation:
      "Kestra compares without conversion: `7 == '7'` and `true == 'true'` are false, whatever is given; so is a choice and a text that it does not offer.",
    fix: 'Compare with a value of the same type, and one that the input can have.',
  },
  'always-true': {
    severity: 'warning',
    title: 'A condition that is always true',
    explanation:
      'Kestra renders a condition, and takes `false`, `0`, `-0` and nothing for false; any other text is true. Without braces, or with text beside them, it never becomes one of those.',
    fix: 'Write the whole condition between one pair of braces: `{{ inputs.count > 5 }}`.',
  },
  'case-never-chosen': {
    severity: 'warning',
    title: 'A case that its Switch never chooses',
    explanation:
      'The value is a text without braces, or an input that can only be something else; letter case counts. The Switch goes to its `defaults`, or does nothing.',
    fix: 'Write the value between braces, and the cases as the input has its values.',
  },
  'value-without-case': {
    ...FAILS_WHEN_RUN,
    title: 'A value of a Switch for which it has no branch',
    explanation:
      'The value is an input with known values (SELECT, BOOL). One of them has no case, and there are no `defaults`: an execution with that value fails at the Switch. It is an info where the default of the input has a case.',
    fix: 'Add the case, or `defaults` for all other values.',
  },
  // What expressions read of tasks (docs/internals/facts/kestra.md, "Outputs of a type").
  'unknown-output': {
    ...FAILS_WHEN_RUN,
    title: 'An output that the task does not have',
    explanation:
      '`{{ outputs.task.property }}` names a task of the flow, and a property that tasks of its type do not give. Kestra stores such a flow; the expression fails. What a type gives is known from the server, or from the file of the command `schema`.',
    fix: 'Read a property that the task has.',
  },
  'output-too-early': {
    ...FAILS_WHEN_RUN,
    title: 'An output that is read before the task has run',
    explanation:
      'The task reads an output of its own, of a task that runs later, or of one that starts at the same time: the expression fails.',
    fix: 'Put the task behind the one that it reads.',
  },
  'output-of-skipped-task': {
    ...FAILS_WHEN_RUN,
    title: 'An output of a task that does not run',
    explanation:
      'The task is disabled, stands in another branch, behind the end of the execution, or runs only after a failure: the expression fails.',
    fix: "Read another task, or say `{{ outputs.task.property ?? '' }}` where it may be missing.",
  },
  'uncertain-output': {
    severity: 'warning',
    title: 'An output of a task that may not have run',
    explanation:
      'The task runs under a condition, or beside the one that reads it: where it has not run, there is nothing to read.',
    fix: "Read it under the same condition, or say `{{ outputs.task.property ?? '' }}`.",
  },
  'loop-output': {
    ...FAILS_WHEN_RUN,
    title: 'An output of a task in a loop that is not found this way',
    explanation:
      'Before 2.0 a task in a loop has an output for each value, `outputs.task[taskrun.value].property`. In a Loop of 2.0 it has one, which only the same round sees; others read what the Loop declares in `outputs`. Whatever else is read is not there, and the expression fails.',
    fix: 'Name the value of the loop before 2.0, and none in a Loop.',
  },
  'invalid-output': {
    ...FAILS_WHEN_RUN,
    title: 'An output of the flow whose value does not fit its type',
    explanation:
      'What the value becomes in every run is no value of the type of the output. Kestra stores such a flow; each execution fails at its end.',
    fix: 'Correct the value, or the type of the output.',
  },
} satisfies Record<string, ProblemCodeEntry>
