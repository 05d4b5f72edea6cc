import { displayName } from '../../kinds/kinds.ts'
import type { PlannedResource } from '../../plan/plan.ts'
import type { Rename } from '../../report/plan-groups.ts'
import { resourceKey } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import {
  changeLabel,
  changeSymbol,
  describeResourceChange,
  oldNameOf,
  renameText,
} from '../describe-resource-change.ts'
import { conflictStates, type PlanDiffs } from '../diff/plan-diffs.ts'
import { openDiffs, type ResourceDiff, resourceDiff } from '../diff/resource-diff.ts'
import { SEPARATOR, type Section } from '../fit-sections.ts'
import { type Links, resourceLink } from '../links.ts'
import { md } from '../markdown.ts'
import { STEPS } from '../next-steps.ts'
import { type SectionContext, shorterLists, shorterResources } from './section-context.ts'

/** Sentences in one line. The diff shows the other changes. */
const MAX_SENTENCES_PER_LINE = 8

/** One line for each resource, breaking changes first: its sign, its name, and its changes as sentences. */
export const changeSection = (
  title: string,
  resources: readonly PlannedResource[],
  { links }: SectionContext,
): readonly Section[] => {
  if (resources.length === 0) return []
  const sorted = resources.toSorted((a, b) => Number(b.breaks.length > 0) - Number(a.breaks.length > 0))
  const line = (resource: PlannedResource) => `${changeLabel(resource)} ${md.code(displayName(resource))}`
  const shorter = shorterResources(sorted, 'resource', line)
  const body = md.list(sorted.map((resource) => changeLine(resource, links)))
  return [{ title, body, shorter, priority: 1, noun: 'changes' }]
}

/** `**~** name: sentence; sentence`, as Markdown. A label before the name says what the sign alone does not show. */
export const changeLine = (resource: PlannedResource, links: Links): string => {
  const label = changeLabel(resource)
  const head = [SIGNS[changeSymbol(resource)], ...(PLAIN_LABELS.has(label) ? [] : [label])]
  return withSentences(
    [...head, resourceLink(resource, links)].filter(Boolean).join(' '),
    describeResourceChange(resource),
  )
}

/** Labels that say the same as their sign. */
const PLAIN_LABELS: ReadonlySet<string> = new Set(['create', 'update', 'delete', 'overwrite', 'kept', 'drift'])

const SIGNS: Readonly<Record<ReturnType<typeof changeSymbol>, string>> = {
  '+': '**+**',
  '~': '**~**',
  '-': '**−**',
  '!': '',
  ' ': '',
}

/** `head: sentence; sentence`, with at most `MAX_SENTENCES_PER_LINE` sentences. */
const withSentences = (head: string, sentences: readonly string[]): string => {
  if (sentences.length === 0) return head
  const rest = sentences.length - MAX_SENTENCES_PER_LINE
  const shown = sentences.slice(0, MAX_SENTENCES_PER_LINE).map((sentence) => md.text(sentence))
  return `${head}: ${[...shown, ...(rest > 0 ? [`${rest} more in the diff`] : [])].join('; ')}`
}

/** The edits on the server that a deploy would replace, as in `changeSection`. They are never left out. */
export const overwriteSection = (overwrites: readonly PlannedResource[], context: SectionContext): readonly Section[] =>
  changeSection(
    `✍️ Replaces what was written on the server: ${counted(overwrites.length, 'resource')}`,
    overwrites,
    context,
  ).map((section) => ({ ...section, priority: 0, noun: 'overwrites' }))

/** The resources that a deploy deletes from the server, by name. */
export const deletionSection = (
  deletions: readonly PlannedResource[],
  { links }: SectionContext,
): readonly Section[] => {
  if (deletions.length === 0) return []
  const line = (resource: PlannedResource) => {
    const pending = resource.origin === 'pending' ? ['already missing in Git before this'] : []
    return withSentences(resourceLink(resource, links), [...describeResourceChange(resource), ...pending])
  }
  const shorter = shorterResources(deletions, 'deletion')
  const title = `🗑️ Deleted from the server: ${counted(deletions.length, 'resource')}`
  return [{ title, body: md.list(deletions.map(line)), shorter, priority: 0, noun: 'deletions' }]
}

/**
 * One line for both names of each rename. For the server, one resource is deleted and another is created; data of the
 * old name stays with it.
 */
export const renameSection = (renames: readonly Rename[], { links }: SectionContext): readonly Section[] => {
  if (renames.length === 0) return []
  const names = ({ from, to }: Rename) => `${md.code(displayName(from))} → ${md.code(displayName(to))}`
  const lines = renames.map((rename) =>
    withSentences(`${md.code(displayName(rename.from))} → ${resourceLink(rename.to, links)}`, renameText(rename)),
  )
  const shorter = shorterLists(renames, { noun: 'rename', line: names, name: names, group: ({ to }) => to.namespace })
  const title = `🗑️ Renamed: ${counted(renames.length, 'old name')} deleted from the server`
  return [{ title, body: md.list(lines), shorter, priority: 0, noun: 'renames' }]
}

/** Lines of all diffs together up to which they are shown open. */
const MAX_OPEN_LINES = 20
/** Number of diffs above which all are folded. The lines above them already name the changes. */
const MOST_OPEN_DIFFS = 5

/**
 * The diffs of some resources of a plan, one section each, below a heading that names the compared states. Small diffs
 * are open where there are few, unless `isFolded`.
 */
