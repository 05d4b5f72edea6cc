import { displayName, KINDS } from '../../kinds/kinds.ts'
import type { PlannedResource } from '../../plan/plan.ts'
import { counted } from '../../text/lists.ts'
import type { Section } from '../fit-sections.ts'
import { resourceLink } from '../links.ts'
import { md } from '../markdown.ts'
import { changeLabel, isRenamed, resourceWords, revisionLabel } from '../resource-words.ts'
import { type SectionContext, shorterLists } from './section-context.ts'

/** Sentences of one row; what is beyond is in the diff. */
const MAX_WORDS_PER_ROW = 8

/** One row a resource, in two columns for the sake of phones: what happens to which one, and what that means in words. */
export const tableSection = (
  title: string,
  resources: readonly PlannedResource[],
  { links }: SectionContext,
): readonly Section[] => {
  if (resources.length === 0) return []
  const name = (resource: PlannedResource) => md.code(displayName(resource))
  const rows = resources.map(
    (resource) => `| **${change(resource)}**<br>${resourceLink(resource, links)} | ${words(resource)} |`,
  )
  const shorter = shorterLists(resources, {
    noun: 'resource',
    line: (resource) => `${changeLabel(resource)} ${name(resource)}`,
    name,
    group: ({ namespace }) => namespace,
  })
  const body = ['| resource | change in words |', '|---|---|', ...rows].join('\n')
  return [{ title, body, shorter, priority: 1, noun: 'table' }]
}

const change = (resource: PlannedResource): string =>
  [changeLabel(resource), revisionLabel(resource)].filter((part) => part !== '').join(' ')

const words = (resource: PlannedResource): string => {
  const sentences = resourceWords(resource)
  const rest = sentences.length - MAX_WORDS_PER_ROW
  const shown = sentences.slice(0, MAX_WORDS_PER_ROW).map((sentence) => md.text(sentence))
  return [...shown, ...(rest > 0 ? [`${rest} more in the diff`] : [])].join('<br>')
}

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
  const name = (resource: PlannedResource) => md.code(displayName(resource))
  const body = deletions.map((resource) => `- ${line(resource)}`).join('\n')
  const shorter = shorterLists(deletions, {
    noun: 'deletion',
    line: name,
    name,
    group: ({ namespace }) => namespace,
  })
  return [
    {
      title: `🗑️ Deleted from the server: ${counted(deletions.length, 'resource')}`,
      body,
      shorter,
      priority: 0,
      noun: 'deletions',
    },
  ]
}

/** One row a rename. For the server it is another resource: what hangs on the old name stays there. */
export const renameSection = ({ plan }: SectionContext): readonly Section[] => {
  const rows = plan.resources.filter(isRenamed).map((resource) => {
    const old = { ...resource, ...resource.movedFrom }
    return `| ${md.code(displayName(old))} | ${md.code(displayName(resource))} | ${KINDS[resource.kind].lostOnRename} |`
  })
  if (rows.length === 0) return []
  const body = ['| renamed from | to | what does not follow |', '|---|---|---|', ...rows].join('\n')
  return [{ title: 'Renamed', body, priority: 1, noun: 'renames' }]
}
