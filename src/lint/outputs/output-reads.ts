import { type ContextReference, readContextReferences, renderedTexts } from '../../flow/context-references.ts'
import { coreName } from '../../flow/task-reach.ts'
import { type FlowNode, isFlowableType, walkTasks } from '../../flow/walk-tasks.ts'
import { isMapValue, type MapValue, type NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'

/** A task, and where among the others it stands. */
export interface TaskPlace {
  readonly node: FlowNode
  /** The task that holds it; `undefined` for those of the flow itself. */
  readonly holder: TaskPlace | undefined
  /** From the task of the flow itself down to this one. */
  readonly lineage: readonly TaskPlace[]
  /** The list that it stands in: `tasks`, `then`, `cases.a`, `errors`. */
  readonly list: string
  readonly index: number
  /** The same for all tasks of one list. */
  readonly listKey: string
  /** `If`, `Parallel`: of a task of Kestra itself that holds others; else empty. */
  readonly flowable: string
}

/** All tasks of a flow. */
export interface TaskPlaces {
  readonly all: readonly TaskPlace[]
  /** `undefined` where no task has the id, or several have it. */
  withId(id: string): TaskPlace | undefined
  /** The task that a path of the flow lies in. */
  around(path: NodePath): TaskPlace | undefined
}

export const taskPlaces = (nodes: readonly FlowNode[]): TaskPlaces => {
  const byPath = new Map<string, TaskPlace>()
  const around = (path: NodePath): TaskPlace | undefined => {
    for (let length = path.length; length > 0; length -= 1) {
      const place = byPath.get(keyOf(path.slice(0, length)))
      if (place !== undefined) return place
    }
    return undefined
  }
  for (const node of nodes)
    if (node.kind === 'task') byPath.set(keyOf(node.path), placeOf(node, around(node.path.slice(0, -1))))
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

const keyOf = (path: NodePath): string => JSON.stringify(path)

const placeOf = (node: FlowNode, holder: TaskPlace | undefined): TaskPlace => {
  const { path } = node
  const type = coreName(node.type ?? '')
  const below = path.slice(holder?.node.path.length ?? 0)
  // A Dag wraps each of its tasks.
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
    listKey: keyOf(isListed ? path.slice(0, path.lastIndexOf(last)) : path),
    flowable: isFlowableType(type) ? type.slice(type.lastIndexOf('.') + 1) : '',
  }
  lineage.push(place)
  return place
}

/** Where the ways down to two tasks part: what is left of each, from the first task that only one of them has. */
export const parting = (a: TaskPlace, b: TaskPlace) => {
  const first = a.lineage.findIndex((place, index) => place !== b.lineage[index])
  const shared = first === -1 ? a.lineage.length : first
  return { a: a.lineage.slice(shared), b: b.lineage.slice(shared) }
}

/** The loops before 2.0, whose tasks have an output for each value, by that value. */
export const KEYED_LOOPS: ReadonlySet<string> = new Set(['ForEach', 'EachSequential', 'EachParallel'])

/** True for what runs its tasks once for each of its values. */
export const isLoop = ({ flowable }: TaskPlace): boolean => KEYED_LOOPS.has(flowable) || flowable === 'Loop'

/** The tasks that have one output, by their ids. */
export const tasksOutsideOfLoops = (nodes: readonly FlowNode[]): ((id: string) => FlowNode | undefined) => {
  const places = taskPlaces(nodes)
  return (id) => {
    const place = places.withId(id)
    return place === undefined || place.lineage.some(isLoop) ? undefined : place.node
  }
}

/** One place of a flow that reads an output of a task. */
export interface OutputRead {
  /** Of the text that it stands in. */
  readonly path: NodePath
  readonly text: string
  readonly reference: ContextReference
  /** Of the task. */
  readonly id: string
  /** Some output of the task is asked for with care (`??`, `is defined`): then the task may not have run anywhere. */
  readonly mayBeMissing: boolean
}

/** Who reads, and of whom. */
export interface OutputUse {
  readonly read: OutputRead
  /** `undefined`: the outputs of the flow. */
  readonly reader: TaskPlace | undefined
  readonly target: TaskPlace
}

/**
 * What a flow reads of `outputs`, in the order of the document. Left out is what is asked for with care somewhere, with all above and below
 * it, and what a hyphen takes apart: that is told by another rule.
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
  const guarded = new Set(guards.map(({ reference }) => beginningsOf(reference).at(-1)))
  const above = new Set(guards.flatMap(({ reference }) => beginningsOf(reference)))
  return all
    .filter(({ reference }) => {
      const beginnings = beginningsOf(reference)
      const isGuarded = beginnings.some((names) => guarded.has(names)) || above.has(beginnings.at(-1) ?? '')
      return !isGuarded && reference.hyphenated === undefined
    })
    .map((read) => ({ ...read, mayBeMissing: guardedIds.has(read.id) }))
}

/** No value is nested deeper that a person writes. */
const MOST_STEPS = 20

/** `a`, `a.b` and `a.b.c` of `outputs.a.b.c`. */
const beginningsOf = ({ names }: ContextReference): readonly string[] =>
  names.slice(0, MOST_STEPS).map((_, index) => JSON.stringify(names.slice(0, index + 1).map(({ name }) => name)))

/** The types of the tasks of which a flow reads outputs. */
export const typesRead = (document: YamlDocument): readonly string[] => {
  const { value } = document
  const ids = new Set(isMapValue(value) ? outputReads(value).map(({ id }) => id) : [])
  if (ids.size === 0) return []
  return walkTasks(document).flatMap(({ kind, id = '', type = '' }) => (kind === 'task' && ids.has(id) ? [type] : []))
}
