import { type CaseResult, caseName } from '../flow-tests/case-result.ts'
import { displayName, kindEntries } from '../kinds/kinds.ts'
import type { Outcome, ResourceOutcome, ResourceOutcomeKind } from '../plan/plan.ts'
import { counted, countedGroups, isOrAre, joined } from '../text/lists.ts'
import type { OutcomeReport, Report } from './report.ts'
import { groupCases } from './test-text.ts'

/**
 * The resources that a deploy wrote and deleted, counted. It calls the server "what Git says" only if the managed namespaces hold nothing
 * else.
 */
export const deployedText = ({ plan, outcome: { resources } }: OutcomeReport): string => {
  if (resources.length === 0)
    return plan.resources.length + plan.unmanaged.count === 0
      ? 'nothing to write: the server already is what Git says'
      : 'nothing to write'
  const written = resources.filter(({ action }) => action !== 'delete')
  const deleted = resources.filter(({ action }) => action === 'delete')
  const parts = [
    ...(written.length > 0 ? [`${countedKinds(written)} ${isOrAre(written.length)} live`] : []),
    ...(deleted.length > 0 ? [`${countedKinds(deleted)} ${isOrAre(deleted.length)} deleted`] : []),
  ]
  return `${joined(parts)}, read back from the server`
}

/** How a sentence names one resource and one case. */
export interface Naming {
  readonly resource: (resource: ResourceOutcome) => string
  readonly case: (result: CaseResult) => string
}

const FULL_NAMES: Naming = { resource: displayName, case: caseName }

/** Why a deploy failed, and the state of the server after it. */
export const failedText = (report: OutcomeReport, naming = FULL_NAMES): string => {
  const { resources } = report.outcome
  const having = (kind: ResourceOutcome['outcome']) => resources.filter(({ outcome }) => outcome === kind)
  const failed = having('failed')
  const cause = causeOf(report, failed, naming)
  const after = (joint: string): string => (cause === undefined ? '' : `${cause}${joint}`)
  const stuck = having('rollback-failed')
  if (stuck.length > 0) return `${after(', and ')}${countedKinds(stuck)} could not be put back: look at the server`
  const [applied, unconfirmed] = [having('applied'), having('unconfirmed')]
  const rest = [
    ...(applied.length > 0 ? [`${countedKinds(applied)} ${applied.length === 1 ? 'stays' : 'stay'} written`] : []),
    ...(unconfirmed.length > 0 ? [`${countedKinds(unconfirmed)} could not be read back after the write`] : []),
  ]
  if (rest.length > 0) return `${after('; ')}${joined(rest)}`
  const unknown = failed.filter(({ isUnknown }) => isUnknown)
  if (unknown.length > 0)
    return `${after('; ')}whether ${nameOrCount(unknown, naming)} was stored is not known: look at the server`
  if (having('rolled-back').length > 0) return `${after(', ')}rolled back; the server is as before`
  return `${after('; ')}${failed.length > 0 ? 'nothing else' : 'nothing'} was written`
}

/** Causes that concern the run and not one resource, by reason code. */
const CAUSES: ReadonlyMap<string, string> = new Map([
  ['server-gone', 'the server stopped answering'],
  ['cancelled', 'the run was cancelled'],
  ['run-too-long', 'the run took too long'],
])

const causeOf = (report: Report, failed: readonly ResourceOutcome[], naming: Naming): string | undefined =>
  CAUSES.get(report.reason ?? '') ??
  (failed.length === 0 ? failedSmokeText(report, naming) : `${nameOrCount(failed, naming)} failed`)

/** The failed smoke runs of a deploy whose writes all succeeded; `undefined` without one. */
const failedSmokeText = ({ tests }: Report, naming: Naming): string | undefined => {
  const { broken } = groupCases(tests)
  const [first] = broken
  if (first === undefined) return undefined
  return broken.length === 1
    ? `the smoke run \`${naming.case(first)}\` failed`
    : `${counted(broken.length, 'smoke run')} failed`
}

const nameOrCount = (resources: readonly ResourceOutcome[], naming: Naming): string => {
  const [first] = resources
  return first !== undefined && resources.length === 1 ? `\`${naming.resource(first)}\`` : countedKinds(resources)
}

/** `3 flows and 1 file`. */
export const countedKinds = (resources: readonly Pick<ResourceOutcome, 'kind'>[]): string =>
  countedGroups(
    resources,
    ({ kind }) => kind,
    kindEntries().map(([kind, { noun }]) => [kind, noun]),
  )

const DONE = { create: 'created', update: 'written', delete: 'deleted' } as const

/** The end state of one resource: `revision 12 → 13 ✓`. */
export const outcomeState = (resource: ResourceOutcome): string => {
  const done = DONE[resource.action]
  switch (resource.outcome) {
    case 'applied':
      return `${appliedState(resource)} ✓`
    case 'unconfirmed':
      return `was ${done} and not read back`
    case 'failed':
      return `could not be ${done}`
    case 'rolled-back':
      return 'was written and put back'
    case 'rollback-failed':
      return `was ${done} and could not be put back`
    case 'not-attempted':
      return `not ${done}`
  }
}

const appliedState = ({ action, revision }: ResourceOutcome): string => {
  if (action === 'delete') return 'deleted'
  const numbers = [revision.before, revision.after].filter((number) => number !== null)
  return numbers.length === 0 ? DONE[action] : `revision ${numbers.join(' → ')}`
}

const TITLES: readonly (readonly [ResourceOutcomeKind, string, ((resource: ResourceOutcome) => boolean)?])[] = [
  ['rollback-failed', '❌ Could not be put back'],
  ['failed', '❌ Failed'],
  ['unconfirmed', '❔ Written, not read back'],
  ['applied', '✅ Live', ({ action }) => action !== 'delete'],
  ['applied', '✅ Deleted', ({ action }) => action === 'delete'],
  ['rolled-back', '↩️ Put back as before'],
  ['not-attempted', 'Not attempted'],
]

/** The end states of an outcome with their resources, failures first. Empty groups are absent. */
export const groupOutcomes = (outcome: Outcome) =>
  TITLES.map(([kind, title, isOfTitle = () => true]) => ({
    kind,
    title,
    resources: outcome.resources.filter((resource) => resource.outcome === kind && isOfTitle(resource)),
  })).filter(({ resources }) => resources.length > 0)

const MAX_NAMES = 3
const MAX_MESSAGES = 2

/** Some names of a group, the number of the others, and some messages. */
export const groupInShort = ({ resources }: ReturnType<typeof groupOutcomes>[number]) => {
  const names = resources.slice(0, MAX_NAMES).map(displayName)
  const messages = [...new Set(resources.flatMap(({ message }) => message ?? []))].slice(0, MAX_MESSAGES)
  return { names, rest: resources.length - names.length, messages }
}

/**
 * True where the same failure happened to every resource at once, so that a list would hide it: the server stopped
 * answering during a deploy. `plan.json` has the full list.
 */
export const isReportedBriefly = (report: Report): report is OutcomeReport & { readonly reason: 'server-gone' } =>
  report.kind === 'outcome' && report.reason === 'server-gone'
