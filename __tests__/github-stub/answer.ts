import { ApiError, type Reply } from './api.ts'
import { type FoundOperation, findOperation, replyBreaches, requestBreaches } from './description.ts'
import { answerGraphql } from './graphql.ts'
import { handlers } from './handlers/handlers.ts'
import { acceptedPermissions, authenticate, authorize, type Caller, type Token } from './permissions.ts'
import type { World } from './world.ts'

export interface Call {
  readonly method: string
  readonly pathname: string
  readonly query: URLSearchParams
  readonly authorization: string | undefined
  readonly accept: string
  readonly body: unknown
}

export interface Answer {
  readonly reply: Reply
  readonly operationId: string | undefined
  /** Where the call or the reply is not as GitHub describes it. */
  readonly breaches: readonly string[]
}

const NOBODY: Caller = { actor: { login: 'anonymous', isApp: false }, permissions: {}, token: '' }

/** One call, start to end: described? known caller? allowed? then the handler; request and reply checked against the description. */
export function answer(call: Call, world: World, tokens: Readonly<Record<string, Token>>): Answer {
  const where = `${call.method} ${call.pathname}`
  if (call.method === 'POST' && call.pathname === '/graphql') return graphqlAnswer(call, tokens)
  const found = findOperation(call.method, call.pathname)
  if (found === undefined) {
    const reply = errorReply(new ApiError(404, 'Not Found'), 'https://docs.github.com/rest')
    return { reply, operationId: undefined, breaches: [`${where}: not in openapi.json`] }
  }
  const asked = requestBreaches(found.operation, call.query, call.body)
  const reply = replyTo({ call, found, world, tokens, isBodyRefused: asked.some(isRefused) })
  const answered = Buffer.isBuffer(reply.body) ? [] : replyBreaches(found.operation, reply.status, reply.body)
  return {
    reply: {
      ...reply,
      headers: { 'x-accepted-github-permissions': acceptedPermissions(found, world), ...reply.headers },
    },
    operationId: found.operation.id,
    breaches: [...asked, ...answered].map((breach) => `${where} (${reply.status}): ${breach}`),
  }
}

function graphqlAnswer(call: Call, tokens: Readonly<Record<string, Token>>): Answer {
  try {
    const { reply, isKnown } = answerGraphql(call.body, authenticate(call.authorization, tokens))
    const breaches = isKnown ? [] : [`POST /graphql: ${JSON.stringify(call.body)} is not known`]
    return { reply, operationId: 'graphql', breaches }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { reply: errorReply(error, 'https://docs.github.com/graphql'), operationId: 'graphql', breaches: [] }
  }
}

interface ReplyOptions {
  readonly call: Call
  readonly found: FoundOperation
  readonly world: World
  readonly tokens: Readonly<Record<string, Token>>
  readonly isBodyRefused: boolean
}

function replyTo({ call, found, world, tokens, isBodyRefused }: ReplyOptions): Reply {
  const { operation, params } = found
  const handler = handlers.get(operation.id)
  if (handler === undefined) throw new Error(`no handler for ${operation.id}`)
  try {
    const caller = authenticate(call.authorization, tokens)
    if (isOtherRepository(params, world)) throw new ApiError(404, 'Not Found')
    authorize(found, caller, world)
    if (isBodyRefused) throw new ApiError(422, 'Invalid request.')
    const body = Object.fromEntries(Object.entries(call.body ?? {}))
    return handler({ operation, params, query: call.query, body, accept: call.accept, caller: caller ?? NOBODY }, world)
  } catch (error) {
    if (error instanceof ApiError) return errorReply(error, operation.documentation)
    throw error
  }
}

/** GitHub refuses a body of the wrong shape, but ignores fields and parameters that it does not know. */
function isRefused(breach: string): boolean {
  return breach.startsWith('body') && !breach.endsWith('is not described')
}

function isOtherRepository(params: FoundOperation['params'], world: World): boolean {
  if (params['owner'] === undefined) return false
  return `${params['owner']}/${params['repo']}`.toLowerCase() !== `${world.owner}/${world.name}`.toLowerCase()
}

function errorReply(error: ApiError, documentation: string): Reply {
  const { status, message, errors } = error
  return {
    status,
    body: { message, ...(errors && { errors }), documentation_url: documentation, status: String(status) },
  }
}
