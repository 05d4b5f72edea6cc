import { displayName } from '../../kinds/kinds.ts'
import type { ApprovedPlanCheck } from '../../plan/approved-plan.ts'
import type { Outcome, ResourceOutcome, ResourceOutcomeKind } from '../../plan/plan.ts'
import { differenceText } from '../../plan/plan-difference.ts'
import { groupInShort, groupOutcomes, outcomeState } from '../../report/outcome-text.ts'
import type { OutcomeReport, Report } from '../../report/report.ts'
import { resourceKey } from '../../resource/resource.ts'
import { counted, isOrAre, listed } from '../../text/lists.ts'
import { MARKDOWN } from '../answer.ts'
import { describeResourceChange } from '../describe-resource-change.ts'
import type { Section } from '../fit-sections.ts'
import { type Links, uiUrl } from '../links.ts'
import { md } from '../markdown.ts'
import { shorterLists, shorterResources } from './section-context.ts'

/** Every resource that differs from the plan before the merge, and why. */
export const differenceSections = (check: ApprovedPlanCheck | undefined): readonly Section[] => {
  if (check === undefined || check.differs.length === 0) return []
  const [body = '', ...shorter] = shorterLists(check.differs, {
    noun: 'resource',
    line: (difference) => differenceText(difference, MARKDOWN),
    name: ({ resource }) => (resource === undefined ? 'a resource that was removed' : MARKDOWN.name(resource)),
    group: ({ resource }) => resource?.namespace ?? 'removed',
  })
  const kept = check.kept.size
  const rest = kept === 0 ? '' : `\n\n${counted(kept, 'resource')} ${isOrAre(kept)} as planned.`
  const title = `Not as planned: ${counted(check.differs.length, 'resource')}`
  return [{ title, body: `${body}${rest}`, shorter, priority: 0, noun: 'differences' }]
}

/**
 * The end state of every resource that the deploy had to write, failures first. Each is one line with its changes as
 * sentences.
 */
export const receiptSections = ({ outcome, plan }: OutcomeReport, links: Links): readonly Section[] => {
  const planned = new Map(plan.resources.map((resource) => [resourceKey(resource), resource]))
  return groupOutcomes(outcome).map(({ kind, title, resources }) => {
    const [body = '', ...shorter] = shorterResources(resources, 'resource', (resource) => {
      const change = planned.get(resourceKey(resource))
      return line(resource, change === undefined ? [] : describeResourceChange(change), links)
    })
    return { ...headOf(kind, title, resources), body, shorter }
  })
}

const headOf = (kind: ResourceOutcomeKind, title: string, { length }: readonly ResourceOutcome[]) => ({
  title: `${title}: ${counted(length, 'resource')}`,
  priority: isBad(kind) ? (0 as const) : (1 as const),
  noun: 'rows',
})

const isBad = (kind: ResourceOutcomeKind): boolean =>
  kind === 'rollback-failed' || kind === 'failed' || kind === 'unconfirmed'

/**
 * The receipt in a few lines, however many resources there are: some names for each end state, and the number of
 * others.
 */
export const shortReceiptSections = (outcome: Outcome): readonly Section[] =>
  groupOutcomes(outcome).map((group) => {
    const { names, rest, messages } = groupInShort(group)
    const named = `${names.map(md.code).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
    return {
      ...headOf(group.kind, group.title, group.resources),
      body: md.list([named, ...messages.map(md.text)]),
    }
  })

const line = (resource: ResourceOutcome, change: readonly string[], links: Links): string => {
  const url = resource.action === 'delete' ? undefined : uiUrl(resource, links)
  const { message } = resource
  const row = `${md.link(md.code(displayName(resource)), url)} ${md.text(outcomeState(resource))}`
  if (message !== undefined) return `${row}: ${md.text(message)}`
  const sentences = change.slice(0, MOST_SENTENCES).map((sentence) => md.text(sentence))
  return sentences.length === 0 ? row : `${row} · ${sentences.join('; ')}`
}

/** Sentences of one line of the receipt. The diff shows the other changes. */
const MOST_SENTENCES = 4

/** Namespaces that are named; the others are counted. */
const MOST_NAMES = 20

/** The namespaces of a preview with links into the Kestra UI, and the fact that nothing starts there by itself. */
export const previewSections = ({ kind, result, preview }: Report, links: Links): readonly Section[] => {
  if (kind !== 'outcome' || result === 'failed' || preview === undefined || preview.isEnding) return []
  const { namespaces, triggersLeftOut } = preview
  const names = namespaces.map((namespace) => md.link(md.code(namespace), pageOf(namespace, links)))
  const body = `In ${listed(names, MOST_NAMES)}. ${triggersOf(triggersLeftOut)} Run its flows by hand. It is deleted when the pull request is closed.`
  return [{ title: '', body, priority: 0, noun: 'place' }]
}

const triggersOf = (count: number): string => {
  if (count === 0) return 'Nothing starts there by itself: no flow has a trigger.'
  return `Nothing starts there by itself: ${count === 1 ? 'the trigger of its flows is' : `the ${count} triggers of its flows are`} left out.`
}

const pageOf = (namespace: string, { ui }: Links): string | undefined =>
  ui === undefined ? undefined : `${ui}/namespaces/edit/${encodeURIComponent(namespace)}`
