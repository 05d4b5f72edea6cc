import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { listen } from '../support/listen.ts'
import { type Answer, answer } from './answer.ts'
import type { Reply } from './api.ts'
import { createFaults, type Fault, faultReply } from './faults.ts'
import type { Token } from './permissions.ts'
import { createWorld, type World } from './world.ts'

export interface GitHubOptions {
  /** `owner/name`. */
  readonly repository: string
  /** A git repository with the branches and commits that this GitHub serves. */
  readonly gitDir: string
  /** What each token may do. Default: `GITHUB_TOKEN` as the README's workflow asks for it. */
  readonly tokens?: Readonly<Record<string, Token>>
  readonly isPrivate?: boolean
  readonly defaultBranch?: string
  readonly letsActionsOpenPullRequests?: boolean
  /** GitHub takes 262,144; a GitHub Enterprise Server may hold to the documented 65,536. */
  readonly maxCommentBytes?: number
  /** Calls an hour and token. */
  readonly rateLimit?: number
}

interface LoggedRequest {
  readonly method: string
  /** With the query. */
  readonly path: string
  readonly token: string
  readonly body: unknown
  readonly operationId: string | undefined
  /** 0 when the connection was dropped. */
  readonly status: number
}

export interface GitHub extends AsyncDisposable {
  /** For `GITHUB_API_URL`. */
  readonly url: string
  /** What GitHub knows: read it in assertions, change it through fixtures.ts. */
  readonly world: World
  readonly requests: readonly LoggedRequest[]
  /** Every test asserts that this is empty. */
  readonly breaches: readonly string[]
  fail(fault: Fault): void
  stop(): Promise<void>
}

/** A token with the permissions that the README's workflow grants. */
// No word: what looks like half of a secret is hidden, and a word would stand in paths and names as well.
export const WORKFLOW_TOKEN = 'ghs_Tq3vR8kZ1xW5'
const WORKFLOW_PERMISSIONS = { contents: 'read', 'pull-requests': 'write' } as const
const RATE_LIMIT = 1000

/** A GitHub REST API on an ephemeral loopback port: real git underneath, the rest in memory, GitHub's permissions and limits. */
export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const tokens = options.tokens ?? { [WORKFLOW_TOKEN]: { permissions: WORKFLOW_PERMISSIONS } }
  const faults = createFaults()
  const requests: LoggedRequest[] = []
  const breaches: string[] = []
  const used = new Map<string, number>()
  const server = createServer((incoming, outgoing) => {
    serve(incoming, outgoing).catch((error: unknown) => {
      breaches.push(
        `${incoming.method} ${incoming.url}: the stub broke: ${error instanceof Error ? error.stack : error}`,
      )
      outgoing.destroy()
    })
  })
  const listening = await listen(server)
  const { url } = listening
  const [owner = '', name = ''] = options.repository.split('/')
  const world = createWorld({
    owner,
    name,
    gitDir: options.gitDir,
    apiUrl: url,
    htmlUrl: 'https://github.com',
    isPrivate: options.isPrivate ?? true,
    defaultBranch: options.defaultBranch ?? 'main',
    letsActionsOpenPullRequests: options.letsActionsOpenPullRequests ?? true,
    maxCommentBytes: options.maxCommentBytes ?? 262_144,
    newestRunId: 1_000_000,
  })

  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = incoming
    const body = parseBody(await readBody(incoming))
    const token = (headers.authorization ?? '').replace(/^(?:bearer|token)\s+/i, '')
    const fault = faults.take(method, path)
    if (fault?.delayMs !== undefined) await delay(fault.delayMs)
    const isFailing = fault?.status !== undefined || fault?.isDropped === true
    const isAnswered = !isFailing || fault.isApplied === true
    const limit = countCall(used, token, options.rateLimit ?? RATE_LIMIT)
    const answered = isAnswered ? (limit.refusal ?? answerTo()) : undefined
    const reply = fault?.status === undefined ? answered?.reply : faultReply(fault, fault.status)
    const isDropped = fault?.isDropped === true || reply === undefined
    requests.push({
      method,
      path,
      token,
      body,
      operationId: answered?.operationId,
      status: isDropped ? 0 : reply.status,
    })
    breaches.push(...(answered?.breaches ?? []))
    if (headers['user-agent'] === undefined) breaches.push(`${method} ${path}: GitHub refuses calls without user-agent`)
    if (isDropped) return void incoming.socket.destroy()
    send(outgoing, { ...reply, headers: { ...limit.headers, ...reply.headers } })

    function answerTo(): Answer {
      const { pathname, searchParams: query } = new URL(path, url)
      const accept = headers.accept ?? ''
      return answer({ method, pathname, query, authorization: headers.authorization, accept, body }, world, tokens)
    }
  }

  const stop = async () => listening[Symbol.asyncDispose]()
  return { url, world, requests, breaches, fail: faults.add, stop, [Symbol.asyncDispose]: stop }
}

function countCall(used: Map<string, number>, token: string, limit: number) {
  const count = (used.get(token) ?? 0) + 1
  used.set(token, count)
  const headers = {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(0, limit - count)),
    'x-ratelimit-used': String(Math.min(count, limit)),
    'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600),
    'x-ratelimit-resource': 'core',
  }
  const message = 'API rate limit exceeded for installation ID 12345678.'
  const refusal: Answer | undefined =
    count > limit ? { reply: faultReply({ message }, 403), operationId: undefined, breaches: [] } : undefined
  return { headers, refusal }
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}

/** A body that is not JSON stays text, which no operation describes. */
function parseBody(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

function send(outgoing: ServerResponse, { status, body, headers = {} }: Reply): void {
  const isRaw = Buffer.isBuffer(body)
  outgoing.writeHead(status, {
    'content-type': isRaw ? 'application/octet-stream' : 'application/json; charset=utf-8',
    'x-github-request-id': 'ABCD:1234:5678',
    ...headers,
  })
  if (body === undefined) outgoing.end()
  else outgoing.end(isRaw ? body : JSON.stringify(body))
}
