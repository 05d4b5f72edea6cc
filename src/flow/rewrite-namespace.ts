import { mapNamespace, type NamespaceMapping } from '../resource/namespace.ts'
import type { NodePath } from '../yaml/map-value.ts'
import { parsePlainScalar } from '../yaml/scalar.ts'
import { applyEdits, hasHiddenLineEnd, type SourceEdit } from '../yaml/source-text.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { findFlowMentions } from './flow-references.ts'

/** The source of a flow with its namespaces mapped; the unchanged source if the document cannot be parsed. */
export const rewriteNamespace = (document: YamlDocument, mappings: readonly NamespaceMapping[]): string =>
  applyEdits(document.source, namespaceEdits(document, mappings))

/**
 * The edits that map the namespaces in a flow: its own, and those of the flows that it calls or listens to (Subflow, ForEachItem, Flow
 * triggers). Comments, quotes and layout stay as they are.
 */
export const namespaceEdits = (document: YamlDocument, mappings: readonly NamespaceMapping[]): readonly SourceEdit[] =>
  sites(document).flatMap(({ text, path }) =>
    namespaceEdit(document, { path, text, mapped: mapNamespace(text, mappings) }),
  )

/** The edit that replaces a node whose whole text is a namespace; empty if the namespace stays the same or the node is missing. */
export const namespaceEdit = (
  document: YamlDocument,
  { path, text, mapped }: { readonly path: NodePath; readonly text: string; readonly mapped: string },
): readonly SourceEdit[] => {
  const range = mapped === text ? undefined : document.rangeOf(path)
  if (range === undefined) return []
  const written = document.source.slice(range.start, range.end)
  // Without quotes the new name must still be parsed as text: `off` would be false.
  if (written === text && parsePlainScalar(mapped).value === mapped) return [{ range, text: mapped }]
  const isWithin = written !== text && written.includes(text) && !written.startsWith('*')
  return [{ range, text: isWithin ? written.replace(text, () => mapped) : JSON.stringify(mapped) }]
}

const sites = (document: YamlDocument): readonly { readonly text: string; readonly path: NodePath }[] => {
  const own = document.namespace
  const mentioned = findFlowMentions(document).flatMap(({ namespace }) => (namespace ? [namespace] : []))
  return own === undefined ? mentioned : [{ text: own, path: ['namespace'] }, ...mentioned]
}

/** The flow with another namespace of its own. Its references to other flows stay. `undefined` if the text cannot be changed. */
export const replaceNamespace = (document: YamlDocument, namespace: string): YamlDocument | undefined => {
  const { namespace: text, source } = document
  if (text === undefined || hasHiddenLineEnd(source)) return undefined
  const replaced = document.withEdits(namespaceEdit(document, { path: ['namespace'], text, mapped: namespace }))
  return replaced.namespace === namespace && replaced.id === document.id ? replaced : undefined
}

/**
 * Adds `namespace` to a flow that states none, on a new line after its id, because Kestra reads the namespace from the YAML only.
 * `undefined` if no line can be added: for a flow in braces, and for one with line ends that no editor shows.
 */
export const implyNamespace = (document: YamlDocument, namespace: string): YamlDocument | undefined => {
  const id = document.rangeOf(['id'])
  if (id === undefined || hasHiddenLineEnd(document.source)) return undefined
  const [line] = /\r?\n/.exec(document.source.slice(id.end)) ?? []
  if (line === undefined) return undefined
  const lineEnd = document.source.indexOf(line, id.end)
  const edit = { range: { start: lineEnd, end: lineEnd }, text: `${line}namespace: ${namespace}` }
  const completed = document.withEdits([edit])
  return completed.namespace === namespace && completed.id === document.id ? completed : undefined
}
