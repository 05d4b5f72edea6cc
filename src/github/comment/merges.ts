import type { MergedPullRequest } from '../../plan/approved-plan.ts'
import { parseGroup } from '../../render/group/group-marker.ts'
import { compareVersions, type GroupSection } from '../../render/group/group-section.ts'
import { type ApprovedPlanMarker, parseMarker } from '../../render/marker.ts'
import type { MergeSource } from '../../state/run-options.ts'
import { attempt } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import { type Job, targetKey } from '../job/job.ts'
import { explainDifferences, fetchMergedPullRequests } from './merged-pull-requests.ts'
import { type CommentSearch, listOwnComments } from './own-comments.ts'
import { reviewedPlanIn, saltOf } from './read-approved-plan.ts'

/** A pull request that is to get the receipt of this run. */
export interface ReceiptTarget extends Pick<MergedPullRequest, 'number' | 'isOfPush'> {
  /** The promise as its comment has it: the receipt carries it on. */
  readonly marked: ApprovedPlanMarker | undefined
}

/** The merged pull requests of one run, looked up once. */
export interface Merges extends MergeSource {
  targets(): Promise<readonly ReceiptTarget[]>
  /** What was not looked at, in sentences. */
  notices(): Promise<readonly string[]>
}

type MergedTarget = MergedPullRequest & ReceiptTarget

/** What a look at GitHub brought. */
interface MergeLookup {
  readonly found: readonly MergedTarget[]
  readonly notices: readonly string[]
}

const NOTHING: MergeLookup = { found: [], notices: [] }

/** Of a run that has nothing to do with a merge: none. */
export const mergesOf = (job: Job): Merges => {
  const { github } = job
  const { branch, shownSha } = job.context
  let lookup: Promise<MergeLookup> | undefined
  const merges = async (since: string | undefined): Promise<readonly MergedTarget[]> => {
    lookup ??= readMerges(since, job)
    return (await lookup).found
  }
  return {
    find: merges,
    explain: async (checks, merged) =>
      github === undefined || branch === undefined
        ? checks
        : explainDifferences(checks, merged, { github, branch, tip: shownSha }),
    targets: () => merges(undefined),
    notices: async () => (await lookup)?.notices ?? [],
  }
}

const readMerges = async (since: string | undefined, job: Job): Promise<MergeLookup> => {
  const { context, github, core, settings } = job
  const isWanted = settings.comments || settings.requiresApprovedPlan
  if (github === undefined || !isWanted || !context.mayComment || context.pullRequest !== undefined) return NOTHING
  const found = await attempt({
    loss: 'The merged pull requests were not looked up, so the receipt is only in the job summary',
    permission: 'pull-requests: write',
    work: () => findAll(github, since, job),
  })
  if ('found' in found) return found
  core.info(found.sentence)
  return NOTHING
}

const findAll = async (github: GitHubClient, since: string | undefined, job: Job): Promise<MergeLookup> => {
  const { branch, shownSha: tip, pushedShas: pushed, base } = job.context
  if (branch === undefined) return NOTHING
  const before = base.from === 'commit' ? base.sha : undefined
  const { pullRequests, left } = await fetchMergedPullRequests(github, { branch, tip, pushed, before, since })
  const found: MergedTarget[] = []
  for (const merged of pullRequests) {
    const one = await findOne(github, merged, job)
    if (one !== undefined) found.push(one)
  }
  const notices =
    left === 0 ? [] : [`${left} older commits were not asked for their pull requests: they get no receipt.`]
  return { found, notices }
}

/** Stages that wait for a receipt. */
const OPEN_STAGES: ReadonlySet<string> = new Set(['planned', 'refused', 'failed'])

/** `undefined`: merged before this push, and in no need of a receipt. */
const findOne = async (
  github: GitHubClient,
  { number, isOfPush }: Pick<MergedTarget, 'number' | 'isOfPush'>,
  job: Job,
): Promise<MergedTarget | undefined> => {
  const key = targetKey(job.settings)
  const section = await findLastSection(github, { pullRequest: number, key, since: undefined })
  if (!isOfPush && !OPEN_STAGES.has(section?.stage ?? '')) return undefined
  const reader = { client: github, thisRunId: job.context.run.id, salt: saltOf(key, number) }
  return { number, isOfPush, ...(await reviewedPlanIn(section, reader)) }
}

/** What a pull request was told of one target. */
type TargetSection = Pick<GroupSection, 'runId' | 'runAttempt' | 'stage' | 'approvedPlan'>

/**
 * What was said last, in the comment of the target's own or in its section of one that it shares, whatever the name of the group:
 * the job that planned may have been told another one. `undefined`: nothing was said.
 */
const findLastSection = async (
  client: GitHubClient,
  { key, ...search }: CommentSearch,
): Promise<TargetSection | undefined> => {
  const own = await listOwnComments(client, search, (body) => sectionIn(body, key))
  const [first, ...others] = own.map(({ marker }) => marker)
  return others.reduce((last, each) => (last === undefined || compareVersions(each, last) > 0 ? each : last), first)
}

const sectionIn = (body: string, key: string): TargetSection | undefined => {
  const marker = parseMarker(body)
  if (marker === undefined) return parseGroup(body)?.sections.find((section) => section.key === key)
  const { stage, ...rest } = marker
  return marker.key === key && stage !== 'drift' ? { ...rest, stage } : undefined
}
