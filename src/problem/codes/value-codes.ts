import type { ProblemCodeEntry } from '../problem.ts'

/** Values that a server stores as they are, and that are not what they must be when they are used. */
export const valueCodes = {
  'invalid-default': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A default that its input does not take',
    explanation:
      'The default is not of the type of the input, or outside of its `values`, `validator`, `min`, `max`, `after` or `before`. Kestra stores such a flow; each execution that passes no other value fails before it begins. A `prefill` is only shown to people, and is an info.',
    fix: 'Correct the default, or the type of the input.',
  },
  'invalid-input': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A value that the called flow does not take',
    explanation:
      'What a call passes is not of the type of the input, or outside of its `values`, `validator`, `min`, `max`, `after` or `before`: the call fails.',
    fix: 'Pass a value of the type of the input.',
  },
  'invalid-value': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A text that is not what its property must be',
    explanation:
      'A property that is rendered when the task runs is stored whatever it holds; of a text that is no duration, date, number, truth value or size, the task fails.',
    fix: 'Write it as the message says.',
  },
  'value-read-differently': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A value that is read as another',
    explanation:
      'Kestra 1.3 and 2.0 read a text that is not what it must be once more as JSON, and leave what stands behind the first value: `5 minutes` is a duration of five seconds. An input of type BOOL takes whatever a caller passes, and all but `true` is false.',
    fix: 'Write it as the message says.',
  },
  'not-rendered': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'An expression that nothing renders',
    explanation:
      'A variable that holds an expression is given out with its braces unless `render()` reads it; the flows that a Flow trigger listens to, and what stands without braces, are taken as they are written. A server can be set to render variables by itself (`recursive-rendering`).',
    fix: 'Write it as the message says.',
  },
  'conditional-input': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'An input that is not asked for, and read all the same',
    explanation:
      'The input has a condition (`dependsOn`) that the defaults of the other inputs do not meet: an execution with those has no such input, and the expression fails.',
    fix: "Run the task under the same condition (`runIf`), or say `{{ inputs.name ?? '' }}`.",
  },
  'default-without-effect': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'Plugin defaults that change nothing',
    explanation:
      'No part of the flow has the type, which is often misspelt or a short name; or each part sets all of it itself, and defaults that are not forced give way. Kestra takes such defaults without a word.',
    fix: 'Correct the type, or take the defaults out.',
    versions: '1.x',
  },
} satisfies Record<string, ProblemCodeEntry>
