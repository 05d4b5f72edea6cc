import { type GitHub, WORKFLOW_TOKEN } from './start-github.ts'

export interface CallOptions {
  /** Default: POST with a body, else GET. */
  readonly method?: string
  /** Empty: no `Authorization` header. */
  readonly token?: string
  readonly body?: unknown
  readonly accept?: string
}

/** One bare call to `/repos/acme/flows` + path, without a client's retries. The body is parsed JSON, `undefined` when empty. */
export async function callGitHub(github: GitHub, path: string, options: CallOptions = {}) {
  const { method, token = WORKFLOW_TOKEN, body, accept = 'application/vnd.github+json' } = options
  const reply = await fetch(`${github.url}/repos/acme/flows${path}`, {
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    headers: { accept, 'user-agent': 'test', ...(token !== '' && { authorization: `token ${token}` }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  const text = await reply.text()
  const isJson = reply.headers.get('content-type')?.includes('json') === true && text !== ''
  return { status: reply.status, headers: reply.headers, body: isJson ? JSON.parse(text) : text }
}
