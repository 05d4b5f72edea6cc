import type { PlannedResource } from '../../plan/plan.ts'
import { counted } from '../../text/lists.ts'
import { displayName } from '../display-name.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown/md.ts'
import { resourceWords } from '../resource-words.ts'
import type { SectionContext } from './context.ts'
import { resourceLink } from './resource-link.ts'
import { shorterLists } from './shorter-lists.ts'

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
