import type { LoggedRequest } from '../engine/engine.ts'
import type { Scene } from './start-scene.ts'

/** The bodies of the comments on a pull request, oldest first. */
export function commentsOf({ github: { world } }: Scene, pullRequest: number): readonly string[] {
  return world.comments.filter(({ issueNumber }) => issueNumber === pullRequest).map(({ body }) => body)
}

export function headlineOf(comment: string): string {
  return comment.split('\n', 1)[0] ?? ''
}

/** Requests to Kestra that are no reads, as method and path below the tenant. */
export function writesTo(requests: readonly LoggedRequest[]): readonly string[] {
  return requests
    .filter(({ method }) => method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/^\/api\/v1\/[^/]+\//, '')}`)
}
