import { FAILS_WHEN_RUN, type ProblemCodeEntry } from '../problem.ts'

/** Values that a server stores as they are, and that are not what they must be when they are used: those of triggers, and all others. */
export const valueCodes = {
  // What triggers give, pass and wait for (docs/internals/facts/kestra.md, "Triggers").
  'unknown-trigger-value': {
    ...FAILS_WHEN_RUN,
    title: 'A value of the trigger that nothing gives',
    explanation:
      '`{{ trigger.name }}` names what none of the triggers of the flow gives, or an output that no flow has that a Flow trigger listens to. Kestra stores such a flow; the expression fails.',
    fix: "Correct the name, or say `{{ trigger.name ?? '' }}` where it may be missing.",
  },
  'uncertain-trigger-value': {
    ...FAILS_WHEN_RUN,
    title: 'A value of the trigger that is missing where something else starts the flow',
    explanation:
      'One trigger of the flow gives `{{ trigger.name }}` and another does not, or a flow of this tree calls it: executions that begin so fail. On 2.x a Flow trigger that listens to several flows gives the outputs of the one that ended last, so an output that only one of them has fails in one order. It is not reported where the task depends on a condition.',
    fix: "Say `{{ trigger.name ?? '' }}`, or pass the value as an input.",
  },
  'trigger-value-by-hand': {
    severity: 'info',
    title: 'A value of the trigger that is missing where a person starts the flow',
    explanation:
      'An execution that a person starts, in the UI or with the API, has no `trigger`, so `{{ trigger.name }}` is not there. It is reported once for a flow, at the first place, and not where the task depends on a condition. With `strict` it stays an info.',
    fix: "Say `{{ trigger.name ?? '' }}` where people start the flow as well.",
  },
  'trigger-reads-run': {
    ...FAILS_WHEN_RUN,
    title: 'An input of a trigger that reads what only an execution has',
    explanation:
      'The inputs of a trigger are made before an execution is there. A schedule has no `outputs`, `inputs`, `execution`, `taskrun` and `trigger.date` then, a webhook no `outputs`, and a Flow trigger of `trigger` the `outputs` alone. Making them fails: nothing starts, or an execution that has failed.',
    fix: 'Read it in a task, or write a value that is known before.',
  },
  'trigger-never-fires': {
    severity: 'warning',
    title: 'A trigger that never starts its flow',
    explanation:
      'It waits for a day that no calendar has, for a state in which no flow is heard, for two things that exclude each other, or for a condition that is never true; its `when` names what is not there, which only the log of the server says; or it is a webhook with a blank key.',
  },
  'fires-each-second': {
    severity: 'info',
    title: 'A schedule that fires each second',
    explanation: 'With `withSeconds` the first field of `cron` is that of the seconds, and `*` is all of them.',
    fix: 'Write `0` for once a minute; nothing, if each second is meant.',
  },
  'same-webhook-key': {
    severity: 'warning',
    title: 'Two webhooks of a flow with one key',
    explanation: 'Both have the same address, where the first answers every call: the second starts nothing.',
    fix: 'Give it a key of its own.',
  },
  'same-tool-name': {
    severity: 'warning',
    title: 'Two tools of one MCP server with one name',
    explanation:
      'Two triggers of type McpToolTrigger have the same `toolName` and the same `mcpServer`: an agent knows a tool by its name alone.',
    fix: 'Give each tool a name of its own, or another `mcpServer`.',
    versions: '≥ 2.0',
  },
  // Values that a server stores as they are, and that are not what they must be when they are used.
  'invalid-default': {
    ...FAILS_WHEN_RUN,
    title: 'A default that its input does not take',
    explanation:
      'The default is not of the type of the input, or outside of its `values`, `validator`, `min`, `max`, `after` or `before`. Kestra stores such a flow; each execution that passes no other value fails before it begins. A `prefill` is only shown to people, and is an info.',
    fix: 'Correct the default, or the type of the input.',
  },
  'invalid-input': {
    ...FAILS_WHEN_RUN,
    title: 'A value that the called flow does not take',
    explanation:
      'What a call passes is not of the type of the input, or outside of its `values`, `validator`, `min`, `max`, `after` or `before`: the call fails.',
    fix: 'Pass a value of the type of the input.',
  },
  'invalid-value': {
    ...FAILS_WHEN_RUN,
    title: 'A text that is not what its property must be',
    explanation:
      'A property that is rendered when the task runs is stored whatever it holds; of a text that is no duration, date, number, truth value or size, the task fails.',
    fix: 'Write a value of the type of the property: `PT5M` is a duration, `2026-01-31` a date, `true` a truth value.',
  },
  'value-read-differently': {
    severity: 'warning',
    title: 'A value that is read as another',
    explanation:
      'Kestra 1.3 and 2.0 read a text that is not what it must be once more as JSON, and leave what stands behind the first value: `5 minutes` is a duration of five seconds. An input of type BOOL takes whatever a caller passes, and all but `true` is false.',
    fix: 'Write the value in the form that Kestra reads as a whole: `PT5M` for five minutes, `true` or `false` for a BOOL.',
  },
  'not-rendered': {
    severity: 'warning',
    title: 'An expression that nothing renders',
    explanation:
      'A variable that holds an expression is given out with its braces unless `render()` reads it; the flows that a Flow trigger listens to, and what stands without braces, are taken as they are written. A server can be set to render variables by itself (`recursive-rendering`).',
    fix: 'Read the variable with `{{ render(vars.name) }}`; elsewhere write the text without braces.',
  },
  'conditional-input': {
    ...FAILS_WHEN_RUN,
    title: 'An input that is not asked for, and read all the same',
    explanation:
      'The input has no default, and a condition (`dependsOn`) that the defaults of the other inputs do not meet: an execution with those has no such input, and the expression fails.',
    fix: "Give the input a default, run the task under the same condition (`runIf`), or say `{{ inputs.name ?? '' }}`.",
  },
  'default-without-effect': {
    severity: 'warning',
    title: 'Plugin defaults that change nothing',
    explanation:
      'No part of the flow has the type, which is often misspelt or a short name; or each part sets all of it itself, and defaults that are not forced give way. Kestra takes such defaults without a word.',
    fix: 'Correct the type, or take the defaults out.',
    versions: '1.x',
  },
} satisfies Record<string, ProblemCodeEntry>
