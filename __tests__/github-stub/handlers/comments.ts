import { ApiError, type ApiRequest, type Handler, invalid, notFound, textOf } from '../api.ts'
import { assertCommentFits } from '../limits.ts'
import { renderComment, repositoryApiUrl } from '../objects/issue.ts'
import { pageReply } from '../pages.ts'
import type { IssueComment, World } from '../world.ts'
import { issueOf } from './issues.ts'

const create: Handler = (request, world) => {
  const issue = issueOf(request, world)
  if (issue.isLocked && !request.caller.actor.isApp) {
    throw new ApiError(403, 'Unable to create comment because issue is locked.')
  }
  const body = commentBody(request, world)
  const createdAt = world.now()
  const comment = { id: world.nextId(), issueNumber: issue.number, body, author: request.caller.actor, createdAt }
  const stored: IssueComment = { ...comment, updatedAt: createdAt }
  world.comments.push(stored)
  issue.updatedAt = createdAt
  return { status: 201, body: renderComment(world, stored) }
}

const list: Handler = (request, world) => {
  const issue = issueOf(request, world)
  const since = request.query.get('since')
  const comments = world.comments
    .filter(({ issueNumber, updatedAt }) => issueNumber === issue.number && (since === null || updatedAt >= since))
    .map((comment) => renderComment(world, comment))
  return pageReply(request, comments, `${repositoryApiUrl(world)}/issues/${issue.number}/comments`)
}

const update: Handler = (request, world) => {
  const comment = commentOf(request, world)
  const body = commentBody(request, world)
  if (body !== comment.body) {
    comment.body = body
    comment.updatedAt = world.now()
  }
  return { status: 200, body: renderComment(world, comment) }
}

const remove: Handler = (request, world) => {
  world.comments.splice(world.comments.indexOf(commentOf(request, world)), 1)
  return { status: 204, body: undefined }
}

function commentOf({ params }: ApiRequest, world: World): IssueComment {
  const comment = world.comments.find(({ id }) => id === Number(params['comment_id']))
  if (comment === undefined) throw notFound()
  return comment
}

function commentBody(request: ApiRequest, world: World): string {
  const body = textOf(request.body, 'body')
  if (body.trim() === '') throw invalid({ resource: 'IssueComment', code: 'missing_field', field: 'body' })
  assertCommentFits(world, body)
  return body
}

export const commentHandlers = {
  'issues/create-comment': create,
  'issues/list-comments': list,
  'issues/update-comment': update,
  'issues/delete-comment': remove,
} satisfies Record<string, Handler>
