import type { DocumentFinding, Place } from '../../flow/document-finding.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapNode } from '../../yaml/map-value.ts'
import type { ParseText, VerdictContext } from './constraint-texts.ts'

/** A text that lists ids of nodes in one section; `select` chooses among the nodes with one id. */
const listedNodes =
  (
    pattern: RegExp,
    code: DocumentFinding['code'],
    select: (nodes: readonly MapNode[]) => readonly MapNode[],
  ): ParseText =>
  (text, { nodes }) => {
    const [, section, ids] = pattern.exec(text) ?? []
    if (ids === undefined || !isSection(section)) return undefined
    const locations = ids.split(', ').flatMap((id) => select(nodesWithId(nodes, section, id)).map(idLocation))
    return findingsAt(locations, { code, message: text })
  }

/** The second and later nodes with the id. */
const parseDuplicate = listedNodes(
  /^Duplicate (task|trigger|input|output)(?: id)? with name \[(.*)\]/,
  'duplicate-id',
  (nodes) => nodes.slice(1),
)

/** `…, offending tasks: [a, b]`: one finding per task. */
const parseOffending = listedNodes(/offending (task|output)s: \[(.{0,2000})\]/, 'server-invalid', (nodes) =>
  nodes.slice(0, 1),
)

const parseSelfCall: ParseText = (text, { nodes }) => {
  const called = /^Recursive call to flow \[(.*)\]/.exec(text)?.[1]
  if (called === undefined) return undefined
  const callers = nodes.filter(
    ({ value }) => `${plainText(value['namespace'])}.${plainText(value['flowId'])}` === called,
  )
  return findingsAt(
    callers.map(({ path }) => ({ path: [...path, 'flowId'] })),
    { code: 'self-call', message: text },
  )
}

/** Labels are a map, or a list of `{key, value}`. */
const parseLabel: ParseText = (text, { document }) => {
  const label = /^System labels .{0,2000}? offending label: ([^=]{1,300})=/.exec(text)?.[1]
  if (label === undefined) return undefined
  const labels = isMapValue(document.value) ? document.value['labels'] : undefined
  const index = Array.isArray(labels) ? labels.findIndex((entry) => isMapValue(entry) && entry['key'] === label) : -1
  const place: Place = index < 0 ? { path: ['labels', label], part: 'key' } : { path: ['labels', index, 'key'] }
  return [{ code: 'system-label', message: text, ...place }]
}

/** The default of an input, reported since 2.0.0. */
const parseDefault: ParseText = (text, { nodes }) => {
  const id = /\bInvalid default for input '([^']+)'/.exec(text)?.[1]
  const [input] = id === undefined ? [] : nodesWithId(nodes, 'input', id)
  if (input === undefined || !Object.hasOwn(input.value, 'defaults')) return undefined
  return [{ code: 'invalid-default', message: text, severity: 'error', path: [...input.path, 'defaults'] }]
}

const WHOLE_FLOW: readonly { pattern: RegExp; code: DocumentFinding['code']; key: string }[] = [
  { pattern: /^Flow id is a reserved keyword/, code: 'reserved-id', key: 'id' },
  { pattern: /^(?:flow: )?Cyclic flow dependency detected/, code: 'flow-cycle', key: 'id' },
  { pattern: /^Namespace '.*' does not exist/, code: 'server-invalid', key: 'namespace' },
  { pattern: /^Quotas are only available/, code: 'server-invalid', key: 'quotas' },
]

const parseWholeFlow: ParseText = (text) => {
  const match = WHOLE_FLOW.find(({ pattern }) => pattern.test(text))
  if (match === undefined) return undefined
  return [{ code: match.code, message: text, severity: 'error', path: [match.key] }]
}

/** A text that names its node: `Task 'load' can't have any …`. */
const parseNamed: ParseText = (text, context) => {
  const place = namedLocation(text, context)
  return place && [{ code: 'server-invalid', message: text, ...place }]
}

/** The texts of Kestra's flow validator (core FlowValidator). They have no path, but name the node. */
export const FLOW_RULE_PARSERS: readonly ParseText[] = [
  parseDuplicate,
  parseSelfCall,
  parseLabel,
  parseDefault,
  parseWholeFlow,
  parseOffending,
  parseNamed,
]

/** The node that a text names by kind and quoted id, or one of its properties when the text also quotes that. */
export const namedLocation = (text: string, { nodes }: VerdictContext): Place | undefined => {
  const [, kind = '', id] = /\b(task|trigger|input|output)\b(?: with id| path)? '([^']+)'/i.exec(text) ?? []
  const section = kind.toLowerCase()
  if (id === undefined || !isSection(section)) return undefined
  const [node] = nodesWithId(nodes, section, id)
  if (node === undefined) return undefined
  const property = [...text.matchAll(/['`"](\w+)['`"]/g)]
    .map(([, name]) => name ?? '')
    .find((name) => Object.hasOwn(node.value, name))
  return property === undefined ? idLocation(node) : { path: [...node.path, property], part: 'key' }
}

const idLocation = ({ path }: MapNode): Place => ({ path: [...path, 'id'] })

/** The finding at each location; without a location, the finding once. */
export const findingsAt = (
  locations: readonly (Place & Pick<DocumentFinding, 'severity'>)[],
  finding: DocumentFinding,
): readonly DocumentFinding[] =>
  locations.length > 0 ? locations.map((place) => ({ ...finding, ...place })) : [finding]

const isSection = (text: string | undefined): text is FlowSection =>
  text === 'task' || text === 'trigger' || text === 'input' || text === 'output'

export type FlowSection = 'task' | 'trigger' | 'input' | 'output'

const SECTION_KEYS: ReadonlyMap<unknown, FlowSection> = new Map([
  ['triggers', 'trigger'],
  ['inputs', 'input'],
  ['outputs', 'output'],
])

/** Keys of a flow whose content has no tasks, even where it has an `id`. */
const NO_TASKS = new Set<unknown>('labels variables pluginDefaults taskDefaults sla concurrency checks'.split(' '))

/** The nodes of one section with this id, in document order; tasks at any depth. */
export const nodesWithId = (nodes: readonly MapNode[], section: FlowSection, id: string): MapNode[] =>
  nodes.filter((node) => sectionOf(node) === section && plainText(node.value['id'] ?? node.value['name']) === id)

const sectionOf = ({ path, value }: MapNode): FlowSection | undefined => {
  const [first] = path
  if (first === undefined || NO_TASKS.has(first)) return undefined
  const section = SECTION_KEYS.get(first)
  if (section === undefined) return Object.hasOwn(value, 'type') ? 'task' : undefined
  return typeof path.at(-1) === 'number' ? section : undefined
}
