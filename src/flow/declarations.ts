import { hasExpression } from '../pebble/lex-pebble.ts'
import { isFalse, isMapValue, type MapNode, type MapValue, mapNodes, type NodePath } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

/** The inputs of a flow as its callers see them, by their ids. */
export interface DeclaredInputs {
  /** The ids of inputs without which no execution can start: required, without a default, not dependent on other inputs. */
  readonly required: ReadonlySet<string>
  /** Each input as written, by its id. */
  readonly byId: ReadonlyMap<string, MapValue>
}

/** The inputs that a flow declares; `undefined` if they cannot all be known (forms and reusable inputs of 2.0). */
export const flowInputs = (flow: unknown): DeclaredInputs | undefined => {
  if (!isMapValue(flow)) return NO_INPUTS
  if (!inputsByFlow.has(flow)) inputsByFlow.set(flow, readInputs(flow['inputs']))
  return inputsByFlow.get(flow)
}

const NO_INPUTS: DeclaredInputs = { required: new Set(), byId: new Map() }
/** Memoized, because each call reads the inputs of two flows. */
const inputsByFlow = new WeakMap<MapValue, DeclaredInputs | undefined>()

const readInputs = (inputs: unknown): DeclaredInputs | undefined => {
  if (inputs === undefined || inputs === null) return NO_INPUTS
  if (!Array.isArray(inputs)) return undefined
  const items = inputs.filter(isMapValue)
  if (items.length < inputs.length || items.some(isExpanded)) return undefined
  const byId = new Map(items.flatMap((input) => idOf(input).map((id) => [id, input] as const)))
  return { required: new Set(items.filter(mustBePassed).flatMap(idOf)), byId }
}

/** The ids of the inputs of type FILE; empty if the inputs cannot all be known. */
export const fileInputs = (flow: unknown): ReadonlySet<string> => {
  const inputs = [...(flowInputs(flow)?.byId ?? [])]
  return new Set(inputs.flatMap(([id, { type }]) => (type === 'FILE' ? [id] : [])))
}

/**
 * The required inputs that are not in `passed`: their count, and the first `most` of them in order. The running time depends on the size
 * of `passed` only, because thousands of calls may start a flow with thousands of inputs.
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

const idOf = ({ id, name }: MapValue): readonly string[] => scalarId(id ?? name)

/** True for an input of 2.0 that Kestra expands to several inputs. */
const isExpanded = (input: MapValue): boolean => input['type'] === 'FORM' || input['type'] === 'REUSABLE_INPUTS'

const mustBePassed = ({ required, defaults, dependsOn }: MapValue): boolean =>
  (defaults === undefined || defaults === null) && !isFalse(required) && dependsOn === undefined

/** An id with its path in the document. */
export interface PlacedId {
  readonly id: string
  readonly path: NodePath
}

/** The ids of the flow's inputs or outputs, as the text that Kestra makes of them, in document order. */
export const dataIds = (document: YamlDocument, list: 'inputs' | 'outputs'): readonly PlacedId[] => {
  const items: unknown = isMapValue(document.value) ? document.value[list] : undefined
  if (!Array.isArray(items)) return []
  return items.flatMap((_, index) => {
    const path = [list, index, 'id']
    const id = document.textOf(path)
    return id === undefined ? [] : [{ id, path }]
  })
}

/** The ids of the outputs that a flow declares; `undefined` if they cannot all be known. */
export const flowOutputs = (flow: unknown): ReadonlySet<string> | undefined => {
  const outputs: unknown = isMapValue(flow) ? (flow['outputs'] ?? []) : undefined
  if (!Array.isArray(outputs)) return undefined
  const ids = outputs.map((output: unknown) => (isMapValue(output) ? output['id'] : undefined))
  const known = ids.filter((id) => typeof id === 'string')
  return known.length === ids.length ? new Set(known) : undefined
}

/** The names that expressions of a flow can read; `undefined` where the flow alone does not determine all of them. */
export interface DeclaredNames {
  /** Ids including their dots: `a.b` is read as `inputs.a.b`. */
  readonly inputs: ReadonlySet<string> | undefined
  /** Ids of tasks. */
  readonly outputs: ReadonlySet<string> | undefined
  readonly vars: ReadonlySet<string> | undefined
}

/** The names declared by a flow. When in doubt it includes a name, so that no valid name is missing. */
export const declaredNames = (flow: MapValue): DeclaredNames => {
  const nodes = mapNodes(flow)
  return { inputs: inputNames(flow, nodes), outputs: taskIds(nodes), vars: variableNames(flow, nodes) }
}

type Nodes = readonly MapNode[]

/** The names of all inputs, with those that waiting tasks ask for and those that triggers pass. */
const inputNames = (flow: MapValue, nodes: Nodes): ReadonlySet<string> | undefined => {
  const declared = flowInputs(flow)?.byId.keys()
  const asked = nodes.filter(({ path }) => isInputOfTask(path)).flatMap(({ value }) => scalarId(value['id']))
  const passed = nodes
    .filter(({ path }) => path[0] === 'triggers' && path.at(-1) === 'inputs')
    .flatMap(({ value }) => Object.keys(value))
  return declared && allKnown([...declared, ...asked, ...passed])
}

/** True for an entry of the list of inputs that a Pause or Approval task asks people for. */
const isInputOfTask = (path: NodePath): boolean =>
  path.length > 2 && typeof path.at(-1) === 'number' && ['onResume', 'inputs'].includes(String(path.at(-2)))

const NOT_TASKS = new Set<unknown>(['inputs', 'outputs', 'triggers'])
const FOR_EACH_ITEM = /\.ForEachItem$/
/** The suffixes of the tasks that Kestra makes of one ForEachItem (docs/internals/facts/kestra.md, "Expressions"). */
const PARTS_OF_FOR_EACH_ITEM = ['_split', '_items', '_merge']

const taskIds = (nodes: Nodes): ReadonlySet<string> | undefined => {
  const tasks = nodes.filter(({ path }) => path.length > 0 && !NOT_TASKS.has(path[0]))
  // A template adds tasks that the flow does not contain.
  if (tasks.some(({ value }) => typeof value['type'] === 'string' && value['type'].endsWith('.Template'))) return
  return allKnown(
    tasks.flatMap(({ value: { id, type } }) => {
      const parts = typeof type === 'string' && FOR_EACH_ITEM.test(type) ? PARTS_OF_FOR_EACH_ITEM : []
      return scalarId(id).flatMap((text) => [text, ...parts.map((part) => text + part)])
    }),
  )
}

const SETS_VARIABLES = /\.SetVariables$/

const variableNames = ({ variables }: MapValue, nodes: Nodes): ReadonlySet<string> | undefined => {
  const set = nodes
    .filter(({ value: { type } }) => typeof type === 'string' && SETS_VARIABLES.test(type))
    .map(({ value }) => value['variables'])
  const all = [variables ?? {}, ...set]
  return all.every(isMapValue) ? allKnown(all.flatMap(Object.keys)) : undefined
}

/** An id as text, in a list; empty if it is not a scalar. */
const scalarId = (id: unknown): string[] => (['string', 'number', 'boolean'].includes(typeof id) ? [String(id)] : [])

/** The names as a set; `undefined` if one of them is an expression, which may give any name at run time. */
const allKnown = (names: readonly string[]): ReadonlySet<string> | undefined =>
  names.some(hasExpression) ? undefined : new Set(names)
