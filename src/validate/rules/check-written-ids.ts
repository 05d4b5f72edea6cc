import type { NodePath } from '../../flow/flow-document.ts'
import type { CheckedFlow, Fault, FlowRule } from '../flow-rule.ts'

/** Ids and the namespace that Kestra stores under another text than the one that is written (`off` is `false`). */
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
  return [{ code: 'id-read-differently', path, message, hint: `Write ${JSON.stringify(written)} to keep it as it is.` }]
}

const valueAt = (value: unknown, path: NodePath): unknown =>
  path.reduce<unknown>((at, step) => (typeof at === 'object' && at !== null ? Reflect.get(at, step) : undefined), value)
