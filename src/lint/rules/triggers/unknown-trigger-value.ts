import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { readNames } from '../../../flow/context-references.ts'
import type { PlacedDocument } from '../../../flow/desired-flow.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { closestWord, didYouMean } from '../../../text/closest-word.ts'
import { joined } from '../../../text/lists.ts'
import { isAtOrBelow, isDisabled, isMapValue, type NodePath, neverRuns } from '../../../yaml/map-value.ts'
import { collectedByFlow, defineRule, yaml } from '../../define-rule.ts'
import type { RuleContext } from '../../rule-context.ts'
import type { PlacedFinding, RuleFinding } from '../../rule-finding.ts'
import { findingOf } from '../../rule-finding.ts'
import type { SymbolIndex } from '../../symbol-index.ts'
import { type Call, callsOf } from './calls.ts'
import { coreTrigger } from './core-trigger.ts'
import { type HeardFlows, heardFlows, missingOutput } from './heard-outputs.ts'

export default defineRule({
  codes: {
    'unknown-trigger-value': {
      ...FAILS_WHEN_RUN,
      title: 'A value of the trigger that nothing provides',
      why: '`{{ trigger.name }}` reads a value that no trigger of the flow provides, or an output that no flow of its Flow trigger has. Kestra stores the flow; the expression fails.',
      fix: "Correct the name, or write `{{ trigger.name ?? '' }}` if it may be missing.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trigger.date }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ execution.startDate }}"
        `,
      },
    },
    'uncertain-trigger-value': {
      ...FAILS_WHEN_RUN,
      title: 'A value of the trigger that is missing if something else starts the flow',
      why: 'One trigger of the flow provides `{{ trigger.name }}` and another does not, or a flow of this tree calls it: executions without the value fail. On 2.x a Flow trigger for several flows provides the outputs of the one that ended last. An output that only one of them has is missing if another ends last. It is not reported if the task depends on a condition.',
      fix: "Write `{{ trigger.name ?? '' }}`, or pass the value as an input.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trigger.date }}"
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trigger.date ?? now() }}"
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
        `,
      },
    },
    'trigger-value-by-hand': {
      severity: 'info',
      title: 'A value of the trigger that is missing if a person starts the flow',
      why: 'An execution that a person starts, in the UI or with the API, has no `trigger`, so Kestra cannot render `{{ trigger.name }}`. It is reported once per flow, at the first place, and not if the task depends on a condition. With `strict` it stays an info.',
      fix: "Write `{{ trigger.name ?? '' }}` if people also start the flow.",
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trigger.date }}"
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
              message: "{{ trigger.date ?? now() }}"
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
        `,
      },
    },
  },
  tree: collectedByFlow(
    (flow, known) => ({ reads: triggerReadsOf(flow, known), calls: callsOf(flow) }),
    (all) =>
      checkTriggerValues(
        all.flatMap(({ reads }) => reads ?? []),
        all.flatMap(({ calls }) => calls),
      ),
  ),
})

/**
 * Properties of `trigger` by core trigger type, in any version from 1.0 on (docs/internals/facts/kestra.md, "Triggers"). A name too many is
 * better than a false finding.
 */
const PROVIDED: Readonly<Record<string, readonly string[]>> = {
  Schedule: ['date', 'next', 'previous'],
  ScheduleOnDates: ['date', 'next', 'previous'],
  Webhook: ['body', 'headers', 'parameters', 'uri', 'parts', 'formFields'],
  Flow: [
    'executionId',
    'executionLabels',
    'namespace',
    'flowId',
    'flowRevision',
    'state',
    'outputs',
    'startDate',
    'endDate',
    'firstFailedTaskId',
    'lastTaskId',
  ],
  Trigger: ['body', 'code', 'encryptedBody', 'formData', 'headers', 'uri'],
}

/** The properties of `trigger` in executions of this trigger; `undefined` if they are not known. */
const providedNames = (node: Pick<FlowNode, 'kind' | 'type'>): ReadonlySet<string> | undefined => {
  const type = coreTrigger(node)
  const names = type !== undefined && Object.hasOwn(PROVIDED, type) ? PROVIDED[type] : undefined
  return names && new Set(names)
}

/** Properties of `trigger` in an execution that a Subflow or ForEachItem task started. `iteration` only exists for ForEachItem. */
const PROVIDED_BY_CALL: ReadonlySet<string> = new Set(
  'executionId namespace flowId flowRevision taskId taskRunId iteration'.split(' '),
)

/** A read of `trigger.<name>` that does not handle a missing value. */
interface TriggerRead extends Pick<RuleFinding, 'path' | 'position'> {
  readonly name: string
  /** The next step of the read: `total` in `trigger.outputs.total`. */
  readonly below: string | undefined
  /** True if a condition of the task decides whether the read happens. */
  readonly isConditional: boolean
}

/** A trigger or a calling flow that starts executions of a flow. */
interface FlowStart {
  /** How a sentence names it: `the trigger "daily"`. */
  readonly label: string
  /** Properties of `trigger`; `undefined` if any may exist. */
  readonly provides: ReadonlySet<string> | undefined
  /** The flows that it listens to; `undefined` if their outputs are not known. */
  readonly heard: HeardFlows | undefined
  readonly isOff: boolean
}

/** The reads of `trigger` in a flow, and the triggers of the flow. */
interface TriggerReads {
  readonly flow: PlacedDocument
  readonly triggers: readonly FlowStart[]
  readonly reads: readonly TriggerRead[]
}

/** The unguarded reads of `trigger` in a flow; `undefined` if there are none. A name that is guarded once may be missing everywhere. */
const triggerReadsOf = (flow: RuleContext, known: SymbolIndex): TriggerReads | undefined => {
  if (!flow.document.source.includes('trigger')) return undefined
  const { triggers = [] } = flow.value
  if (!Array.isArray(triggers) || !triggers.every(isMapValue)) return undefined
  const all = flow.texts
    .filter(({ seesExecution }) => seesExecution)
    .flatMap((text) => readNames(text).map((name) => ({ text, name })))
    .filter(({ name }) => name.root === 'trigger' && !name.isOfGitHub)
  const guarded = new Set(all.filter(({ name }) => name.isGuarded).map(({ name }) => name.names[0]?.name))
  if (guarded.has(undefined)) return undefined
  const reads = all.flatMap(({ text: { path, text }, name: { start, names } }): TriggerRead[] => {
    const [first, second] = names
    if (first === undefined || guarded.has(first.name) || neverRuns(flow.value, path)) return []
    const end = first.name === 'outputs' ? (second?.end ?? first.end) : first.end
    const position = flow.placeOf({ path, offset: start, written: text.slice(start, end) })
    return [{ path, position, name: first.name, below: second?.name, isConditional: dependsOnCondition(flow, path) }]
  })
  const nodes = flow.nodes.filter(({ kind }) => kind === 'trigger')
  return reads.length === 0 ? undefined : { flow, reads, triggers: nodes.map((node) => startOf(flow, node, known)) }
}

const BRANCHES = new Set<unknown>(['then', 'else', 'cases', 'defaults', 'errors', 'finally', 'afterExecution'])

const dependsOnCondition = ({ nodes }: RuleContext, path: NodePath): boolean =>
  path.some((step) => BRANCHES.has(step)) ||
  nodes.some(({ value, path: above }) => value['runIf'] !== undefined && isAtOrBelow(path, above))

const startOf = (flow: RuleContext, node: FlowNode, known: SymbolIndex): FlowStart => ({
  label: `the trigger "${node.id}"`,
  provides: providedNames(node),
  heard: coreTrigger(node) === 'Flow' ? heardFlows(flow, node, known) : undefined,
  isOff: isDisabled(node.value),
})

/**
 * Reports properties of `trigger` that are missing (docs/internals/facts/kestra.md, "Triggers"): no trigger provides the property, one
 * trigger of the flow does not, or a calling flow of the tree does not. All other properties are missing only if a person starts the flow.
 */
const checkTriggerValues = (flows: readonly TriggerReads[], calls: readonly Call[]): readonly PlacedFinding[] => {
  const callers = Map.groupBy(calls.filter(isCall), ({ to }) => to)
  return flows.flatMap((reads) => {
    const { namespace, id } = reads.flow.document
    const starts = [...reads.triggers, ...(callers.get(`${namespace}/${id}`) ?? []).map(callAsStart)]
    return readProblems(reads, starts)
  })
}

/** One problem for each read that some start lacks, and one for all other reads of the flow. */
const readProblems = (
  { flow, triggers, reads }: TriggerReads,
  starts: readonly FlowStart[],
): readonly PlacedFinding[] => {
  const checked = reads.map((read) => ({ read, fault: missing(read, starts) }))
  const problems = checked.flatMap(({ read: { path, position }, fault }) =>
    fault === undefined ? [] : [findingOf(flow, { ...fault, path, position })],
  )
  const others = checked.filter(({ read, fault }) => fault === undefined && !read.isConditional)
  const [first] = others
  if (first === undefined || triggers.length === 0) return problems
  const { path, position } = first.read
  const names = [...new Set(others.map(({ read: { name } }) => `\`trigger.${name}\``))]
  const message = `An execution that a person starts has no ${joined(names)}.`
  return [...problems, findingOf(flow, { code: 'trigger-value-by-hand', message, path, position })]
}

