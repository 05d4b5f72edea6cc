import { type NamedVariable, readNames } from '../../../flow/context-references.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { parsePebble } from '../../../pebble/parse-pebble.ts'
import { mapsIn, neverRuns, type PlacedText } from '../../../yaml/map-value.ts'
import { type FindingDraft, type FlowRule, findingIn } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { CONTEXT_PROPERTIES, CONTEXT_ROOTS } from '../expressions/context-table.ts'
import { coreTrigger } from './core-trigger.ts'
import { needsEach } from './flow-triggers.ts'

/**
 * Reports unknown names in `when` of a Flow trigger and of its `dependsOn` entries. Rendering fails, so the trigger never starts its flow,
 * and only the log of the server shows it (docs/internals/facts/kestra.md, "Triggers"). With `mode: ANY` the other entries still start it.
 */
export const checkWhen: FlowRule = (flow) =>
  flow.nodes
    .filter((node) => coreTrigger(node) === 'Flow' && !neverRuns(flow.value, node.path))
    .flatMap(whenTexts)
    .flatMap(({ consequence, ...text }): readonly RuleFinding[] => {
      const parsed = text.text.includes('{') ? parsePebble(text.text) : undefined
      if (parsed === undefined || 'says' in parsed) return []
      return readNames({ text: text.text, template: parsed }).flatMap((name) => {
        const isSkipped = name.isGuarded || (name.isConditional && MAY_SKIP.test(text.text))
        const missing = isSkipped ? undefined : missingIn(name, consequence)
        return missing === undefined ? [] : [findingIn(flow, text, { ...missing, start: name.start })]
      })
    })

/** Operators that may skip a part. In a condition with `and` only, a skipped part means that the condition is false anyway. */
const MAY_SKIP = /\bor\b|\?|\{%/

/** A `when`, and the consequence if it cannot be rendered: a clause. */
interface WhenText extends PlacedText {
  readonly consequence: string
}

const whenTexts = ({ value, path }: FlowNode): readonly WhenText[] => {
  const ofEntry = needsEach(value) ? NEVER_FIRES : 'this entry never starts the flow'
  const entries = mapsIn(value['dependsOn'], [...path, 'dependsOn']).map((entry) => ({
    ...entry,
    consequence: ofEntry,
  }))
  return [{ value, path, consequence: NEVER_FIRES }, ...entries].flatMap(
    ({ value: { when }, path: at, consequence }) =>
      typeof when === 'string' ? [{ text: when, path: [...at, 'when'], consequence }] : [],
  )
}

const NEVER_FIRES = 'the trigger never fires'

/** Variables that an execution has and `when` does not. */
const NOT_IN_WHEN: ReadonlySet<string> = new Set([
  'outputs',
  'trigger',
  'namespace',
  'taskrun',
  'task',
  'tasks',
  'item',
])

/** Hints by name; other names have no replacement. */
const INSTEAD: Readonly<Record<string, string>> = {
  namespace: 'Write `flow.namespace`: `flow` is the flow that the trigger listens to.',
  'execution.namespace': 'Write `flow.namespace`: `flow` is the flow that the trigger listens to.',
  'trigger.namespace': 'Write `flow.namespace`: `flow` is the flow that the trigger listens to.',
  flowId: 'Write `flow.id`: `flow` is the flow that the trigger listens to.',
  'execution.flowId': 'Write `flow.id`: `flow` is the flow that the trigger listens to.',
  'trigger.flowId': 'Write `flow.id`: `flow` is the flow that the trigger listens to.',
  state: 'Name the states in `states` of the trigger or of the entry.',
  'trigger.state': 'Name the states in `states` of the trigger or of the entry.',
  outputs: 'Compare `trigger.outputs` in `runIf` of the tasks.',
  'trigger.outputs': 'Compare `trigger.outputs` in `runIf` of the tasks.',
}

const missingIn = ({ root, names: [first], end }: NamedVariable, consequence: string): FindingDraft | undefined => {
  const below = first && `${root}.${first.name}`
  const isUnknown = first !== undefined && CONTEXT_PROPERTIES.get(root)?.includes(first.name) === false
  if (!isUnknown && !NOT_IN_WHEN.has(root) && CONTEXT_ROOTS.has(root)) return undefined
  const isBelow = below !== undefined && (isUnknown || root === 'trigger')
  const name = isBelow ? below : root
  const message = `\`when\` of a Flow trigger has no \`${name}\`: ${consequence}.`
  const hint = INSTEAD[below ?? ''] ?? INSTEAD[root]
  return { code: 'trigger-never-fires', message, hint, end: isBelow && first ? first.end : end }
}
