import type { KestraClient } from '../../src/kestra/client.ts'
import type { HttpAnswer, HttpRequest } from '../../src/kestra/http/exchange.ts'
import { parseServerInfo, type ServerInfo } from '../../src/kestra/server.ts'

/** What a server says to one request: 200 and nothing, where no more is told. */
export type Reply = Partial<HttpAnswer> & { readonly json?: unknown }

interface ServerToBe extends Partial<Pick<KestraClient, 'serverTime'>> {
  readonly version?: string
  readonly edition?: string
  readonly pluginsHash?: string | undefined
  readonly http?: Partial<KestraClient['http']>
}

/** The client of a server that is a function of HTTP, and what was sent to it: `asked` without the path of the tenant. */
export const aClient = (
  answer: (request: HttpRequest) => Reply | Promise<Reply>,
  { version = '2.0.0', edition = 'OSS', pluginsHash, http, serverTime }: ServerToBe = {},
) => {
  const asked: string[] = []
  const sent: HttpRequest[] = []
  const send = async (request: HttpRequest): Promise<HttpAnswer> => {
    sent.push(request)
    asked.push(`${request.method} ${request.path.replace('/api/v1/main', '')}`)
    const { json, ...rest } = await answer(request)
    const body = Buffer.from(json === undefined ? '' : JSON.stringify(json))
    return { status: 200, contentType: 'application/json', body, ...rest }
  }
  const client: KestraClient = {
    target: { server: 'https://kestra.acme.io', tenant: 'main', credentials: 'basic' },
    info: parseServerInfo({ version, edition, pluginsHash }) as ServerInfo,
    base: '/api/v1/main',
    serverTime,
    http: {
      send,
      pause: () => Promise.resolve(true),
      unavailableError: () => undefined,
      requestCount: () => sent.length,
      close: () => Promise.resolve(),
      ...http,
    },
  }
  return { client, asked, sent }
}

/** What a server with one pair a namespace, held in `values`, says to a request for a pair; `undefined` to another one. */
export const replyOfPairs = ({ method, path, body }: HttpRequest, values: Map<string, unknown>): Reply | undefined => {
  const [, namespace] = /^\/api\/v1\/main\/namespaces\/([^/]+)\/kv\/[^/?]+$/.exec(path) ?? []
  if (namespace === undefined) return undefined
  if (method === 'PUT') values.set(namespace, JSON.parse(String(body)))
  if (method === 'DELETE') values.delete(namespace)
  if (method !== 'GET') return {}
  const value = values.get(namespace)
  return value === undefined ? { status: 404 } : { json: { value } }
}
