import type { FlowDocument } from '../flow/flow-document.ts'

/**
 * Writes `namespace` into a flow that states none, on a line of its own after the id: Kestra takes it from the YAML only.
 * `undefined` where a line cannot be put in (a flow in braces).
 */
export const implyNamespace = (document: FlowDocument, namespace: string): FlowDocument | undefined => {
  const id = document.rangeOf(['id'])
  if (id === undefined) return undefined
  const [line] = /\r?\n/.exec(document.source.slice(id.end)) ?? []
  if (line === undefined) return undefined
  const lineEnd = document.source.indexOf(line, id.end)
  const edit = { range: { start: lineEnd, end: lineEnd }, text: `${line}namespace: ${namespace}` }
  const completed = document.withEdits([edit])
  return completed.namespace === namespace && completed.id === document.id ? completed : undefined
}
