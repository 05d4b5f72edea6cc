import { ApiError } from './api.ts'
import type { FoundOperation } from './description.ts'
import type { Actor, World } from './world.ts'

type Scope = 'actions' | 'contents' | 'issues' | 'pull-requests' | 'deployments'
type Permissions = Readonly<Partial<Record<Scope, 'read' | 'write'>>>

export interface Token {
  /** As a workflow's `permissions:`; a scope that is not named is `none`. */
  readonly permissions?: Permissions
  /** The token of a run for a fork or Dependabot: `write` counts as `read`, whatever the workflow says. */
  readonly isReadOnly?: boolean
  /** The login of a person whose personal access token this is. Absent: `GITHUB_TOKEN` of GitHub Actions. */
  readonly user?: string
}

export interface Caller {
  readonly actor: Actor
  readonly permissions: Permissions
  readonly token: string
}

export const ACTIONS_BOT: Actor = { login: 'github-actions[bot]', isApp: true }
// GitHub's exact text; clients tell this 403 from a rate limit by it.
const NOT_ACCESSIBLE = 'Resource not accessible by integration'

/** Who calls, by the `Authorization` header; `undefined` without one. Throws the 401 of a token that GitHub does not know. */
export function authenticate(header: string | undefined, tokens: Readonly<Record<string, Token>>): Caller | undefined {
  if (header === undefined) return undefined
  const token = header.replace(/^(?:bearer|token)\s+/i, '')
  const known = Object.hasOwn(tokens, token) ? tokens[token] : undefined
  if (known === undefined) throw new ApiError(401, 'Bad credentials')
  const actor = known.user === undefined ? ACTIONS_BOT : { login: known.user, isApp: false }
  const granted = Object.entries(known.permissions ?? {})
  const permissions = known.isReadOnly
    ? Object.fromEntries(granted.map(([scope]) => [scope, 'read']))
    : known.permissions
  return { actor, permissions: permissions ?? {}, token }
}

interface Need {
  /** One of these is enough. */
  readonly scopes: readonly Scope[]
  readonly level: 'read' | 'write'
}

/** Throws GitHub's refusal when the caller may not do this. What is public may be read without a permission. */
export function authorize(found: FoundOperation, caller: Caller | undefined, world: World): void {
  const need = needOf(found, world)
  if (found.operation.id === 'users/get-authenticated') {
    if (caller?.actor.isApp === false) return
    if (caller === undefined) throw new ApiError(401, 'Requires authentication')
    throw new ApiError(403, NOT_ACCESSIBLE)
  }
  if (need === undefined || (need.level === 'read' && !world.isPrivate)) return
  if (caller === undefined)
    throw new ApiError(world.isPrivate ? 404 : 401, world.isPrivate ? 'Not Found' : 'Requires authentication')
  const isGranted = need.scopes.some((scope) => {
    const granted = caller.permissions[scope]
    return granted === 'write' || granted === need.level
  })
  if (!isGranted) throw new ApiError(403, NOT_ACCESSIBLE)
}

/** The value of GitHub's `x-accepted-github-permissions`. */
export function acceptedPermissions(found: FoundOperation, world: World): string {
  const need = needOf(found, world)
  return (need?.scopes ?? []).map((scope) => `${scope.replace('-', '_')}=${need?.level}`).join('; ')
}

function needOf(found: FoundOperation, world: World): Need | undefined {
  const { id, method } = found.operation
  const level = method === 'GET' ? 'read' : 'write'
  if (id === 'users/get-authenticated') return undefined
  if (id === 'repos/list-pull-requests-associated-with-commit') return { scopes: ['pull-requests'], level }
  if (id.startsWith('actions/')) return { scopes: ['actions'], level }
  if (id.includes('deployment')) return { scopes: ['deployments'], level }
  if (id.startsWith('pulls/')) return { scopes: ['pull-requests'], level }
  if (!id.startsWith('issues/')) return { scopes: ['contents'], level }
  return { scopes: isAboutPullRequest(found, world) ? ['issues', 'pull-requests'] : ['issues'], level }
}

/** Comments of a pull request may be written with either permission. */
function isAboutPullRequest({ params }: FoundOperation, world: World): boolean {
  const commentId = Number(params['comment_id'])
  const comment = world.comments.find(({ id }) => id === commentId)
  return world.issues.get(comment?.issueNumber ?? Number(params['issue_number']))?.pullRequest !== undefined
}
