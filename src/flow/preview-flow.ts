import { offsetsOf } from '../text/compare.ts'
import { isMapValue } from '../yaml/map-value.ts'
import { hasHiddenLineEnd, type SourceEdit } from '../yaml/source-text.ts'
import type { ParseYaml, YamlDocument } from '../yaml/yaml-document.ts'
import { countTriggers, leaveOutTriggers } from './leave-out-triggers.ts'
import { type NamespaceSite, namespaceSites, type PreviewParts } from './preview-sites.ts'
import { namespaceEdit } from './rewrite-namespace.ts'
import { type ReachingPlace, reachingTasks } from './task-reach.ts'

/** A flow, changed for a preview. */
export interface PreviewFlow {
  readonly document: YamlDocument
  /** Locations that still reach something outside the preview. */
  readonly left: readonly ReachingPlace[]
  /** The number of triggers that were left out. */
  readonly triggers: number
}

/**
 * The flow for a preview: without triggers, and with the prefix before its own namespace and before each namespace in which it reaches a
 * part of the preview. All other characters stay.
 *
 * Returns the key of the obstacle if the text cannot be changed, or if it has line ends that no editor shows.
 */
export const previewFlow = (
  document: YamlDocument,
  parts: PreviewParts,
  parse?: ParseYaml | undefined,
): PreviewFlow | 'triggers' | 'namespace' => {
  if (hasHiddenLineEnd(document.source)) return 'namespace'
  const still = leaveOutTriggers(document, parse)
  if (still === undefined) return 'triggers'
  const { namespace } = still
  if (namespace === undefined) return 'namespace'
  const edited = namespaceSites(still, parts).map((site) => ({
    site,
    edits: site.isPart ? siteEdits(still, site, parts) : [],
  }))
  const own = namespaceEdit(still, { path: ['namespace'], text: namespace, mapped: prefixed(namespace, parts) })
  const changed = still.withEdits(withoutRepeats([...own, ...edited.flatMap(({ edits }) => edits)]), parse)
  if (changed.namespace !== prefixed(namespace, parts) || changed.id !== document.id) return 'namespace'
  // Check the text that is sent: the new names must not turn anything into a section `triggers`.
  if (leaveOutTriggers(changed) !== changed) return 'triggers'
  const left = [...edited.flatMap(({ site, edits }) => (edits.length === 0 ? [site] : [])), ...tasksLeft(still)]
  return { document: changed, left, triggers: countTriggers(document) }
}

const tasksLeft = ({ value }: YamlDocument): readonly ReachingPlace[] => [
  ...reachingTasks(value),
  ...(isMapValue(value) && value['listeners'] !== undefined
    ? [{ path: ['listeners'], reaches: 'whatever its listeners name' }]
    : []),
]

const prefixed = (namespace: string, { prefix }: PreviewParts): string => `${prefix}.${namespace}`

const siteEdits = (document: YamlDocument, site: NamespaceSite, parts: PreviewParts): readonly SourceEdit[] => {
  const { path, namespace, call } = site
  const mapped = prefixed(namespace, parts)
  if (call === undefined) return namespaceEdit(document, { path, text: namespace, mapped })
  const range = document.rangeOf(path)
  if (range === undefined) return []
  // Looks for the call as written. A call that is folded or escaped in the file is not found and stays unchanged.
  return offsetsOf(call.text, document.source.slice(range.start, range.end)).map((found) => {
    const start = range.start + found + call.at
    return { range: { start, end: start + namespace.length }, text: mapped }
  })
}

/** Removes duplicate edits: a call that occurs twice in one text is found at both offsets both times. */
const withoutRepeats = (edits: readonly SourceEdit[]): readonly SourceEdit[] => [
  ...new Map(edits.map((edit) => [`${edit.range.start} ${edit.range.end}`, edit])).values(),
]
