import type { ProblemCodeEntry } from '../problem.ts'

/** What triggers give, pass and wait for (docs/facts/kestra.md, "Triggers"). */
export const triggerCodes = {
  'unknown-trigger-value': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A value of the trigger that nothing gives',
    explanation:
      '`{{ trigger.name }}` names what none of the triggers of the flow gives, or an output that no flow has that a Flow trigger listens to. Kestra stores such a flow; the expression fails.',
    fix: "Correct the name, or say `{{ trigger.name ?? '' }}` where it may be missing.",
  },
  'uncertain-trigger-value': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'A value of the trigger that is missing where something else starts the flow',
    explanation:
      'One trigger of the flow gives `{{ trigger.name }}` and another does not, or a flow of this tree calls it: executions that begin so fail. Nothing is told of runs by hand, or where the task depends on a condition.',
    fix: "Say `{{ trigger.name ?? '' }}`, or pass the value as an input.",
  },
  'trigger-reads-run': {
    severity: 'warning',
    decidedBy: 'tree',
    failsWhenRun: true,
    title: 'An input of a trigger that reads what only an execution has',
    explanation:
      'The inputs of a trigger are made before an execution is there. A schedule has no `outputs`, `inputs`, `execution`, `taskrun` and `trigger.date` then, a webhook no `outputs`, and a Flow trigger of `trigger` the `outputs` alone. Making them fails: nothing starts, or an execution that has failed.',
    fix: 'Read it in a task, or write a value that is known before.',
  },
  'trigger-never-fires': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'A trigger that never starts its flow',
    explanation:
      'It waits for a day that no calendar has, for a state in which no flow is heard, for two things that exclude each other, or for a condition that is never true.',
    fix: 'Correct what it waits for.',
  },
  'fires-each-second': {
    severity: 'info',
    decidedBy: 'tree',
    title: 'A schedule that fires each second',
    explanation: 'With `withSeconds` the first field of `cron` is that of the seconds, and `*` is all of them.',
    fix: 'Write `0` for once a minute; nothing, if each second is meant.',
  },
  'same-webhook-key': {
    severity: 'warning',
    decidedBy: 'tree',
    title: 'Two webhooks of a flow with one key',
    explanation: 'Both have the same address, where the first answers every call: the second starts nothing.',
    fix: 'Give it a key of its own.',
  },
} satisfies Record<string, ProblemCodeEntry>
