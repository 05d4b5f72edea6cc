import type { Outcome, ResourceOutcome, ResourceOutcomeKind } from '../../deploy/outcome.ts'
import { displayName } from '../../kinds/kinds.ts'
import { counted } from '../../text/lists.ts'
import type { Section } from '../fit-sections.ts'
import type { Links } from '../links.ts'
import { uiUrl } from '../links.ts'
import { md } from '../markdown.ts'
import { outcomeRow } from '../resource-words.ts'
import { shorterLists } from './section-context.ts'

const GROUPS: readonly (readonly [ResourceOutcomeKind, string])[] = [
  ['rollback-failed', '❌ Could not be put back'],
  ['failed', '❌ Failed'],
  ['applied', '✅ Live'],
  ['rolled-back', '↩️ Put back as before'],
  ['not-attempted', 'Not attempted'],
]

/** The end state of every resource that the deploy was to write, what is wrong first. */
export const receiptSections = (outcome: Outcome, links: Links): readonly Section[] =>
  GROUPS.flatMap(([kind, title]) => {
    const resources = outcome.resources.filter((resource) => resource.outcome === kind)
    if (resources.length === 0) return []
    const [body = '', ...shorter] = shorterLists(resources, {
      noun: 'resource',
      line: (resource) => line(resource, links),
      name: (resource) => md.code(displayName(resource)),
      group: ({ namespace }) => namespace,
    })
    const isBad = kind === 'rollback-failed' || kind === 'failed'
    return [
      {
        title: `${title}: ${counted(resources.length, 'resource')}`,
        body,
        shorter,
        priority: isBad ? 0 : 1,
        noun: 'rows',
      },
    ]
  })

const line = (resource: ResourceOutcome, links: Links): string => {
  const url = resource.action === 'delete' ? undefined : uiUrl(resource, links)
  const { state, message } = outcomeRow(resource)
  const row = `${md.link(md.code(displayName(resource)), url)} ${md.text(state)}`
  return message === undefined ? row : `${row}: ${md.text(message)}`
}