export const diffSections = (
  diffs: PlanDiffs,
  resources: readonly PlannedResource[],
  isFolded: boolean,
): readonly Section[] => {
  const isOpen = openDiffs(diffs.diffs, MAX_OPEN_LINES)
  const own = diffsOf(diffs, resources)
  const isLong = own.diffs.length > MOST_OPEN_DIFFS
  const sections = [
    ...own.diffs.map((diff) => ({
      title: '',
      body: details(diff, diffs.usualTitle, !isFolded && !isLong && isOpen(diff)),
      priority: 4,
      noun: 'diff',
    })),
    ...own.tooLong.map((resource) => ({ title: '', body: tooLongLine(resource), priority: 5, noun: 'diff' })),
  ]
  if (sections.length === 0) return []
  const heading = { title: '', body: `#### Diffs: ${diffs.usualTitle}`, priority: 4, noun: 'heading' }
  return [heading, ...sections]
}

/**
 * The diffs of a finished plan in one fold with their number. Shorter forms hold as many diffs as fit, small ones
 * first.
 */
export const foldedDiffs = (diffs: PlanDiffs, resources: readonly PlannedResource[]): readonly Section[] => {
  const own = diffsOf(diffs, resources)
  const parts = own.diffs.map((diff) => details(diff, diffs.usualTitle, false))
  const count = parts.length + own.tooLong.length
  if (count === 0) return []
  const summary = `${counted(count, 'diff')}: ${diffs.usualTitle}`
  const within = (shown: readonly string[]) => {
    const rest = count - shown.length
    const more = rest === 0 ? [] : [`${rest} more ${rest === 1 ? 'diff is' : 'diffs are'} too long for this place.`]
    return md.details(summary, [...shown, ...more].join(SEPARATOR))
  }
  const shorter = FEWER_BYTES.map((bytes) => within(smallest(parts, bytes)))
  return [{ title: '', body: within(parts), shorter, priority: 4, noun: 'diffs' }]
}

/** UTF-8 bytes of the diffs in the shorter forms of a fold. */
const FEWER_BYTES = [40_000, 20_000, 10_000, 5_000]

/** The texts that fit into `bytes`, in their order. Small texts are preferred. */
const smallest = (texts: readonly string[], bytes: number): readonly string[] => {
  let left = bytes
  const shown = new Set<string>()
  for (const text of texts.toSorted((a, b) => a.length - b.length)) {
    left -= Buffer.byteLength(text)
    if (left < 0) break
    shown.add(text)
  }
  return texts.filter((text) => shown.has(text))
}

/** The folded diffs without a heading, for a fold that names the resources itself. */
export const partDiffs = (diffs: PlanDiffs, resources: readonly PlannedResource[]): readonly string[] => {
  const own = diffsOf(diffs, resources)
  // Their titles say that Git is compared with the server, unlike other diffs.
  return [...own.diffs.map((diff) => details(diff, '', false)), ...own.tooLong.map(tooLongLine)]
}

const diffsOf = ({ diffs, tooLong }: PlanDiffs, resources: readonly PlannedResource[]) => {
  const own = new Set(resources.map(resourceKey))
  return {
    diffs: diffs.filter(({ resource }) => own.has(resourceKey(resource))),
    tooLong: tooLong.filter((resource) => own.has(resourceKey(resource))),
  }
}

const tooLongLine = (resource: PlannedResource): string =>
  md.details(label(resource), 'The diff is too long for this place.')

const details = ({ resource, title, added, removed, text }: ResourceDiff, usual: string, isOpen: boolean): string => {
  const isUsual = title === usual || resource.action === 'delete'
  const facts = [`+${added} −${removed}`, ...(isUsual ? [] : [title])]
  return md.details(`${label(resource)} (${facts.join(', ')})`, md.fence(text, 'diff'), isOpen)
}

const label = (resource: PlannedResource): string => {
  const oldName = oldNameOf(resource)
  const from = oldName === undefined ? '' : ` from ${md.summary(oldName)}`
  return `${changeLabel(resource)} ${md.summary(displayName(resource))}${from}`
}

/**
 * Resources changed in Git and on the server. The way to resolve conflicts comes first, then each resource with two
 * diffs from the Git base.
 */
export const conflictSection = (conflicts: readonly PlannedResource[], context: SectionContext): readonly Section[] => {
  if (conflicts.length === 0) return []
  const line = (name: string, resource: PlannedResource) =>
    [name, ...describeResourceChange(resource).map((sentence) => md.text(sentence))].join(' · ')
  const shorter = shorterResources(conflicts, 'conflict', (resource) => line(md.code(displayName(resource)), resource))
  const blocks = conflicts.flatMap((resource) => [
    `- ${line(resourceLink(resource, context.links), resource)}`,
    ...conflictStates(resource).map((resourceStates) => block(resourceDiff(resource, resourceStates, context))),
  ])
  const title = `⚔️ Changed in Git and on the server: ${counted(conflicts.length, 'conflict')}`
  const wayOut = md.text(STEPS.github.conflict)
  return [
    {
      title,
      body: [wayOut, ...blocks].join(SEPARATOR),
      shorter: shorter.map((short) => [wayOut, short].join(SEPARATOR)),
      priority: 0,
      noun: 'conflicts',
    },
  ]
}

const block = ({ title, added, removed, text }: ResourceDiff): string =>
  `${title} (+${added} −${removed})\n\n${md.fence(text, 'diff')}`