const isCall = ({ relation, flow, path }: Call): boolean =>
  relation !== 'flow-trigger' && !(isMapValue(flow.document.value) && neverRuns(flow.document.value, path))

const callAsStart = ({ from, relation }: Call): FlowStart => ({
  label: `the flow "${from.replace('/', '.')}"`,
  provides: relation === 'subflow' ? PROVIDED_BY_CALL : undefined,
  heard: undefined,
  isOff: false,
})

const missing = (read: TriggerRead, starts: readonly FlowStart[]): RuleFinding | undefined => {
  const { name, below } = read
  const providing = starts.filter(({ provides }) => provides === undefined || provides.has(name))
  const lacking = starts.filter((start) => !start.isOff && !providing.includes(start))
  if (providing.length === 0) return unknownProperty(name, starts)
  const heard = providing.map((start) => start.heard)
  const output = name === 'outputs' && below !== undefined ? missingOutput(below, heard) : undefined
  if (output?.code === 'unknown-trigger-value' || (output !== undefined && !read.isConditional)) return output
  if (lacking.length === 0 || read.isConditional) return undefined
  const starters = joined([...new Set(lacking.map(({ label }) => label))].slice(0, 3))
  const message = `Where ${starters} ${lacking.length === 1 ? 'starts' : 'start'} the flow, there is no \`trigger.${name}\`.`
  return { code: 'uncertain-trigger-value', message }
}

const unknownProperty = (name: string, starts: readonly FlowStart[]): RuleFinding | undefined => {
  const code = 'unknown-trigger-value'
  if (starts.length === 0)
    return PROVIDED_BY_CALL.has(name)
      ? undefined
      : { code, message: `The flow has no trigger, so there is no \`trigger.${name}\`.` }
  const names = new Set(starts.flatMap(({ provides = [] }) => [...provides]))
  const near = closestWord(name, names)
  const message = `Nothing that starts the flow provides \`trigger.${name}\`.`
  const all = `It provides ${joined([...names].toSorted().map((each) => `\`${each}\``))}.`
  return { code, message, hint: didYouMean(near && `trigger.${near}`) ?? all }
}
