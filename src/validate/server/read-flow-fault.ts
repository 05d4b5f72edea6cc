import { isMapValue, type MapNode } from '../../flow/map-value.ts'
import type { Finding, FindingReader, Place, VerdictContext } from './finding.ts'
import { type FlowSection, nodesWithId } from './flow-section.ts'

/** Texts of Kestra's flow validator (core FlowValidator), which have no path but name what they mean. */
export const readFlowFault: FindingReader = (text, context) => {
  for (const reader of [readDuplicate, readSelfCall, readLabel, readWholeFlow, readOffending, readNamed]) {
    const findings = reader(text, context)
    if (findings) return findings
  }
  return undefined
}

/** The second and later nodes with the id. */
const readDuplicate: FindingReader = (text, { nodes }) => {
  const [, section, names] = /^Duplicate (task|trigger|input|output)(?: id)? with name \[(.*)\]/.exec(text) ?? []
  if (names === undefined || !isSection(section)) return undefined
  const places = names.split(', ').flatMap((name) => nodesWithId(nodes, section, name).slice(1).map(idOf))
  return findingsAt(places, { code: 'duplicate-id', message: text })
}

const readSelfCall: FindingReader = (text, { nodes }) => {
  const called = /^Recursive call to flow \[(.*)\]/.exec(text)?.[1]
  if (called === undefined) return undefined
  const callers = nodes.filter(({ value }) => `${value['namespace']}.${value['flowId']}` === called)
  return findingsAt(
    callers.map(({ path }) => ({ path: [...path, 'flowId'], part: 'value' })),
    { code: 'self-call', message: text },
  )
}

/** Labels are a map, or a list of `{key, value}`. */
const readLabel: FindingReader = (text, { document }) => {
  const label = /^System labels .* offending label: ([^=]+)=/.exec(text)?.[1]
  if (label === undefined) return undefined
  const labels = isMapValue(document.value) ? document.value['labels'] : undefined
  const index = Array.isArray(labels) ? labels.findIndex((entry) => isMapValue(entry) && entry['key'] === label) : -1
  const place: Place =
    index < 0 ? { path: ['labels', label], part: 'key' } : { path: ['labels', index, 'key'], part: 'value' }
  return [{ code: 'system-label', message: text, place }]
}

const WHOLE_FLOW: readonly { pattern: RegExp; code: Finding['code']; key: string }[] = [
  { pattern: /^Flow id is a reserved keyword/, code: 'reserved-id', key: 'id' },
  { pattern: /^(?:flow: )?Cyclic flow dependency detected/, code: 'flow-cycle', key: 'id' },
  { pattern: /^Namespace '.*' does not exist/, code: 'server-invalid', key: 'namespace' },
  { pattern: /^Quotas are only available/, code: 'server-invalid', key: 'quotas' },
]

const readWholeFlow: FindingReader = (text) => {
  const match = WHOLE_FLOW.find(({ pattern }) => pattern.test(text))
  if (match === undefined) return undefined
  return [{ code: match.code, message: text, severity: 'error', place: { path: [match.key], part: 'value' } }]
}

/** `…, offending tasks: [a, b]`: one finding a task. */
const readOffending: FindingReader = (text, { nodes }) => {
  const [, section, names] = /offending (task|output)s: \[(.*)\]/.exec(text) ?? []
  if (names === undefined || !isSection(section)) return undefined
  const places = names.split(', ').flatMap((name) => nodesWithId(nodes, section, name).slice(0, 1).map(idOf))
  return findingsAt(places, { code: 'server-invalid', message: text })
}

/** A text that names its node: `Task 'load' can't have any …`, `Invalid default for input 'date': …`. */
const readNamed: FindingReader = (text, context) => {
  const place = namedPlace(text, context)
  return place && [{ code: 'server-invalid', message: text, place }]
}

/** The node that a text names by kind and quoted id, or one of its properties when the text quotes that as well. */
export const namedPlace = (text: string, { nodes }: VerdictContext): Place | undefined => {
  const [, kind = '', id] = /\b(task|trigger|input|output)\b(?: with id| path)? '([^']+)'/i.exec(text) ?? []
  const section = kind.toLowerCase()
  if (id === undefined || !isSection(section)) return undefined
  const [node] = nodesWithId(nodes, section, id)
  if (node === undefined) return undefined
  const property = [...text.matchAll(/['`"](\w+)['`"]/g)]
    .map(([, name]) => name ?? '')
    .find((name) => name in node.value)
  return property === undefined ? idOf(node) : { path: [...node.path, property], part: 'key' }
}

const idOf = ({ path }: MapNode): Place => ({ path: [...path, 'id'], part: 'value' })

const findingsAt = (places: readonly Place[], finding: Finding): readonly Finding[] =>
  places.length > 0 ? places.map((place) => ({ ...finding, place })) : [finding]

const isSection = (text: string | undefined): text is FlowSection =>
  text === 'task' || text === 'trigger' || text === 'input' || text === 'output'
