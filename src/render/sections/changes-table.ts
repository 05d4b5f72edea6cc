import type { PlannedResource } from '../../plan/plan.ts'
import { changeLabel, revisionLabel } from '../change-label.ts'
import { displayName } from '../display-name.ts'
import type { Section } from '../fit-sections.ts'
import { md } from '../markdown/md.ts'
import { resourceWords } from '../resource-words.ts'
import type { SectionContext } from './context.ts'
import { resourceLink } from './resource-link.ts'
import { shorterLists } from './shorter-lists.ts'

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
