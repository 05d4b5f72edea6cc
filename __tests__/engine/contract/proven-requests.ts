import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

/** What tells one kind of request from another, as it was sent. */
export interface SentRequest {
  readonly method: string
  /** From `/api/v1` on, with its query. */
  readonly path: string
  /** Without one the client takes anything. */
  readonly accept?: string | undefined
  readonly contentType?: string | undefined
}

// Of the OpenAPI documents of both servers, as far as anybody calls them. Literal routes win over `{…}`, as on a server.
const FLOWS = '/api/v1/{tenant}/flows'
const NAMESPACE = '/api/v1/{tenant}/namespaces/{namespace}'
const DASHBOARDS = '/api/v1/{tenant}/dashboards'
const EXECUTIONS = '/api/v1/{tenant}/executions/{namespace}/{id}'
const BULK = ['delete', 'disable', 'enable', 'export'].flatMap((verb) => [
  `${FLOWS}/${verb}/by-ids`,
  `${FLOWS}/${verb}/by-query`,
])
const FLOW_WORDS = ['bulk', 'deprecated', 'distinct-namespaces', 'expressions', 'graph', 'import', 'search', 'source']
const FLOW_PARTS = ['dependencies', 'graph', 'revisions', 'tasks/{taskId}']
const FILE_PARTS = ['directory', 'export', 'revisions', 'search', 'stats']
const ROUTES: readonly (readonly string[])[] = [
  '/api/v1/configs',
  '/api/v1/plugins',
  '/api/v1/plugins/schemas/{type}',
  FLOWS,
  ...BULK,
  ...FLOW_WORDS.map((word) => `${FLOWS}/${word}`),
  ...['', '/task', '/trigger'].map((part) => `${FLOWS}/validate${part}`),
  `${FLOWS}/{namespace}`,
  `${FLOWS}/{namespace}/{id}`,
  ...FLOW_PARTS.map((part) => `${FLOWS}/{namespace}/{id}/${part}`),
  `${NAMESPACE}/files`,
  ...FILE_PARTS.map((part) => `${NAMESPACE}/files/${part}`),
  `${NAMESPACE}/kv`,
  `${NAMESPACE}/kv/inheritance`,
  `${NAMESPACE}/kv/{key}`,
  '/api/v1/{tenant}/kv',
  DASHBOARDS,
  `${DASHBOARDS}/validate`,
  `${DASHBOARDS}/{id}`,
  EXECUTIONS,
].map((route) => route.split('/'))

/**
 * The kind of a request, in one line: `GET /api/v1/{tenant}/flows/search?page&size, Accept: …`. What differs between two
 * runs (names, hosts, page numbers, the boundary of a form) is not in it.
 */
export const kindOf = ({ method, path, accept, contentType }: SentRequest): string => {
  const { pathname, searchParams } = new URL(path, 'http://server')
  const names = [...new Set(searchParams.keys())].toSorted().join('&')
  const type = contentType === undefined ? '' : `, Content-Type: ${contentType.split(';')[0]?.trim()}`
  return `${method} ${routeOf(pathname)}${names === '' ? '' : `?${names}`}, Accept: ${accept ?? '*/*'}${type}`
}

const routeOf = (pathname: string): string => {
  const segments = pathname.split('/')
  const fitting = ROUTES.filter(
    (route) =>
      route.length === segments.length &&
      route.every((part, index) => part.startsWith('{') || part === segments[index]),
  )
  const [closest] = fitting.toSorted((a, b) => variablesIn(a) - variablesIn(b))
  return closest?.join('/') ?? pathname
}

const variablesIn = (route: readonly string[]): number => route.filter((part) => part.startsWith('{')).length

const Recorded = z.looseObject({
  steps: z.array(
    z.looseObject({
      request: z.looseObject({
        method: z.string(),
        path: z.string(),
        headers: z.record(z.string(), z.string()),
        contentType: z.string().optional(),
        parts: z.array(z.unknown()).optional(),
      }),
    }),
  ),
  routing: z
    .array(
      z.looseObject({
        method: z.string(),
        path: z.string(),
        accept: z.string().nullish(),
        contentTypeSent: z.string().nullish(),
        status: z.int(),
      }),
    )
    .default([]),
})

let proven: ReadonlySet<string> | undefined

/** Every kind of request that a real server has answered, whatever it answered; of the routing rows those it took. */
export const provenKinds = (): ReadonlySet<string> => {
  proven ??= new Set(recordings().flatMap(kindsOf))
  return proven
}

/** The kinds among `sent` that no recording holds, sorted. */
export const unprovenKinds = (sent: readonly SentRequest[]): readonly string[] =>
  [...new Set(sent.map(kindOf))].filter((kind) => !provenKinds().has(kind)).toSorted()

const recordings = (): readonly z.infer<typeof Recorded>[] => {
  const folder = join(import.meta.dirname, '..', 'recordings')
  return globSync('*.json', { cwd: folder }).map((name) =>
    Recorded.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
  )
}

const kindsOf = ({ steps, routing }: z.infer<typeof Recorded>): readonly string[] => [
  ...steps.map(({ request: { method, path, headers, contentType, parts } }) =>
    kindOf({
      method,
      path,
      accept: headers['accept'],
      contentType: headers['content-type'] ?? contentType ?? (parts === undefined ? undefined : 'multipart/form-data'),
    }),
  ),
  // An Accept that led to another route, or to 406, proves the opposite.
  ...routing
    .filter(({ status }) => status < 400)
    .map(({ method, path, accept, contentTypeSent }) =>
      kindOf({ method, path, accept: accept ?? undefined, contentType: contentTypeSent ?? undefined }),
    ),
]
