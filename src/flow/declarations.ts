import { hasExpression } from '../pebble/lex-pebble.ts'
import { isFalse, isMapValue, type MapNode, type MapValue, mapNodes, type NodePath } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

/** The inputs of a flow as its callers see them, by their ids. */
export interface DeclaredInputs {
  /** Those without which no execution can start: required, no default, not depending on others. */
  readonly required: ReadonlySet<string>
  /** Each as it is written. */
  readonly byId: ReadonlyMap<string, MapValue>
}

/** The inputs that a flow declares; `undefined` when they cannot be told (inputs in forms or from elsewhere). */
export const flowInputs = (flow: unknown): DeclaredInputs | undefined => {
  if (!isMapValue(flow)) return NO_INPUTS
  if (!inputsByFlow.has(flow)) inputsByFlow.set(flow, readInputs(flow['inputs']))
  return inputsByFlow.get(flow)
}

const NO_INPUTS: DeclaredInputs = { required: new Set(), byId: new Map() }
/** Each call asks for those of two flows. */
const inputsByFlow = new WeakMap<MapValue, DeclaredInputs | undefined>()

const readInputs = (inputs: unknown): DeclaredInputs | undefined => {
  if (inputs === undefined || inputs === null) return NO_INPUTS
  if (!Array.isArray(inputs)) return undefined
  const items = inputs.filter(isMapValue)
  if (items.length < inputs.length || items.some(isExpanded)) return undefined
  const byId = new Map(items.flatMap((input) => idOf(input).map((id) => [id, input] as const)))
  return { required: new Set(items.filter(mustBePassed).flatMap(idOf)), byId }
}

/** The ids of its inputs of type FILE, as far as they can be told. */
export const fileInputs = (flow: unknown): ReadonlySet<string> => {
  const inputs = [...(flowInputs(flow)?.byId ?? [])]
  return new Set(inputs.flatMap(([id, { type }]) => (type === 'FILE' ? [id] : [])))
}

/**
 * The required inputs that are not passed: how many there are, and the first of them, at most `most`. The time it takes grows with what
 * is passed: thousands of calls or triggers may start a flow with thousands of inputs.
 */
export const missingInputs = (
  { required }: DeclaredInputs,
  passed: MapValue,
  most: number,
): { readonly count: number; readonly first: readonly string[] } => {
  const count = required.size - Object.keys(passed).filter((id) => required.has(id)).length
  const first: string[] = []
  for (const id of required) {
    if (first.length === Math.min(count, most)) break
    if (!Object.hasOwn(passed, id)) first.push(id)
  }
  return { count, first }
}

const idOf = ({ id, name }: MapValue): readonly string[] => textOf(id ?? name)

/** Inputs of 2.0 that stand for several others. */
const isExpanded = (input: MapValue): boolean => input['type'] === 'FORM' || input['type'] === 'REUSABLE_INPUTS'

const mustBePassed = ({ required, defaults, dependsOn }: MapValue): boolean =>
  (defaults === undefined || defaults === null) && !isFalse(required) && dependsOn === undefined

export interface PlacedId {
  readonly id: string
  readonly path: NodePath
}

/** The ids of the flow's own inputs or outputs, as Kestra makes text of them. */
export const dataIds = (document: YamlDocument, list: 'inputs' | 'outputs'): readonly PlacedId[] => {
  const items: unknown = isMapValue(document.value) ? document.value[list] : undefined
  if (!Array.isArray(items)) return []
  return items.flatMap((_, index) => {
    const path = [list, index, 'id']
    const id = document.textOf(path)
    return id === undefined ? [] : [{ id, path }]
  })
}

/** The ids of the outputs that a flow declares; `undefined` when they cannot be told. */
export const flowOutputs = (flow: unknown): ReadonlySet<string> | undefined => {
  const outputs: unknown = isMapValue(flow) ? (flow['outputs'] ?? []) : undefined
  if (!Array.isArray(outputs)) return undefined
  const ids = outputs.map((output: unknown) => (isMapValue(output) ? output['id'] : undefined))
  const known = ids.filter((id) => typeof id === 'string')
  return known.length === ids.length ? new Set(known) : undefined
}

/** The names that expressions of a flow can find; `undefined` where the flow does not tell them all. */
export interface DeclaredNames {
  /** Ids, with their dots: `a.b` is found as `inputs.a.b`. */
  readonly inputs: ReadonlySet<string> | undefined
  /** Ids of tasks. */
  readonly outputs: ReadonlySet<string> | undefined
  readonly vars: ReadonlySet<string> | undefined
}

/** Of a flow as plain data. Rather a name too many than one too few. */
export const declaredNames = (flow: MapValue): DeclaredNames => {
  const nodes = mapNodes(flow)
  return { inputs: inputNames(flow, nodes), outputs: taskIds(nodes), vars: variableNames(flow, nodes) }
}

type Nodes = readonly MapNode[]

/** Also what tasks ask for while they wait, and what triggers bring. */
const inputNames = (flow: MapValue, nodes: Nodes): ReadonlySet<string> | undefined => {
  const declared = flowInputs(flow)?.byId.keys()
  const asked = nodes.filter(({ path }) => isInputOfTask(path)).flatMap(({ value }) => textOf(value['id']))
  const brought = nodes
    .filter(({ path }) => path[0] === 'triggers' && path.at(-1) === 'inputs')
    .flatMap(({ value }) => Object.keys(value))
  return declared && closed([...declared, ...asked, ...brought])
}

/** An entry of the list that a Pause or Approval shows to people. */
const isInputOfTask = (path: NodePath): boolean =>
  path.length > 2 && typeof path.at(-1) === 'number' && ['onResume', 'inputs'].includes(String(path.at(-2)))

const NOT_TASKS = new Set<unknown>(['inputs', 'outputs', 'triggers'])
const FOR_EACH_ITEM = /\.ForEachItem$/
/** The tasks that Kestra makes of one ForEachItem (docs/internals/facts/kestra.md, "Expressions"). */
const PARTS_OF_FOR_EACH_ITEM = ['_split', '_items', '_merge']

const taskIds = (nodes: Nodes): ReadonlySet<string> | undefined => {
  const tasks = nodes.filter(({ path }) => path.length > 0 && !NOT_TASKS.has(path[0]))
  // A template brings tasks of its own.
  if (tasks.some(({ value }) => typeof value['type'] === 'string' && value['type'].endsWith('.Template'))) return
  return closed(
    tasks.flatMap(({ value: { id, type } }) => {
      const parts = typeof type === 'string' && FOR_EACH_ITEM.test(type) ? PARTS_OF_FOR_EACH_ITEM : []
      return textOf(id).flatMap((text) => [text, ...parts.map((part) => text + part)])
    }),
  )
}

const SETS_VARIABLES = /\.SetVariables$/

const variableNames = ({ variables }: MapValue, nodes: Nodes): ReadonlySet<string> | undefined => {
  const set = nodes
    .filter(({ value: { type } }) => typeof type === 'string' && SETS_VARIABLES.test(type))
    .map(({ value }) => value['variables'])
  const all = [variables ?? {}, ...set]
  return all.every(isMapValue) ? closed(all.flatMap(Object.keys)) : undefined
}

const textOf = (id: unknown): string[] => (['string', 'number', 'boolean'].includes(typeof id) ? [String(id)] : [])

/** A name that only a run can tell may be any name. */
const closed = (names: readonly string[]): ReadonlySet<string> | undefined =>
  names.some(hasExpression) ? undefined : new Set(names)
