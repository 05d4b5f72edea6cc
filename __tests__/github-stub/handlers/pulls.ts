import { findCommit, git } from '../../support/git.ts'
import { ApiError, type ApiRequest, type Handler, invalid, notFound, textOf } from '../api.ts'
import { assertBodyFits, assertTitleFits } from '../limits.ts'
import { renderChangedFiles } from '../objects/changed-files.ts'
import { repositoryApiUrl } from '../objects/issue.ts'
import {
  type IssueWithPull,
  isPullRequest,
  renderPullRequest,
  renderPullRequestInList,
} from '../objects/pull-request.ts'
import { pageReply } from '../pages.ts'
import { nextIssueNumber, type World } from '../world.ts'

const list: Handler = (request, world) => {
  const { query } = request
  const state = query.get('state') ?? 'open'
  const head = query.get('head')
  const base = query.get('base')
  const pulls = pullsOf(world)
    .filter((issue) => state === 'all' || issue.state === state)
    .filter(({ pullRequest }) => base === null || pullRequest.baseRef === base)
    .filter(
      ({ pullRequest }) =>
        head === null || head === `${pullRequest.headRepository.split('/')[0]}:${pullRequest.headRef}`,
    )
    .sort((a, b) => (query.get('direction') === 'asc' ? a.number - b.number : b.number - a.number))
    .map((issue) => renderPullRequestInList(world, issue))
  return pageReply(request, pulls, `${repositoryApiUrl(world)}/pulls`)
}

const create: Handler = (request, world) => {
  if (request.caller.actor.isApp && !world.letsActionsOpenPullRequests) {
    throw new ApiError(403, 'GitHub Actions is not permitted to create or approve pull requests.')
  }
  const headRef = textOf(request.body, 'head').replace(`${world.owner}:`, '')
  const baseRef = textOf(request.body, 'base')
  const headSha = branchSha(world, headRef, 'head')
  const baseSha = branchSha(world, baseRef, 'base')
  const title = textOf(request.body, 'title')
  const body = textOf(request.body, 'body')
  assertTitleFits('PullRequest', title)
  assertBodyFits('PullRequest', body)
  assertNew(world, { headRef, baseRef, headSha, baseSha })
  const createdAt = world.now()
  const issue: IssueWithPull = {
    number: nextIssueNumber(world),
    title,
    body: body === '' ? null : body,
    state: 'open',
    stateReason: null,
    labels: [],
    isLocked: false,
    author: request.caller.actor,
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    pullRequest: {
      headRef,
      headRepository: `${world.owner}/${world.name}`,
      headSha,
      baseRef,
      baseSha,
      isDraft: request.body['draft'] === true,
      mergedAt: null,
      mergeCommitSha: null,
      landed: [],
    },
  }
  world.issues.set(issue.number, issue)
  return { status: 201, body: renderPullRequest(world, issue) }
}

const update: Handler = (request, world) => {
  const issue = pullOf(request, world)
  const { body } = request
  if ('title' in body) {
    assertTitleFits('PullRequest', textOf(body, 'title'))
    issue.title = textOf(body, 'title')
  }
  if ('body' in body) {
    assertBodyFits('PullRequest', textOf(body, 'body'))
    issue.body = textOf(body, 'body') || null
  }
  issue.updatedAt = world.now()
  if ('state' in body) {
    issue.state = body['state'] === 'closed' ? 'closed' : 'open'
    issue.closedAt = issue.state === 'closed' ? issue.updatedAt : null
  }
  return { status: 200, body: renderPullRequest(world, issue) }
}

/**
 * For a commit on the default branch the merged pull request that brought it there; for any other commit the open pull
 * requests whose head has it: https://docs.github.com/rest/commits/commits#list-pull-requests-associated-with-a-commit
 */
const listForCommit: Handler = (request, world) => {
  const given = request.params['commit_sha'] ?? ''
  const sha = findCommit(world.gitDir, given)
  if (sha === undefined) throw new ApiError(422, `No commit found for SHA: ${given}`)
  const merged = pullsOf(world).filter(({ pullRequest }) => pullRequest.landed.includes(sha))
  const open = pullsOf(world).filter(({ state, pullRequest }) => {
    const range = `${pullRequest.baseSha}..${pullRequest.headSha}`
    return state === 'open' && git(world.gitDir, ['rev-list', range]).split('\n').includes(sha)
  })
  const found = merged.length > 0 ? merged : open
  const url = `${repositoryApiUrl(world)}/commits/${sha}/pulls`
  return pageReply(
    request,
    found.map((issue) => renderPullRequestInList(world, issue)),
    url,
  )
}

const get: Handler = (request, world) => ({ status: 200, body: renderPullRequest(world, pullOf(request, world)) })

// https://docs.github.com/rest/pulls/pulls#list-pull-requests-files: "maximum of 3000 files"
const MAX_FILES = 3000

const listFiles: Handler = (request, world) => {
  const issue = pullOf(request, world)
  const { baseSha, headSha } = issue.pullRequest
  const mergeBase = git(world.gitDir, ['merge-base', baseSha, headSha])
  const files = renderChangedFiles(world, mergeBase, headSha).slice(0, MAX_FILES)
  return pageReply(request, files, `${repositoryApiUrl(world)}/pulls/${issue.number}/files`)
}

function pullOf({ params }: ApiRequest, world: World): IssueWithPull {
  const issue = world.issues.get(Number(params['pull_number']))
  if (!isPullRequest(issue)) throw notFound()
  return issue
}

function pullsOf(world: World): readonly IssueWithPull[] {
  return [...world.issues.values()].filter(isPullRequest)
}

function branchSha(world: World, branch: string, field: 'head' | 'base'): string {
  const sha = findCommit(world.gitDir, `refs/heads/${branch}`)
  if (sha === undefined) throw invalid({ resource: 'PullRequest', field, code: 'invalid' })
  return sha
}

interface States {
  readonly headRef: string
  readonly baseRef: string
  readonly headSha: string
  readonly baseSha: string
}

function assertNew(world: World, { headRef, baseRef, headSha, baseSha }: States): void {
  const custom = (message: string) => invalid({ resource: 'PullRequest', code: 'custom', message })
  const isOpen = pullsOf(world).some(
    ({ state, pullRequest }) => state === 'open' && pullRequest.headRef === headRef && pullRequest.baseRef === baseRef,
  )
  if (isOpen) throw custom(`A pull request already exists for ${world.owner}:${headRef}.`)
  const isAhead = git(world.gitDir, ['rev-list', '--max-count=1', `${baseSha}..${headSha}`]) !== ''
  if (!isAhead) throw custom(`No commits between ${baseRef} and ${headRef}`)
}

export const pullHandlers = {
  'pulls/get': get,
  'pulls/list': list,
  'pulls/list-files': listFiles,
  'pulls/create': create,
  'pulls/update': update,
  'repos/list-pull-requests-associated-with-commit': listForCommit,
} satisfies Record<string, Handler>
