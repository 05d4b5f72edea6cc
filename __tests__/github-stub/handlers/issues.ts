import { type ApiRequest, type Handler, notFound, textOf, textsOf } from '../api.ts'
import { assertBodyFits, assertTitleFits, isBodyTooLong } from '../limits.ts'
import { renderIssue, repositoryApiUrl } from '../objects/issue.ts'
import { pageReply } from '../pages.ts'
import { type Issue, nextIssueNumber, type World } from '../world.ts'

/** The issue or pull request that the path names. */
export function issueOf({ params }: ApiRequest, world: World): Issue {
  const issue = world.issues.get(Number(params['issue_number']))
  if (issue === undefined) throw notFound()
  return issue
}

const create: Handler = (request, world) => {
  const title = textOf(request.body, 'title')
  const body = textOf(request.body, 'body')
  assertTitleFits('Issue', title)
  assertBodyFits('Issue', body)
  const createdAt = world.now()
  const issue: Issue = {
    number: nextIssueNumber(world),
    title,
    body: body === '' ? null : body,
    state: 'open',
    stateReason: null,
    labels: knownLabels(world, textsOf(request.body, 'labels')),
    isLocked: false,
    author: request.caller.actor,
    createdAt,
    updatedAt: createdAt,
    closedAt: null,
    pullRequest: undefined,
  }
  world.issues.set(issue.number, issue)
  return { status: 201, body: renderIssue(world, issue) }
}

/** Newest first, open ones by default, and with pull requests among them: every pull request is an issue. */
const list: Handler = (request, world) => {
  const { query } = request
  const state = query.get('state') ?? 'open'
  const labels = (query.get('labels') ?? '').split(',').filter((label) => label !== '')
  const creator = query.get('creator')
  const issues = [...world.issues.values()]
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => labels.every((label) => issue.labels.includes(label)))
    .filter((issue) => creator === null || issue.author.login === creator)
    .sort((a, b) => (query.get('direction') === 'asc' ? a.number - b.number : b.number - a.number))
    .map((issue) => renderIssue(world, issue))
  return pageReply(request, issues, `${repositoryApiUrl(world)}/issues`)
}

const get: Handler = (request, world) => ({ status: 200, body: renderIssue(world, issueOf(request, world)) })

/** An oversize body answers 200 and keeps the old text: GitHub's silent failure. */
const update: Handler = (request, world) => {
  const issue = issueOf(request, world)
  const { body } = request
  if ('title' in body) {
    const title = textOf(body, 'title')
    assertTitleFits('Issue', title)
    issue.title = title
  }
  if ('body' in body && !isBodyTooLong(textOf(body, 'body'))) issue.body = textOf(body, 'body') || null
  if ('labels' in body) issue.labels = knownLabels(world, textsOf(body, 'labels'))
  issue.updatedAt = world.now()
  if ('state' in body) changeState(issue, body)
  return { status: 200, body: renderIssue(world, issue) }
}

function changeState(issue: Issue, body: ApiRequest['body']): void {
  const isClosed = body['state'] === 'closed'
  issue.state = isClosed ? 'closed' : 'open'
  issue.stateReason = textOf(body, 'state_reason', isClosed ? 'completed' : 'reopened')
  issue.closedAt = isClosed ? issue.updatedAt : null
}

/** Labels that an issue names and the repository does not have are made on the spot. */
function knownLabels(world: World, names: readonly string[]): readonly string[] {
  for (const name of names) if (!world.labels.has(name)) world.labels.set(name, 'ededed')
  return names
}

export const issueHandlers = {
  'issues/create': create,
  'issues/list-for-repo': list,
  'issues/get': get,
  'issues/update': update,
} satisfies Record<string, Handler>
