import { invalid } from './api.ts'
import type { World } from './world.ts'

// What GitHub accepts in a pull request's or issue's body; its comments take four times as much, see the README here.
const MAX_BODY_CODE_POINTS = 65_536
const MAX_TITLE_CHARACTERS = 256

/** Throws GitHub's refusal of an oversize comment. It names 65,536 characters, whatever the real limit is. */
export function assertCommentFits(world: World, body: string): void {
  if (Buffer.byteLength(body) <= world.maxCommentBytes) return
  throw invalid({
    resource: 'IssueComment',
    code: 'unprocessable',
    field: 'data',
    message: 'Body is too long (maximum is 65536 characters)',
  })
}

export function isBodyTooLong(body: string): boolean {
  return [...body].length > MAX_BODY_CODE_POINTS
}

export function assertBodyFits(resource: 'Issue' | 'PullRequest', body: string): void {
  if (!isBodyTooLong(body)) return
  throw invalid({ resource, code: 'custom', field: 'body', message: 'body is too long (maximum is 65536 characters)' })
}

export function assertTitleFits(resource: 'Issue' | 'PullRequest', title: string): void {
  if (title.trim() === '') throw invalid({ resource, code: 'missing_field', field: 'title' })
  if (title.length <= MAX_TITLE_CHARACTERS) return
  throw invalid({ resource, code: 'custom', field: 'title', message: 'title is too long (maximum is 256 characters)' })
}
