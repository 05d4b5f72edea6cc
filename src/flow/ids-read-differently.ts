import { type NodePath, valueAt } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { dataIds } from './declarations.ts'
import type { FlowNode } from './walk-tasks.ts'

/** A flow with the nodes that `walkTasks` found in it. */
interface WalkedFlow {
  readonly document: YamlDocument
  readonly nodes: readonly FlowNode[]
}

/** The ids of tasks, triggers, inputs and outputs that Kestra reads as another text: from the written form to Kestra's. */
export const idsReadDifferently = (flow: WalkedFlow): ReadonlyMap<string, string> =>
  new Map(
    idPaths(flow).flatMap((path): [string, string][] => {
      const different = readDifferently(flow.document, path)
      return different === undefined ? [] : [[different.written, different.text]]
    }),
  )

/** The paths of the ids of all tasks, triggers, inputs and outputs. */
export const idPaths = ({ document, nodes }: WalkedFlow): readonly NodePath[] => [
  ...nodes.map(({ path }) => [...path, 'id']),
  ...[...dataIds(document, 'inputs'), ...dataIds(document, 'outputs')].map(({ path }) => path),
]

/** The written form of the scalar at a path and the text that Kestra reads; `undefined` if both are the same. */
export const readDifferently = (
  document: YamlDocument,
  path: NodePath,
): { readonly written: string; readonly text: string } | undefined => {
  if (typeof valueAt(document.value, path) === 'string') return undefined
  const text = document.textOf(path)
  const range = text === undefined ? undefined : document.rangeOf(path)
  if (text === undefined || range === undefined) return undefined
  const written = document.source.slice(range.start, range.end)
  return written === text ? undefined : { written, text }
}
