import type { MergeSource } from '../command/merge-source.ts'
import type { MergedPullRequest } from '../plan/keep-promise.ts'
import type { MarkedPromise } from '../render/marker.ts'
import { type Acting, targetKey } from './acting.ts'
import type { GitHubClient } from './client.ts'
import type { EventContext } from './event-decision.ts'
import { explainDifferences } from './explain-differences.ts'
import { attempt } from './failure.ts'
import { fetchMergedPullRequests } from './merged-pull-requests.ts'
import { findOwnComments } from './own-posts.ts'
import { promiseIn, saltOf } from './read-promise.ts'

/** A pull request that is to get the receipt of this run. */
export interface ReceiptTarget {
  readonly number: number
  readonly isOfPush: boolean
  /** As its comment has it: the receipt carries it on. */
  readonly promise: MarkedPromise | undefined
}

/** The merged pull requests of one run, looked up once. */
export interface Merges extends MergeSource {
  targets(): Promise<readonly ReceiptTarget[]>
}

interface Found {
  readonly merged: MergedPullRequest
  readonly marked: MarkedPromise | undefined
}

/** Of a run that has nothing to do with a merge: none. */
export const mergesOf = (context: EventContext, acting: Acting): Merges => {
  let found: Promise<readonly Found[]> | undefined
  const look = (since: string | undefined): Promise<readonly Found[]> => {
    found ??= lookUp(since, context, acting)
    return found
  }
  return {
    find: async (since) => (await look(since)).map(({ merged }) => merged),
    explain: (checks, merged) => explainDifferences(checks, merged, { context, acting }),
    targets: async () =>
      (await look(undefined)).map(({ merged: { number, isOfPush }, marked }) => ({
        number,
        isOfPush,
        promise: marked,
      })),
  }
}

const lookUp = async (since: string | undefined, context: EventContext, acting: Acting): Promise<readonly Found[]> => {
  const { github, core, settings } = acting
  if (github === undefined || !settings.comments || !context.mayComment || context.pullRequest !== undefined) return []
  const found = await attempt({
    loss: 'The merged pull requests were not looked up, so the receipt is only in the job summary',
    permission: 'pull-requests: write',
    work: async () => ({ pullRequests: await findAll(github, since, { context, acting }) }),
  })
  if ('pullRequests' in found) return found.pullRequests
  core.info(found.sentence)
  return []
}

interface Where {
  readonly context: EventContext
  readonly acting: Acting
}

const findAll = async (
  github: GitHubClient,
  since: string | undefined,
  { context, acting }: Where,
): Promise<readonly Found[]> => {
  const { repository, branch, shownSha: tip, pushedShas: pushed, base } = context
  if (branch === undefined) return []
  const before = base.from === 'commit' ? base.sha : undefined
  const { pullRequests, left } = await fetchMergedPullRequests(github, {
    repository,
    branch,
    tip,
    pushed,
    before,
    since,
  })
  if (left > 0) acting.core.info(`${left} older commits were not asked for their pull requests: they get no receipt.`)
  const found: Found[] = []
  for (const { number, isOfPush } of pullRequests) {
    const one = await findOne(github, number, { isOfPush, context, acting })
    if (one !== undefined) found.push(one)
  }
  return found
}

/** Stages that wait for a receipt. */
const OPEN_STAGES: ReadonlySet<string> = new Set(['planned', 'deploying', 'refused', 'failed'])

/** `undefined`: merged before this push, and in no need of a receipt. */
const findOne = async (
  github: GitHubClient,
  number: number,
  { isOfPush, context, acting }: Where & { readonly isOfPush: boolean },
): Promise<Found | undefined> => {
  const { repository, run } = context
  const key = targetKey(acting.settings)
  const [comment] = await findOwnComments(github, { repository, pullRequest: number, key, since: undefined })
  if (!isOfPush && !OPEN_STAGES.has(comment?.marker.stage ?? '')) return undefined
  const read = await promiseIn(comment?.marker, {
    client: github,
    repository,
    thisRunId: run.id,
    salt: saltOf(key, number),
  })
  return { merged: { number, isOfPush, promise: read.promise }, marked: read.marked }
}
