/** Who writes on GitHub: a person, or the GitHub App behind `GITHUB_TOKEN`. */
export interface Actor {
  readonly login: string
  readonly isApp: boolean
}

export interface PullRequest {
  readonly headRef: string
  /** `owner/name` of the repository that holds the head: another one for a fork. */
  readonly headRepository: string
  headSha: string
  readonly baseRef: string
  baseSha: string
  isDraft: boolean
  mergedAt: string | null
  mergeCommitSha: string | null
  /** The commits that a merge put on the base branch: one for merge and squash, several for rebase. */
  landed: readonly string[]
}

/** As on GitHub, a pull request is an issue with more to it. */
export interface Issue {
  readonly number: number
  title: string
  body: string | null
  state: 'open' | 'closed'
  stateReason: string | null
  labels: readonly string[]
  isLocked: boolean
  readonly author: Actor
  readonly createdAt: string
  updatedAt: string
  closedAt: string | null
  readonly pullRequest: PullRequest | undefined
}

export interface IssueComment {
  readonly id: number
  readonly issueNumber: number
  body: string
  readonly author: Actor
  readonly createdAt: string
  updatedAt: string
}

export interface DeploymentStatus {
  readonly id: number
  readonly state: string
  readonly description: string
  readonly environmentUrl: string
  readonly logUrl: string
  readonly author: Actor
  readonly createdAt: string
}

export interface Deployment {
  readonly id: number
  readonly sha: string
  readonly ref: string
  readonly task: string
  readonly environment: string
  readonly description: string | null
  readonly payload: unknown
  readonly isTransient: boolean
  readonly isProduction: boolean
  readonly author: Actor
  readonly createdAt: string
  readonly statuses: DeploymentStatus[]
}

/** Everything that this GitHub knows besides the git repository. Handlers change it in place. */
export interface World {
  readonly owner: string
  readonly name: string
  readonly gitDir: string
  readonly apiUrl: string
  readonly htmlUrl: string
  readonly isPrivate: boolean
  readonly defaultBranch: string
  /** The repository setting "Allow GitHub Actions to create and approve pull requests". */
  readonly letsActionsOpenPullRequests: boolean
  readonly maxCommentBytes: number
  /** Of a workflow run of this repository; ids grow. */
  readonly newestRunId: number
  readonly issues: Map<number, Issue>
  readonly comments: IssueComment[]
  readonly labels: Map<string, string>
  readonly deployments: Deployment[]
  /** Ids grow, and each is used once over all kinds. */
  nextId(): number
  /** A clock that advances one second a call, so that a fixture reads the same each time. */
  now(): string
}

const FIRST_SECOND = Date.UTC(2026, 0, 5, 9)

export function createWorld(options: Omit<World, 'issues' | 'comments' | 'labels' | 'deployments' | 'nextId' | 'now'>) {
  let lastId = 1000
  let seconds = 0
  const world: World = {
    ...options,
    issues: new Map(),
    comments: [],
    labels: new Map(),
    deployments: [],
    nextId: () => ++lastId,
    now: () => new Date(FIRST_SECOND + 1000 * seconds++).toISOString().replace('.000Z', 'Z'),
  }
  return world
}

export function nextIssueNumber(world: World): number {
  return Math.max(0, ...world.issues.keys()) + 1
}
