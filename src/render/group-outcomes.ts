import { displayName } from '../kinds/kinds.ts'
import type { Outcome, ResourceOutcome, ResourceOutcomeKind } from '../plan/plan.ts'
import type { OutcomeReport, Report } from '../report/report.ts'

const isDeleted = ({ action }: ResourceOutcome): boolean => action === 'delete'
const always = (): boolean => true

const TITLES: readonly (readonly [ResourceOutcomeKind, string, ((resource: ResourceOutcome) => boolean)?])[] = [
  ['rollback-failed', '❌ Could not be put back'],
  ['failed', '❌ Failed'],
  ['unconfirmed', '❔ Written, not read back'],
  ['applied', '✅ Live', (resource) => !isDeleted(resource)],
  ['applied', '✅ Deleted', isDeleted],
  ['rolled-back', '↩️ Put back as before'],
  ['not-attempted', 'Not attempted'],
]

/** The resources of one end state. */
export interface OutcomeGroup {
  readonly kind: ResourceOutcomeKind
  readonly title: string
  readonly resources: readonly ResourceOutcome[]
}

/** The end states that there are, what is wrong first. */
export const groupOutcomes = (outcome: Outcome): readonly OutcomeGroup[] =>
  TITLES.map(([kind, title, isOfTitle = always]) => ({
    kind,
    title,
    resources: outcome.resources.filter((resource) => resource.outcome === kind && isOfTitle(resource)),
  })).filter(({ resources }) => resources.length > 0)

const MAX_NAMES = 3
const MAX_MESSAGES = 2

/** Some names of a group, how many more there are, and what was said of them. */
export const groupInShort = ({ resources }: OutcomeGroup) => {
  const names = resources.slice(0, MAX_NAMES).map(displayName)
  const messages = [...new Set(resources.flatMap(({ message }) => message ?? []))].slice(0, MAX_MESSAGES)
  return { names, rest: resources.length - names.length, messages }
}

/**
 * True where the same thing happened to every resource at once, so that a list of them would hide it: a server that went away
 * in the middle of a deploy. Where all of it stands is `plan.json`.
 */
export const isToldInShort = (report: Report): report is OutcomeReport & { readonly reason: 'server-gone' } =>
  report.kind === 'outcome' && report.reason === 'server-gone'
