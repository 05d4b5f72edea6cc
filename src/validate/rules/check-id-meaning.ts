import { dataIds, flowInputs, type PlacedId } from '../../flow/declarations.ts'
import type { Diagnostic } from '../../flow/diagnostic.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, mapsIn, type NodePath, valueAt } from '../../yaml/map-value.ts'
import type { CheckedFlow, FlowRule } from '../checked-flow.ts'

/** Tasks at any nesting, triggers, inputs and outputs: in each group an id may stand once. */
export const checkDuplicates: FlowRule = (flow) => [
  ...repeated(flow, 'task', nodeIds(flow.nodes, 'task')),
  ...repeated(flow, 'trigger', nodeIds(flow.nodes, 'trigger')),
  ...repeated(flow, 'input', dataIds(flow.document, 'inputs')),
  ...repeated(flow, 'output', dataIds(flow.document, 'outputs')),
]

const nodeIds = (nodes: readonly FlowNode[], kind: FlowNode['kind']): readonly PlacedId[] =>
  nodes.flatMap((node) =>
    node.kind === kind && node.isCertain && node.id !== undefined ? [{ id: node.id, path: [...node.path, 'id'] }] : [],
  )

const repeated = ({ document }: CheckedFlow, owner: string, ids: readonly PlacedId[]): readonly Diagnostic[] => {
  const first = new Map<string, NodePath>()
  return ids.flatMap(({ id, path }): Diagnostic[] => {
    const earlier = first.get(id)
    if (!earlier) {
      first.set(id, path)
      return []
    }
    const line = document.positionOf(earlier)?.line
    return [{ code: 'duplicate-id', path, message: `The ${owner} id "${id}" is already used on line ${line}.` }]
  })
}

/**
 * Ids and the namespace that Kestra reads as another text than the one that is written (`off` is `false`). For the flow's
 * own name that is an error: the server validates and answers `false`, but stores and lists the flow as `off`.
 */
export const checkWrittenIds: FlowRule = (flow) =>
  [['id'], ['namespace'], ...flow.nodes.map(({ path }) => [...path, 'id'])].flatMap((path) =>
    readDifferently(flow, path),
  )

const readDifferently = ({ document, value }: CheckedFlow, path: NodePath): readonly Diagnostic[] => {
  if (typeof valueAt(value, path) === 'string') return []
  const text = document.textOf(path)
  const range = text === undefined ? undefined : document.rangeOf(path)
  if (text === undefined || range === undefined) return []
  const written = document.source.slice(range.start, range.end)
  if (written === text) return []
  const message = `\`${path.at(-1)}: ${written}\` is read as "${text}" (YAML 1.1).`
  const code = path.length === 1 ? 'name-read-differently' : 'id-read-differently'
  return [{ code, path, message, hint: `Write ${JSON.stringify(written)} to keep it as it is.` }]
}

/** Dependencies among the flow's own inputs. */
export const checkInputs: FlowRule = ({ value }) => {
  const declared = flowInputs(value)
  if (declared === undefined) return []
  return mapsIn(value['inputs'], ['inputs']).flatMap(({ value: { dependsOn }, path }) => {
    const ids = isMapValue(dependsOn) ? dependsOn['inputs'] : undefined
    return unknownIds(ids, declared.ids, [...path, 'dependsOn', 'inputs']).map(
      ({ id, path: at }): Diagnostic => ({
        code: 'unknown-input-dependency',
        path: at,
        message: `The flow has no input "${id}".`,
      }),
    )
  })
}

const DAG = /^io\.kestra\.(?:plugin\.core\.flow|core\.tasks\.flows)\.Dag$/

/** `dependsOn` of the tasks of a Dag: each must name a task of the same Dag. */
export const checkDag: FlowRule = ({ nodes }) =>
  nodes
    .filter(({ kind, type = '' }) => kind === 'task' && DAG.test(type))
    .flatMap((dag) => {
      const items = mapsIn(dag.value['tasks'], [...dag.path, 'tasks'])
      const known = new Set(items.flatMap(({ value: { task } }) => (isMapValue(task) ? [plainText(task['id'])] : [])))
      return items.flatMap(({ value, path }) =>
        unknownIds(value['dependsOn'], known, [...path, 'dependsOn']).map(
          ({ id, path: at }): Diagnostic => ({
            code: 'unknown-dag-dependency',
            path: at,
            message: `The Dag has no task "${id}".`,
          }),
        ),
      )
    })

const unknownIds = (ids: unknown, known: ReadonlySet<string>, path: NodePath): readonly PlacedId[] =>
  (Array.isArray(ids) ? ids : []).flatMap((id: unknown, index) =>
    typeof id === 'string' && !known.has(id) ? [{ id, path: [...path, index] }] : [],
  )
