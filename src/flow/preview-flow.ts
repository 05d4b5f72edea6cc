import { hasHiddenLineEnd } from '../text/line-ends.ts'
import { disabledTriggerEdits, hasNoActiveTrigger } from './disable-triggers.ts'
import type { FlowDocument, ParseFlow } from './flow-document.ts'
import { type NamespaceSite, namespaceSites, type PreviewParts } from './preview-references.ts'
import { namespaceEdit } from './rewrite-namespace.ts'
import type { SourceEdit } from './source-text.ts'

/** A flow as a preview has it. */
export interface PreviewFlow {
  readonly document: FlowDocument
  /** Places that still reach what is not part of the preview. */
  readonly left: readonly NamespaceSite[]
}

/**
 * The flow in the namespaces of a preview: its own namespace and those it reaches into have the prefix where what they reach is
 * part of the preview, and every trigger is disabled. All other characters stay. `undefined` where the text cannot be changed
 * that way (an alias in place of a trigger, a namespace that is no plain text), or has line ends that no reader sees.
 */
export const previewFlow = (
  document: FlowDocument,
  parts: PreviewParts,
  parse?: ParseFlow | undefined,
): PreviewFlow | undefined => {
  const { namespace } = document
  if (namespace === undefined || hasHiddenLineEnd(document.source)) return undefined
  const sites = namespaceSites(document, parts)
  const edited = sites.map((site) => ({ site, edits: site.isPart ? siteEdits(document, site, parts) : [] }))
  const own = namespaceEdit(document, { path: ['namespace'], text: namespace, mapped: prefixed(namespace, parts) })
  const edits = [...own, ...edited.flatMap((of) => of.edits), ...disabledTriggerEdits(document)]
  const changed = document.withEdits(withoutRepeats(edits), parse)
  const isAsMeant =
    changed.namespace === prefixed(namespace, parts) && changed.id === document.id && hasNoActiveTrigger(changed)
  const left = edited.flatMap((of) => (of.edits.length === 0 ? [of.site] : []))
  return isAsMeant ? { document: changed, left } : undefined
}

const prefixed = (namespace: string, { prefix }: PreviewParts): string => `${prefix}.${namespace}`

const siteEdits = (document: FlowDocument, site: NamespaceSite, parts: PreviewParts): readonly SourceEdit[] => {
  const { path, namespace, call } = site
  const mapped = prefixed(namespace, parts)
  if (call === undefined) return namespaceEdit(document, { path, text: namespace, mapped })
  const range = document.rangeOf(path)
  if (range === undefined) return []
  // The call as it is written; one that is folded or escaped in the file is not found, and stays.
  return placesOf(call.text, document.source.slice(range.start, range.end)).map((found) => {
    const start = range.start + found + call.at
    return { range: { start, end: start + namespace.length }, text: mapped }
  })
}

const placesOf = (part: string, text: string): readonly number[] => {
  const places: number[] = []
  for (let at = text.indexOf(part); at !== -1; at = text.indexOf(part, at + part.length)) places.push(at)
  return places
}

/** A call that stands twice in one text is found at both places each time. */
const withoutRepeats = (edits: readonly SourceEdit[]): readonly SourceEdit[] => [
  ...new Map(edits.map((edit) => [`${edit.range.start} ${edit.range.end}`, edit])).values(),
]
