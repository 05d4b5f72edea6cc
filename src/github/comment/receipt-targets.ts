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
import { readApprovedPlan, saltOf } from './read-approved-plan.ts'

/** A pull request that gets the receipt of this run. */
export interface ReceiptTarget extends Pick<MergedPullRequest, 'number' | 'isOfPush'> {
  /** The approved plan in its comment, which the receipt keeps. */
  readonly planMarker: ApprovedPlanMarker | undefined
}

/** The merged pull requests of one run, looked up once. */
export interface ReceiptTargets extends MergeSource {
  targets(): Promise<readonly ReceiptTarget[]>
  /** Sentences about commits that were not looked up. */
  notices(): Promise<readonly string[]>
}

type MergedTarget = MergedPullRequest & ReceiptTarget

/** The merged pull requests found on GitHub. */
interface MergeLookup {
  readonly found: readonly MergedTarget[]
  readonly notices: readonly string[]
}

const NOTHING: MergeLookup = { found: [], notices: [] }

/** The merged pull requests of a push; empty for other events. GitHub is asked at the first call, and once. */
export const receiptTargetsOf = (job: Job): ReceiptTargets => {
  const { github } = job
  const { branch, shownSha } = job.context
  let lookup: Promise<MergeLookup> | undefined
  const find = async (since: string | undefined): Promise<readonly MergedTarget[]> => {
    lookup ??= readMerges(since, job)
    return (await lookup).found
  }
  return {
    find,
    explain: async (checks, merged) =>
      github === undefined || branch === undefined
        ? checks
        : explainDifferences(checks, merged, { github, branch, tip: shownSha }),
    targets: () => find(undefined),
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
    left === 0 ? [] : [`The pull requests of ${left} older commits were not looked up and get no receipt.`]
  return { found, notices }
}

/** Stages of a comment that still needs a receipt. */
const OPEN_STAGES: ReadonlySet<string> = new Set(['planned', 'refused', 'failed'])

/** The target for a merged pull request; `undefined` if it was merged before this push and needs no receipt. */
const findOne = async (
  github: GitHubClient,
  { number, isOfPush }: Pick<MergedTarget, 'number' | 'isOfPush'>,
  job: Job,
): Promise<MergedTarget | undefined> => {
  const key = targetKey(job.settings)
  const section = await findLastSection(github, { pullRequest: number, key, since: undefined })
  if (!isOfPush && !OPEN_STAGES.has(section?.stage ?? '')) return undefined
  const reader = { client: github, thisRunId: job.context.run.id, salt: saltOf(key, number) }
  return { number, isOfPush, ...(await readApprovedPlan(section, reader)) }
}

/** The section of one target in a comment, or the marker of the target's own comment. */
type TargetSection = Pick<GroupSection, 'runId' | 'runAttempt' | 'stage' | 'approvedPlan'>

/**
 * The newest section of a target: in its own comment, or in a shared comment of any group, because the job that planned may use another
 * group. `undefined` if there is none.
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
