import type { Report } from '../command/report.ts'
import type { Outcome, ResourceOutcome } from '../deploy/outcome.ts'
import { counted, joined } from '../text/lists.ts'
import { displayName } from './display-name.ts'
import type { Headline } from './verdict.ts'

/** What a deploy made of the server, in one line. */
export const outcomeHeadline = (report: Report, outcome: Outcome): Headline => {
  const { resources } = outcome
  if (report.result === 'refused') return { verdict: 'blocked', words: 'nothing was written' }
  if (report.result !== 'failed') return { verdict: 'done', words: deployedWords(resources) }
  return { verdict: 'failed', words: failedWords(report, resources) }
}

const deployedWords = (resources: readonly ResourceOutcome[]): string => {
  if (resources.length === 0) return 'nothing to write: the server already is what Git says'
  const written = resources.filter(({ action }) => action !== 'delete')
  const deleted = resources.filter(({ action }) => action === 'delete')
  const parts = [
    ...(written.length > 0 ? [`${countedKinds(written)} ${written.length === 1 ? 'is' : 'are'} live`] : []),
    ...(deleted.length > 0 ? [`${countedKinds(deleted)} ${deleted.length === 1 ? 'is' : 'are'} gone`] : []),
  ]
  return `${joined(parts)}, read back from the server`
}

const failedWords = (report: Report, resources: readonly ResourceOutcome[]): string => {
  const having = (kind: ResourceOutcome['outcome']) => resources.filter(({ outcome }) => outcome === kind)
  const [failure] = having('failed')
  const cause = failure ? `\`${displayName(failure)}\` failed` : (report.message ?? 'the run failed')
  const stuck = having('rollback-failed')
  const applied = having('applied')
  if (stuck.length > 0) return `${cause}, and ${countedKinds(stuck)} could not be put back: look at the server`
  if (applied.length > 0) return `${cause}; ${countedKinds(applied)} stay written`
  if (having('rolled-back').length > 0) return `${cause}, rolled back; the server is as before`
  return `${cause}; nothing else was written`
}

/** `3 flows and 1 file`. */
const countedKinds = (resources: readonly ResourceOutcome[]): string =>
  joined(
    (['flow', 'file'] as const)
      .map((kind) => ({ kind, count: resources.filter((resource) => resource.kind === kind).length }))
      .filter(({ count }) => count > 0)
      .map(({ kind, count }) => counted(count, kind)),
  )
