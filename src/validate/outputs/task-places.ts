import { coreName } from '../../flow/task-reach.ts'
import { type FlowNode, isFlowableType } from '../../flow/walk-tasks.ts'
import type { NodePath } from '../../yaml/map-value.ts'

/** A task, and where among the others it stands. */
export interface TaskPlace {
  readonly node: FlowNode
  /** The task that holds it; `undefined` for those of the flow itself. */
  readonly holder: TaskPlace | undefined
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
  return {
    node,
    holder,
    list: (isListed ? steps.slice(0, -1) : steps).join('.'),
    index: isListed ? last : 0,
    listKey: keyOf(isListed ? path.slice(0, path.lastIndexOf(last)) : path),
    flowable: isFlowableType(type) ? type.slice(type.lastIndexOf('.') + 1) : '',
  }
}

/** From the flow down to the task itself. */
export const lineageOf = (place: TaskPlace): readonly TaskPlace[] => {
  const lineage: TaskPlace[] = []
  for (let at: TaskPlace | undefined = place; at !== undefined; at = at.holder) lineage.push(at)
  return lineage.toReversed()
}

/** Where the ways down to two tasks part: what is left of each, from the first task that only one of them has. */
export const parting = (a: TaskPlace, b: TaskPlace) => {
  const [ofA, ofB] = [lineageOf(a), lineageOf(b)]
  const first = ofA.findIndex((place, index) => place !== ofB[index])
  const shared = first === -1 ? ofA.length : first
  return { a: ofA.slice(shared), b: ofB.slice(shared) }
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
    return place === undefined || lineageOf(place).some(isLoop) ? undefined : place.node
  }
}
