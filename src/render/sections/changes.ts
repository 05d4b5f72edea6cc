import { displayName } from '../../kinds/kinds.ts'
import type { PlannedResource } from '../../plan/plan.ts'
import type { Rename } from '../../report/plan-groups.ts'
import { resourceKey } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import { conflictSides, type PlanDiffs } from '../diff/plan-diffs.ts'
import { openDiffs, type ResourceDiff, resourceDiff } from '../diff/resource-diff.ts'
import { SEPARATOR, type Section } from '../fit-sections.ts'
import { resourceLink } from '../links.ts'
import { md } from '../markdown.ts'
import { changeLabel, oldNameOf, renameWords, resourceWords, revisionLabel } from '../resource-words.ts'
import { type SectionContext, shorterLists, shorterResources } from './section-context.ts'

/** Sentences of one row; what is beyond is in the diff. */
const MAX_WORDS_PER_ROW = 8

/** One row a resource, in two columns for the sake of phones: what happens to which one, and what that means in words. */
export const tableSection = (
  title: string,
  resources: readonly PlannedResource[],
  { links }: SectionContext,
): readonly Section[] => {
  if (resources.length === 0) return []
  const rows = resources.map(
    (resource) => `| **${change(resource)}**<br>${resourceLink(resource, links)} | ${cell(resourceWords(resource))} |`,
  )
  const line = (resource: PlannedResource) => `${changeLabel(resource)} ${md.code(displayName(resource))}`
  const shorter = shorterResources(resources, 'resource', line)
  return [{ title, body: table(rows), shorter, priority: 1, noun: 'table' }]
}

const table = (rows: readonly string[]): string => ['| resource | change in words |', '|---|---|', ...rows].join('\n')

const change = (resource: PlannedResource): string =>
  [changeLabel(resource), revisionLabel(resource)].filter((part) => part !== '').join(' ')

const cell = (sentences: readonly string[]): string => {
  const rest = sentences.length - MAX_WORDS_PER_ROW
  const shown = sentences.slice(0, MAX_WORDS_PER_ROW).map((sentence) => md.text(sentence))
  return [...shown, ...(rest > 0 ? [`${rest} more in the diff`] : [])].join('<br>')
}

/** What somebody made on the server and a deploy would replace: the same rows, never left out. */
export const overwriteSection = (overwrites: readonly PlannedResource[], context: SectionContext): readonly Section[] =>
  tableSection(
    `✍️ Replaces what was written on the server: ${counted(overwrites.length, 'resource')}`,
    overwrites,
    context,
  ).map((section) => ({ ...section, priority: 0, noun: 'overwrites' }))

/** What will be gone from the server, by name, above everything else. */
export const deletionSection = (
  deletions: readonly PlannedResource[],
  { links }: SectionContext,
): readonly Section[] => {
  if (deletions.length === 0) return []
  const line = (resource: PlannedResource) => {
    const revision = resource.revision.live === null ? [] : [`r${resource.revision.live}`]
    const pending = resource.origin === 'pending' ? ['already missing in Git before this'] : []
    const words = [...revision, ...resourceWords(resource), ...pending].map((sentence) => md.text(sentence))
    return [resourceLink(resource, links), ...words].join(' · ')
  }
  const shorter = shorterResources(deletions, 'deletion')
  const title = `🗑️ Deleted from the server: ${counted(deletions.length, 'resource')}`
  return [{ title, body: md.list(deletions.map(line)), shorter, priority: 0, noun: 'deletions' }]
}

/** One row for both names: for the server one resource is deleted and another created, and what hangs on the old name stays there. */
export const renameSection = (renames: readonly Rename[], { links }: SectionContext): readonly Section[] => {
  if (renames.length === 0) return []
  const names = ({ from, to }: Rename) => `${md.code(displayName(from))} → ${md.code(displayName(to))}`
  const rows = renames.map((rename) => {
    const { from, to } = rename
    const revision = from.revision.live === null ? '' : ` r${from.revision.live} → new`
    return `| **rename${revision}**<br>${md.code(displayName(from))} → ${resourceLink(to, links)} | ${cell(renameWords(rename))} |`
  })
  const shorter = shorterLists(renames, { noun: 'rename', line: names, name: names, group: ({ to }) => to.namespace })
  const title = `🗑️ Renamed: ${counted(renames.length, 'old name')} deleted from the server`
  return [{ title, body: table(rows), shorter, priority: 0, noun: 'renames' }]
}

/** Up to this many lines over all resources, the diffs are open and need no click. */
const MAX_OPEN_LINES = 20

/** The diffs of some resources of a plan, folded; each is open that is small, where `isHistory` is false. */
export const diffSections = (
  { diffs, tooLong }: PlanDiffs,
  resources: readonly PlannedResource[],
  isHistory: boolean,
): readonly Section[] => {
  const isOpen = openDiffs(diffs, MAX_OPEN_LINES)
  const own = new Set(resources.map(resourceKey))
  const isOwn = (resource: PlannedResource) => own.has(resourceKey(resource))
  return [
    ...diffs
      .filter(({ resource }) => isOwn(resource))
      .map((diff) => {
        const body = details(diff, !isHistory && isOpen(diff))
        return { title: '', body, priority: 4, noun: 'diff' }
      }),
    ...tooLong.filter(isOwn).map((resource) => ({
      title: '',
      body: md.details(label(resource), 'The diff is too long for this place.'),
      priority: 5,
      noun: 'diff',
    })),
  ]
}

const details = ({ resource, title, added, removed, text }: ResourceDiff, isOpen: boolean): string => {
  const revision = revisionLabel(resource)
  const facts = [`+${added} −${removed}`, ...(revision === '' ? [] : [revision]), title]
  return md.details(`${label(resource)} (${facts.join(', ')})`, md.fence(text, 'diff'), isOpen)
}

const label = (resource: PlannedResource): string => {
  const oldName = oldNameOf(resource)
  const from = oldName === undefined ? '' : ` from ${md.summary(oldName)}`
  return `${changeLabel(resource)} ${md.summary(displayName(resource))}${from}`
}

/** Resources changed in Git and on the server: each with the common ground and both changes, side by side as two diffs. */
export const conflictSection = (conflicts: readonly PlannedResource[], context: SectionContext): readonly Section[] => {
  if (conflicts.length === 0) return []
  const line = (name: string, resource: PlannedResource) =>
    [name, ...resourceWords(resource).map((words) => md.text(words))].join(' · ')
  const shorter = shorterResources(conflicts, 'conflict', (resource) => line(md.code(displayName(resource)), resource))
  const blocks = conflicts.flatMap((resource) => [
    `- ${line(resourceLink(resource, context.links), resource)}`,
    ...conflictSides(resource).map((sides) => block(resourceDiff(resource, sides, context))),
  ])
  const title = `⚔️ Changed in Git and on the server: ${counted(conflicts.length, 'conflict')}`
  return [{ title, body: blocks.join(SEPARATOR), shorter, priority: 0, noun: 'conflicts' }]
}

const block = ({ title, added, removed, text }: ResourceDiff): string =>
  `${title} (+${added} −${removed})\n\n${md.fence(text, 'diff')}`
