import { type ApiRequest, type Handler, invalid, notFound, textOf, textsOf } from '../api.ts'
import { assertBodyFits, assertTitleFits, isBodyTooLong } from '../limits.ts'
import { renderIssue, renderLabel, repositoryApiUrl } from '../objects/issue.ts'
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

const addLabels: Handler = (request, world) => {
  const issue = issueOf(request, world)
  issue.labels = [...new Set([...issue.labels, ...knownLabels(world, textsOf(request.body, 'labels'))])]
  return { status: 200, body: issue.labels.map((name) => renderLabel(world, name)) }
}

const createLabel: Handler = (request, world) => {
  const name = textOf(request.body, 'name')
  if (world.labels.has(name)) throw invalid({ resource: 'Label', code: 'already_exists', field: 'name' })
  world.labels.set(name, textOf(request.body, 'color', 'ededed'))
  return { status: 201, body: renderLabel(world, name) }
}

const getLabel: Handler = ({ params }, world) => {
  const name = params['name'] ?? ''
  if (!world.labels.has(name)) throw notFound()
  return { status: 200, body: renderLabel(world, name) }
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
  'issues/add-labels': addLabels,
  'issues/create-label': createLabel,
  'issues/get-label': getLabel,
} satisfies Record<string, Handler>
