import { Octokit } from '@octokit/rest'
import type { GitHubClient } from '../../src/github/api/client.ts'

/** One request, as it would go to GitHub. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly body: Readonly<Record<string, unknown>>
}

export interface Reply {
  /** Default 200. */
  readonly status?: number
  readonly data: unknown
}

const JSON_TYPE = new Map([['content-type', 'application/json']])
const ignore = (): void => {}

/** A client that asks a function instead of a network: without repeats, and without pauses but those that the function makes. */
export const bareClient = (reply: (call: Call) => Reply | Promise<Reply>, requestCount = () => 0): GitHubClient => {
  const fetch = async (url: string, { method, body = '{}' }: { readonly method: string; readonly body?: string }) => {
    const { status = 200, data } = await reply({ method, path: new URL(url).pathname, body: JSON.parse(body) })
    return { status, url, headers: JSON_TYPE, body: data, text: async () => JSON.stringify(data) }
  }
  const { rest, paginate } = new Octokit({
    request: { fetch, parseSuccessResponseBody: false },
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  })
  return {
    repository: { owner: 'acme', repo: 'flows' },
    rest,
    paginate,
    viewerLogin: async () => undefined,
    requestCount,
  }
}
