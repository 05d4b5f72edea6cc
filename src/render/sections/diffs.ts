import { displayName } from '../../kinds/kinds.ts'
import type { PlannedResource } from '../../plan/plan.ts'
import { resourceKey } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import type { PlanDiffs } from '../diff/plan-diffs.ts'
import { conflictSides } from '../diff/plan-diffs.ts'
import { type DiffSides, type ResourceDiff, resourceDiff, smallDiffs } from '../diff/resource-diff.ts'
import type { Section } from '../fit-sections.ts'
import { resourceLink } from '../links.ts'
import { md } from '../markdown.ts'
import { changeLabel, oldNameOf, resourceWords, revisionLabel } from '../resource-words.ts'
import { type SectionContext, shorterLists } from './section-context.ts'

/** Up to this many lines over all resources, the diffs are open and need no click. */
const MAX_OPEN_LINES = 20

/** The diffs of some resources of a plan, folded; each is open that is small, where `isHistory` is false. */
export const diffSections = (
  { diffs, tooLong }: PlanDiffs,
  resources: readonly PlannedResource[],
  isHistory: boolean,
): readonly Section[] => {
  const isShort = diffs.reduce((sum, diff) => sum + diff.lineCount, 0) <= MAX_OPEN_LINES
  const isOpen = smallDiffs(diffs)
  const own = new Set(resources.map(resourceKey))
  const isOwn = (resource: PlannedResource) => own.has(resourceKey(resource))
  return [
    ...diffs
      .filter(({ resource }) => isOwn(resource))
      .map((diff) => {
        const open = !isHistory && (isShort || isOpen(diff)) ? ' open' : ''
        return { title: '', body: details(diff, open), priority: 4, noun: 'diff' }
      }),
    ...tooLong.filter(isOwn).map((resource) => ({
      title: '',
      body: `<details><summary>${label(resource)}</summary>\n\nThe diff is too long for this place.\n\n</details>`,
      priority: 5,
      noun: 'diff',
    })),
  ]
}

const details = ({ resource, title, added, removed, text }: ResourceDiff, open: string): string => {
  const revision = revisionLabel(resource)
  const facts = [`+${added} −${removed}`, ...(revision === '' ? [] : [revision]), title]
  return `<details${open}><summary>${label(resource)} (${facts.join(', ')})</summary>\n\n${md.fence(text, 'diff')}\n\n</details>`
}

const label = (resource: PlannedResource): string => {
  const oldName = oldNameOf(resource)
  const from = oldName === undefined ? '' : ` from ${md.summary(oldName)}`
  return `${changeLabel(resource)} ${md.summary(displayName(resource))}${from}`
}

/** Resources changed in Git and on the server: each with the common ground and both changes, side by side as two diffs. */
export const conflictSection = (conflicts: readonly PlannedResource[], context: SectionContext): readonly Section[] => {
  if (conflicts.length === 0) return []
  const line = (resource: PlannedResource) =>
    [resourceLink(resource, context.links), ...resourceWords(resource).map((words) => md.text(words))].join(' · ')
  const name = (resource: PlannedResource) => md.code(displayName(resource))
  const shorter = shorterLists(conflicts, {
    noun: 'conflict',
    line: (resource) => [name(resource), ...resourceWords(resource).map((words) => md.text(words))].join(' · '),
    name,
    group: ({ namespace }) => namespace,
  })
  const body = conflicts
    .map((resource) =>
      [`- ${line(resource)}`, ...conflictSides(resource).map((sides) => block(resource, sides, context))].join('\n\n'),
    )
    .join('\n\n')
  const title = `⚔️ Changed in Git and on the server: ${counted(conflicts.length, 'conflict')}`
  return [{ title, body, shorter, priority: 0, noun: 'conflicts' }]
}

const block = (resource: PlannedResource, sides: DiffSides, context: SectionContext): string => {
  const diff: ResourceDiff = resourceDiff(resource, sides, context)
  return `${diff.title} (+${diff.added} −${diff.removed})\n\n${md.fence(diff.text, 'diff')}`
}
