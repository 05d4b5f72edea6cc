import { offsetsOf } from '../text/compare.ts'
import { isMapValue } from '../yaml/map-value.ts'
import { hasHiddenLineEnd, type SourceEdit } from '../yaml/source-text.ts'
import type { ParseYaml, YamlDocument } from '../yaml/yaml-document.ts'
import { countTriggers, leaveOutTriggers } from './leave-out-triggers.ts'
import { type NamespaceSite, namespaceSites, type PreviewParts } from './preview-sites.ts'
import { namespaceEdit } from './rewrite-namespace.ts'
import { type ReachingPlace, reachingTasks } from './task-reach.ts'

/** A flow as a preview has it. */
export interface PreviewFlow {
  readonly document: YamlDocument
  /** Places that still reach what is not part of the preview. */
  readonly left: readonly ReachingPlace[]
  /** How many triggers it is without. */
  readonly triggers: number
}

/**
 * The flow in the namespaces of a preview: its own namespace and those it reaches into have the prefix where what they reach is
 * part of the preview, and its triggers are left out. All other characters stay. Where the text cannot be changed that way, or has line
 * ends that no reader sees, the key at which that is.
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
  const changed = still.withEdits(withoutRepeats([...own, ...edited.flatMap((of) => of.edits)]), parse)
  if (changed.namespace !== prefixed(namespace, parts) || changed.id !== document.id) return 'namespace'
  // Read once more as it is sent: no change of a name may bring a section to light.
  if (leaveOutTriggers(changed) !== changed) return 'triggers'
  const left = [...edited.flatMap((of) => (of.edits.length === 0 ? [of.site] : [])), ...tasksLeft(still)]
  return { document: changed, left, triggers: countTriggers(document) }
}

const tasksLeft = ({ value }: YamlDocument): readonly ReachingPlace[] => [
  ...reachingTasks(value),
  ...(isMapValue(value) && value['listeners'] !== undefined
    ? [{ path: ['listeners'], reaches: 'what its listeners name' }]
    : []),
]

const prefixed = (namespace: string, { prefix }: PreviewParts): string => `${prefix}.${namespace}`

const siteEdits = (document: YamlDocument, site: NamespaceSite, parts: PreviewParts): readonly SourceEdit[] => {
  const { path, namespace, call } = site
  const mapped = prefixed(namespace, parts)
  if (call === undefined) return namespaceEdit(document, { path, text: namespace, mapped })
  const range = document.rangeOf(path)
  if (range === undefined) return []
  // The call as it is written; one that is folded or escaped in the file is not found, and stays.
  return offsetsOf(call.text, document.source.slice(range.start, range.end)).map((found) => {
    const start = range.start + found + call.at
    return { range: { start, end: start + namespace.length }, text: mapped }
  })
}

/** A call that stands twice in one text is found at both places each time. */
const withoutRepeats = (edits: readonly SourceEdit[]): readonly SourceEdit[] => [
  ...new Map(edits.map((edit) => [`${edit.range.start} ${edit.range.end}`, edit])).values(),
]
