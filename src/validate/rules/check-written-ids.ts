import type { NodePath } from '../../flow/map-value.ts'
import type { CheckedFlow, Fault, FlowRule } from '../flow-rule.ts'

/**
 * Ids and the namespace that Kestra reads as another text than the one that is written (`off` is `false`). For the flow's
 * own name that is an error: the server validates and answers `false`, but stores and lists the flow as `off`.
 */
export const checkWrittenIds: FlowRule = (flow) =>
  [['id'], ['namespace'], ...flow.nodes.map(({ path }) => [...path, 'id'])].flatMap((path) =>
    readDifferently(flow, path),
  )

const readDifferently = ({ document, value }: CheckedFlow, path: NodePath): readonly Fault[] => {
  if (typeof valueAt(value, path) === 'string') return []
  const text = document.textOf(path)
  const range = document.rangeOf(path)
  if (text === undefined || range === undefined) return []
  const written = document.source.slice(range.start, range.end)
  if (written === text) return []
  const message = `\`${path.at(-1)}: ${written}\` is read as "${text}" (YAML 1.1).`
  const code = path.length === 1 ? 'name-read-differently' : 'id-read-differently'
  return [{ code, path, message, hint: `Write ${JSON.stringify(written)} to keep it as it is.` }]
}

const valueAt = (value: unknown, path: NodePath): unknown =>
  path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined), value)
