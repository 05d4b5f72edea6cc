import { displayName } from '../../kinds/kinds.ts'
import type { Outcome, ResourceOutcome, ResourceOutcomeKind } from '../../plan/plan.ts'
import type { Report } from '../../report/report.ts'
import { counted, listed } from '../../text/lists.ts'
import type { Section } from '../fit-sections.ts'
import { groupInShort, groupOutcomes } from '../group-outcomes.ts'
import { type Links, uiUrl } from '../links.ts'
import { md } from '../markdown.ts'
import { outcomeRow } from '../resource-words.ts'
import { shorterLists } from './section-context.ts'

/** The end state of every resource that the deploy was to write, what is wrong first. */
export const receiptSections = (outcome: Outcome, links: Links): readonly Section[] =>
  groupOutcomes(outcome).map(({ kind, title, resources }) => {
    const [body = '', ...shorter] = shorterLists(resources, {
      noun: 'resource',
      line: (resource) => line(resource, links),
      name: (resource) => md.code(displayName(resource)),
      group: ({ namespace }) => namespace,
    })
    return { ...headOf(kind, title, resources), body, shorter }
  })

const headOf = (kind: ResourceOutcomeKind, title: string, { length }: readonly ResourceOutcome[]) => ({
  title: `${title}: ${counted(length, 'resource')}`,
  priority: isBad(kind) ? (0 as const) : (1 as const),
  noun: 'rows',
})

const isBad = (kind: ResourceOutcomeKind): boolean =>
  kind === 'rollback-failed' || kind === 'failed' || kind === 'unconfirmed'

/** The same in a few lines however many resources there are: some names of each end state, and how many more. */
export const shortReceiptSections = (outcome: Outcome): readonly Section[] =>
  groupOutcomes(outcome).map((group) => {
    const { names, rest, messages } = groupInShort(group)
    const named = `- ${names.map((name) => md.code(name)).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
    return {
      ...headOf(group.kind, group.title, group.resources),
      body: [named, ...messages.map((message) => `- ${md.text(message)}`)].join('\n'),
    }
  })

const line = (resource: ResourceOutcome, links: Links): string => {
  const url = resource.action === 'delete' ? undefined : uiUrl(resource, links)
  const { state, message } = outcomeRow(resource)
  const row = `${md.link(md.code(displayName(resource)), url)} ${md.text(state)}`
  return message === undefined ? row : `${row}: ${md.text(message)}`
}

/** Namespaces that are named; of more, how many there are. */
const MOST_NAMES = 20

/** Where the preview of a pull request is, with links into the Kestra UI, and that it does not start by itself. */
export const previewSections = ({ kind, result, preview }: Report, links: Links): readonly Section[] => {
  if (kind !== 'outcome' || result === 'failed' || preview === undefined || preview.isEnding) return []
  const { namespaces, triggersLeftOut } = preview
  const names = namespaces.map((namespace) => md.link(md.code(namespace), pageOf(namespace, links)))
  const body = `In ${listed(names, MOST_NAMES)}. ${triggersOf(triggersLeftOut)} Run its flows by hand. It goes when the pull request is closed.`
  return [{ title: '', body, priority: 0, noun: 'place' }]
}

const triggersOf = (count: number): string => {
  if (count === 0) return 'Nothing starts there by itself: no flow has a trigger.'
  return `Nothing starts there by itself: ${count === 1 ? 'the trigger of its flows is' : `the ${count} triggers of its flows are`} left out.`
}

const pageOf = (namespace: string, { ui }: Links): string | undefined =>
  ui === undefined ? undefined : `${ui}/namespaces/edit/${encodeURIComponent(namespace)}`
