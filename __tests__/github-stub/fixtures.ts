import { findCommit, git } from '../support/git.ts'
import { type IssueWithPull, isPullRequest } from './objects/pull-request.ts'
import { ACTIONS_BOT } from './permissions.ts'
import { type Actor, type IssueComment, nextIssueNumber, type World } from './world.ts'

export interface PullRequestOptions {
  /** Default: the next free number. */
  readonly number?: number
  /** The branch (in a fork: its name there). */
  readonly head: string
  /** Default: the tip of `head` in the git repository. */
  readonly headSha?: string
  /** Default: the default branch. */
  readonly base?: string
  readonly baseSha?: string
  readonly title?: string
  readonly body?: string
  readonly author?: string
  /** `owner/name` of the fork that holds the head. */
  readonly fork?: string
  readonly isDraft?: boolean
  readonly isLocked?: boolean
  readonly labels?: readonly string[]
}

/** Opens a pull request as a person would; the commits must be in the git repository, a fork's commits too. */
export function addPullRequest(world: World, options: PullRequestOptions): IssueWithPull {
  const baseRef = options.base ?? world.defaultBranch
  const createdAt = world.now()
  const number = options.number ?? nextIssueNumber(world)
  const issue: IssueWithPull = {
    number,
    title: options.title ?? `Change ${options.head}`,
    body: options.body ?? null,
    state: 'open',
    stateReason: null,
    labels: options.labels ?? [],
    isLocked: options.isLocked ?? false,
    author: { login: options.author ?? 'octocat', isApp: false },
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    pullRequest: {
      headRef: options.head,
      headRepository: options.fork ?? `${world.owner}/${world.name}`,
      headSha: options.headSha ?? git(world.gitDir, ['rev-parse', options.head]),
      baseRef,
      baseSha: options.baseSha ?? git(world.gitDir, ['rev-parse', `refs/heads/${baseRef}`]),
      isDraft: options.isDraft ?? false,
      mergedAt: null,
      mergeCommitSha: null,
      landed: [],
    },
  }
  world.issues.set(number, issue)
  return issue
}

/** Closes a pull request; with `landed` it is merged, and these commits (newest last) are what the base branch got. */
export function closePullRequest(world: World, number: number, landed: readonly string[] = []): void {
  const issue = pullRequestOf(world, number)
  const closedAt = world.now()
  issue.state = 'closed'
  issue.closedAt = closedAt
  issue.updatedAt = closedAt
  if (landed.length === 0) return
  issue.pullRequest.mergedAt = closedAt
  issue.pullRequest.mergeCommitSha = landed.at(-1) ?? null
  issue.pullRequest.landed = landed
}

/** Moves the head of a pull request, as a push to its branch does. */
export function pushToPullRequest(world: World, number: number, revision: string): void {
  const sha = findCommit(world.gitDir, revision)
  if (sha === undefined) throw new Error(`no commit ${revision}`)
  pullRequestOf(world, number).pullRequest.headSha = sha
}

export function addComment(world: World, issueNumber: number, body: string, author: Actor = ACTIONS_BOT): IssueComment {
  const createdAt = world.now()
  const comment = { id: world.nextId(), issueNumber, body, author, createdAt, updatedAt: createdAt }
  world.comments.push(comment)
  return comment
}

function pullRequestOf(world: World, number: number): IssueWithPull {
  const issue = world.issues.get(number)
  if (!isPullRequest(issue)) throw new Error(`no pull request ${number}`)
  return issue
}
