import { FAILS_WHEN_RUN, type ProblemCodeEntry } from '../problem.ts'

/** Codes of values that a server stores unchecked and that fail or differ when used. */
export const valueCodes = {
  // Triggers (docs/internals/facts/kestra.md, "Triggers").
  'unknown-trigger-value': {
    ...FAILS_WHEN_RUN,
    title: 'A value of the trigger that nothing provides',
    explanation:
      '`{{ trigger.name }}` reads a value that no trigger of the flow provides, or an output that no flow of its Flow trigger has. Kestra stores the flow; the expression fails.',
    fix: "Correct the name, or write `{{ trigger.name ?? '' }}` if it may be missing.",
  },
  'uncertain-trigger-value': {
    ...FAILS_WHEN_RUN,
    title: 'A value of the trigger that is missing if something else starts the flow',
    explanation:
      'One trigger of the flow provides `{{ trigger.name }}` and another does not, or a flow of this tree calls it: executions without the value fail. On 2.x a Flow trigger for several flows provides the outputs of the one that ended last. An output that only one of them has is missing if another ends last. It is not reported if the task depends on a condition.',
    fix: "Write `{{ trigger.name ?? '' }}`, or pass the value as an input.",
  },
  'trigger-value-by-hand': {
    severity: 'info',
    title: 'A value of the trigger that is missing if a person starts the flow',
    explanation:
      'An execution that a person starts, in the UI or with the API, has no `trigger`, so Kestra cannot render `{{ trigger.name }}`. It is reported once per flow, at the first place, and not if the task depends on a condition. With `strict` it stays an info.',
    fix: "Write `{{ trigger.name ?? '' }}` if people also start the flow.",
  },
  'trigger-reads-run': {
    ...FAILS_WHEN_RUN,
    title: 'An input of a trigger that reads a value of the execution',
    explanation:
      'Kestra renders the inputs of a trigger before the execution exists. At that time a schedule has no `outputs`, `inputs`, `execution`, `taskrun` and `trigger.date`, a webhook has no `outputs`, and a Flow trigger only has `trigger.outputs`. Rendering fails: no execution starts, or one that has failed.',
    fix: 'Read it in a task, or write a value that is known before the execution.',
  },
  'trigger-never-fires': {
    severity: 'warning',
    title: 'A trigger that never starts its flow',
    explanation:
      'It waits for a date that does not exist, for a state that it never receives, for two conditions that exclude each other, or for a condition that is never true. Or its `when` reads an unknown name, which only the log of the server shows. Or it is a webhook with a blank key.',
  },
  'fires-each-second': {
    severity: 'info',
    title: 'A schedule that fires each second',
    explanation: 'With `withSeconds` the first field of `cron` is the seconds, and `*` is every second.',
    fix: 'Write `0` for once a minute, or do nothing if every second is intended.',
  },
  'same-webhook-key': {
    severity: 'warning',
    title: 'Two webhooks of a flow with one key',
    explanation: 'Both have the same address, and the first answers every call. The second starts nothing.',
    fix: 'Give it a key of its own.',
  },
  'same-tool-name': {
    severity: 'warning',
    title: 'Two tools of one MCP server with one name',
    explanation:
      'Two triggers of type McpToolTrigger have the same `toolName` and the same `mcpServer`: an agent identifies a tool by its name only.',
    fix: 'Give each tool a name of its own, or another `mcpServer`.',
    versions: '≥ 2.0',
  },
  // All other values.
  'invalid-default': {
    ...FAILS_WHEN_RUN,
    title: 'A default that its input does not accept',
    explanation:
      'The default is not of the type of the input, or outside of its `values`, `validator`, `min`, `max`, `after` or `before`. Kestra stores the flow; each execution without another value fails before it starts. A `prefill` is only shown in forms, so it is an info.',
    fix: 'Correct the default, or the type of the input.',
  },
  'invalid-input': {
    ...FAILS_WHEN_RUN,
    title: 'A value that the called flow does not accept',
    explanation:
      'The passed value is not of the type of the input, or outside of its `values`, `validator`, `min`, `max`, `after` or `before`: the call fails.',
    fix: 'Pass a value of the type of the input.',
  },
  'invalid-value': {
    ...FAILS_WHEN_RUN,
    title: 'A text that does not fit its property',
    explanation:
      'Kestra does not check a property that it renders at run time when it stores the flow. If the text is not the duration, date, number, boolean or size that the property needs, the task fails.',
    fix: 'Write a value of the type of the property: `PT5M` is a duration, `2026-01-31` a date, `true` a boolean.',
  },
  'value-read-differently': {
    severity: 'warning',
    title: 'A value that Kestra reads differently',
    explanation:
      'Kestra 1.3 and 2.0 read a text that does not fit again as JSON, and ignore everything after the first value: `5 minutes` is a duration of five seconds. An input of type BOOL accepts any passed value, and everything except `true` is false.',
    fix: 'Write the value in the form that Kestra reads as a whole: `PT5M` for five minutes, `true` or `false` for a BOOL.',
  },
  'not-rendered': {
    severity: 'warning',
    title: 'An expression that nothing renders',
    explanation:
      'A variable with an expression keeps its braces unless `render()` reads it. The flow names of a Flow trigger, and texts without braces, are used as written. A server can be set to render variables by itself (`recursive-rendering`).',
    fix: 'Read the variable with `{{ render(vars.name) }}`; in other places write the text without braces.',
  },
  'conditional-input': {
    ...FAILS_WHEN_RUN,
    title: 'An input that is read although its condition may skip it',
    explanation:
      'The input has no default, and the defaults of the other inputs do not meet its condition (`dependsOn`). An execution with these defaults does not have the input, and the expression fails.',
    fix: "Give the input a default, run the task under the same condition (`runIf`), or write `{{ inputs.name ?? '' }}`.",
  },
  'default-without-effect': {
    severity: 'warning',
    title: 'Plugin defaults that change nothing',
    explanation:
      'No part of the flow has the type, which is often misspelt or a short name. Or every part of the type sets these properties itself, and defaults that are not forced have no effect. Kestra accepts the defaults without a message.',
    fix: 'Correct the type, or remove the defaults.',
    versions: '1.x',
  },
} satisfies Record<string, ProblemCodeEntry>
