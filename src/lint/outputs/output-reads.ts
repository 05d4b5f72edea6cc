import { type ContextReference, readContextReferences, renderedTexts } from '../../flow/context-references.ts'
import { coreName } from '../../flow/task-reach.ts'
import { type FlowNode, isFlowableType, walkTasks } from '../../flow/walk-tasks.ts'
import { isMapValue, type MapValue, type NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'

/** A task and its position in the flow. */
export interface TaskPlace {
  readonly node: FlowNode
  /** The parent task; `undefined` for top-level tasks. */
  readonly holder: TaskPlace | undefined
  /** From the top-level task down to this one. */
  readonly lineage: readonly TaskPlace[]
  /** The list that contains it: `tasks`, `then`, `cases.a`, `errors`. */
  readonly list: string
  readonly index: number
  /** Identifies the list: equal for all tasks of one list. */
  readonly listKey: string
  /** The short type of a core task with nested tasks (`If`, `Parallel`); otherwise empty. */
  readonly flowable: string
}

/** All tasks of a flow. */
export interface TaskPlaces {
  readonly all: readonly TaskPlace[]
  /** The task with that id; `undefined` if there is none or several. */
  withId(id: string): TaskPlace | undefined
  /** The innermost task that contains the path. */
  around(path: NodePath): TaskPlace | undefined
}

export const taskPlaces = (nodes: readonly FlowNode[]): TaskPlaces => {
  const byPath = new Map<string, TaskPlace>()
  const around = (path: NodePath): TaskPlace | undefined => {
    for (let length = path.length; length > 0; length -= 1) {
      const place = byPath.get(pathKey(path.slice(0, length)))
      if (place !== undefined) return place
    }
    return undefined
  }
  for (const node of nodes)
    if (node.kind === 'task') byPath.set(pathKey(node.path), taskPlace(node, around(node.path.slice(0, -1))))
  const all = [...byPath.values()]
  const byId = Map.groupBy(all, ({ node }) => node.id)
  return {
    all,
    around,
    withId: (id) => {
      const found = byId.get(id) ?? []
      return found.length === 1 ? found[0] : undefined
    },
  }
}

const pathKey = (path: NodePath): string => JSON.stringify(path)

const taskPlace = (node: FlowNode, holder: TaskPlace | undefined): TaskPlace => {
  const { path } = node
  const type = coreName(node.type ?? '')
  const below = path.slice(holder?.node.path.length ?? 0)
  // A Dag wraps each of its tasks in a map with the key `task`.
  const steps = below.at(-1) === 'task' ? below.slice(0, -1) : below
  const last = steps.at(-1)
  const isListed = typeof last === 'number'
  const lineage: TaskPlace[] = [...(holder?.lineage ?? [])]
  const place: TaskPlace = {
    node,
    holder,
    lineage,
    list: (isListed ? steps.slice(0, -1) : steps).join('.'),
    index: isListed ? last : 0,
    listKey: pathKey(isListed ? path.slice(0, path.lastIndexOf(last)) : path),
    flowable: isFlowableType(type) ? type.slice(type.lastIndexOf('.') + 1) : '',
  }
  lineage.push(place)
  return place
}

/** The lineages of two tasks without their common start. */
export const parting = (a: TaskPlace, b: TaskPlace) => {
  const first = a.lineage.findIndex((place, index) => place !== b.lineage[index])
  const shared = first === -1 ? a.lineage.length : first
  return { a: a.lineage.slice(shared), b: b.lineage.slice(shared) }
}

/** Loop types before 2.0. Their tasks have one output for each value, keyed by the value. */
export const KEYED_LOOPS: ReadonlySet<string> = new Set(['ForEach', 'EachSequential', 'EachParallel'])

/** True for a task that runs its nested tasks once for each value. */
export const isLoop = ({ flowable }: TaskPlace): boolean => KEYED_LOOPS.has(flowable) || flowable === 'Loop'

/** Finds a task by its id, unless it is in a loop and so has several outputs. */
export const tasksOutsideOfLoops = (nodes: readonly FlowNode[]): ((id: string) => FlowNode | undefined) => {
  const positions = taskPlaces(nodes)
  return (id) => {
    const place = positions.withId(id)
    return place === undefined || place.lineage.some(isLoop) ? undefined : place.node
  }
}

/** One expression that reads an output of a task. */
export interface OutputRead {
  /** Path of the text that contains the expression. */
  readonly path: NodePath
  readonly text: string
  readonly reference: ContextReference
  /** Id of the task that is read. */
  readonly id: string
  /** True if the flow guards some output of the task (`??`, `is defined`). Then the task may not have run. */
  readonly mayBeMissing: boolean
}

/** A read with the reading task and the task that is read. */
export interface OutputUse {
  readonly read: OutputRead
  /** `undefined` for the outputs of the flow. */
  readonly reader: TaskPlace | undefined
  readonly target: TaskPlace
}

/**
 * The reads of `outputs` in a flow, in document order. Omits references that are guarded somewhere, with their ancestors and descendants.
 * Also omits references that a hyphen splits, which another rule reports.
 */
export const outputReads = (flow: MapValue): readonly OutputRead[] => {
  const all = renderedTexts(flow).flatMap(({ text, path }) =>
    readContextReferences(text).flatMap((reference) => {
      const id = reference.names[0]?.name
      return reference.root !== 'outputs' || id === undefined ? [] : [{ path, text, reference, id }]
    }),
  )
  const guards = all.filter(({ reference }) => reference.isGuarded)
  const guardedIds = new Set(guards.map(({ id }) => id))
  const guarded = new Set(guards.map(({ reference }) => prefixesOf(reference).at(-1)))
  const above = new Set(guards.flatMap(({ reference }) => prefixesOf(reference)))
  return all
    .filter(({ reference }) => {
      const prefixes = prefixesOf(reference)
      const isGuarded = prefixes.some((names) => guarded.has(names)) || above.has(prefixes.at(-1) ?? '')
      return !isGuarded && reference.hyphenated === undefined
    })
    .map((read) => ({ ...read, mayBeMissing: guardedIds.has(read.id) }))
}

/** Limit of steps; hand-written values are not nested deeper. */
const MOST_STEPS = 20

/** The prefixes `a`, `a.b` and `a.b.c` of `outputs.a.b.c`, as JSON texts. */
const prefixesOf = ({ names }: ContextReference): readonly string[] =>
  names.slice(0, MOST_STEPS).map((_, index) => JSON.stringify(names.slice(0, index + 1).map(({ name }) => name)))

/** The types of the tasks whose outputs a flow reads. */
export const typesRead = (document: YamlDocument): readonly string[] => {
  const { value } = document
  const ids = new Set(isMapValue(value) ? outputReads(value).map(({ id }) => id) : [])
  if (ids.size === 0) return []
  return walkTasks(document).flatMap(({ kind, id = '', type = '' }) => (kind === 'task' && ids.has(id) ? [type] : []))
}
