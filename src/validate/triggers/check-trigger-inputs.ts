import { type DeclaredInputs, flowInputs } from '../../flow/declarations.ts'
import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import { suggestion } from '../../text/closest-word.ts'
import { isMapValue, type MapValue, neverRuns, walkTexts } from '../../yaml/map-value.ts'
import { diagnosticIn, type PlaceOf, placesInTexts } from '../expressions/place-in-text.ts'
import { type NamedRead, readNames } from '../expressions/read-names.ts'
import type { KnownTree } from '../known-tree.ts'
import { checkPassed } from '../values/check-inputs.ts'
import { heardOutputs, missingOutput } from './trigger-reads.ts'
import { coreTrigger } from './trigger-types.ts'

/**
 * What triggers pass to the inputs of their flow: names that it does not have, values that do not fit, and what they cannot read
 * (docs/facts/kestra.md, "Triggers"). Of a trigger that is disabled it is an info.
 */
export const checkTriggerInputs = (flow: CheckedFlow, known: KnownTree): readonly Diagnostic[] => {
  const declared = flowInputs(flow.value)
  const placeOf = placesInTexts(flow)
  return flow.nodes.flatMap((node): readonly Diagnostic[] => {
    const { inputs } = node.value
    const type = coreTrigger(node)
    if (type === undefined || !isMapValue(inputs)) return []
    const found = [
      ...(declared === undefined ? [] : passed(flow, node, { declared, inputs })),
      ...readsOf(node, placeOf, type === 'Flow' ? heardOutputs(flow, node, known) : undefined),
    ]
    if (!neverRuns(flow.value, node.path)) return found
    return found.map((diagnostic) => ({ ...diagnostic, severity: 'info' }))
  })
}

const passed = (
  { version }: CheckedFlow,
  { path }: FlowNode,
  { declared, inputs }: { readonly declared: DeclaredInputs; readonly inputs: MapValue },
): readonly Diagnostic[] => [
  ...Object.keys(inputs)
    .filter((id) => !declared.ids.has(id) && !id.includes('.'))
    .map((id): Diagnostic => {
      const message = `The flow has no input "${id}", which this trigger passes.`
      const hint = suggestion(id, declared.ids)
      return { code: 'unknown-input', path: [...path, 'inputs', id], part: 'key', message, hint }
    }),
  ...checkPassed({ values: inputs, path: [...path, 'inputs'], whose: 'the flow' }, declared.byId, version),
]

const OF_EXECUTION: ReadonlySet<string> = new Set(['outputs', 'inputs', 'execution', 'taskrun'])
const OF_DATE: ReadonlySet<string | undefined> = new Set(['date', 'next', 'previous'])

const isMissingInSchedule = ({ root, names: [first] }: NamedRead): boolean =>
  OF_EXECUTION.has(root) || (root === 'trigger' && OF_DATE.has(first?.name))

/** What the inputs of a trigger cannot read: a schedule has its own id but no date yet, a Flow trigger sees the execution that it hears. */
const MISSING: Readonly<Record<string, (name: NamedRead) => boolean>> = {
  Schedule: isMissingInSchedule,
  ScheduleOnDates: isMissingInSchedule,
  Webhook: ({ root }) => root === 'outputs',
  Flow: ({ root, names: [first] }) => root === 'trigger' && first !== undefined && first.name !== 'outputs',
}

/** `heard`: the outputs of the flows that a Flow trigger listens to. */
const readsOf = (node: FlowNode, placeOf: PlaceOf, heard: ReadonlySet<string> | undefined): readonly Diagnostic[] => {
  const found: Diagnostic[] = []
  walkTexts(node.value['inputs'], (text, below) => {
    const path = [...node.path, 'inputs', ...below]
    for (const name of namesOf(text)) {
      const told = name.isGuarded ? undefined : missingIn(coreTrigger(node) ?? '', name, heard)
      if (told !== undefined) found.push(diagnosticIn(placeOf, { text, path }, { ...told, start: name.start }))
    }
  })
  return found
}

const missingIn = (type: string, name: NamedRead, heard: ReadonlySet<string> | undefined) => {
  const { root, names, end } = name
  const [first, second] = names
  if (type === 'Flow' && root === 'trigger' && first?.name === 'outputs' && second !== undefined) {
    const output = missingOutput(second.name, [heard])
    return output && { ...output, end: second.end }
  }
  const isMissing = Object.hasOwn(MISSING, type) && MISSING[type]?.(name) === true
  const what = root === 'trigger' ? `trigger.${first?.name}` : root
  const message = `The inputs of a trigger are made before there is an execution, so there is no \`${what}\`.`
  return isMissing ? { code: 'trigger-reads-run' as const, message, end: first?.end ?? end } : undefined
}

const namesOf = (text: string): readonly NamedRead[] => {
  if (!text.includes('{{')) return []
  const parsed = parsePebble(text)
  return 'says' in parsed ? [] : readNames(parsed, text)
}
