import { hasExpression } from '../pebble/lex-pebble.ts'
import { isMapValue, type MapValue, mapNodes, type NodePath } from '../yaml/map-value.ts'
import { flowInputs } from './flow-inputs.ts'

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

type Nodes = ReturnType<typeof mapNodes>

/** Also what tasks ask for while they wait, and what triggers bring. */
const inputNames = (flow: MapValue, nodes: Nodes): ReadonlySet<string> | undefined => {
  const declared = flowInputs(flow)?.ids
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
/** The tasks that Kestra makes of one ForEachItem (docs/facts/kestra.md, "Expressions"). */
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

const textOf = (id: unknown): string[] => (typeof id === 'string' || typeof id === 'number' ? [String(id)] : [])

/** A name that only a run can tell may be any name. */
const closed = (names: readonly string[]): ReadonlySet<string> | undefined =>
  names.some(hasExpression) ? undefined : new Set(names)
