import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { readRoutes } from './openapi.ts'
import { UNPROVEN } from './unproven.ts'

/** What tells one kind of request from another, as it was sent. */
export interface SentRequest {
  readonly method: string
  /** From `/api/v1` on, with its query. */
  readonly path: string
  /** Without one the client takes anything. */
  readonly accept?: string | null | undefined
  readonly contentType?: string | null | undefined
}

/** The generations of servers: before 2.0, and from 2.0 on. */
export type Generation = 1 | 2

const RECORDED: Readonly<Record<Generation, string>> = { 1: '1.0.3', 2: '2.0.0-SNAPSHOT' }

// Literal routes win over `{…}`, as on a server.
const ROUTES: readonly (readonly string[])[] = [
  ...new Set(Object.values(RECORDED).flatMap((version) => readRoutes(version).map(({ path }) => path))),
].map((path) => path.split('/'))

/**
 * The kind of a request, in one line: `GET /api/v1/{tenant}/flows/search?page&size, Accept: …`. What differs between two
 * runs (names, hosts, page numbers, the boundary of a form) is not in it.
 */
export const kindOf = ({ method, path, accept, contentType }: SentRequest): string => {
  const { pathname, searchParams } = new URL(path, 'http://server')
  const names = [...new Set(searchParams.keys())].toSorted().join('&')
  const type = contentType ? `, Content-Type: ${contentType.split(';')[0]?.trim()}` : ''
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
      response: z.looseObject({ status: z.int() }),
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

const proven = new Map<Generation, ReadonlySet<string>>()

// Method, Accept or Content-Type not allowed: the server has no such route.
const NO_SUCH_ROUTE: readonly number[] = [405, 406, 415]

/**
 * Every kind of request that a real server of that generation has taken, whatever it answered: that it has no such route proves
 * the opposite. Of the routing rows those that it carried out: another `Accept` can lead to another route, which says 404.
 */
export const provenKinds = (generation: Generation): ReadonlySet<string> => {
  const known = proven.get(generation) ?? new Set(recordingsOf(generation).flatMap(kindsOf))
  proven.set(generation, known)
  return known
}

/** The kinds among `sent` that no recording of that generation holds, sorted, without those that `UNPROVEN` excuses. */
export const unprovenKinds = (sent: readonly SentRequest[], generation: Generation): readonly string[] =>
  [...new Set(sent.map(kindOf))]
    .filter((kind) => !provenKinds(generation).has(kind) && UNPROVEN[generation][kind] === undefined)
    .toSorted()

const recordingsOf = (generation: Generation): readonly z.infer<typeof Recorded>[] => {
  const folder = join(import.meta.dirname, '..', 'recordings')
  return globSync(`*${RECORDED[generation]}.json`, { cwd: folder }).map((name) =>
    Recorded.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))),
  )
}

const kindsOf = ({ steps, routing }: z.infer<typeof Recorded>): readonly string[] => [
  ...steps
    .filter(({ response }) => !NO_SUCH_ROUTE.includes(response.status))
    .map(({ request: { method, path, headers, contentType, parts } }) =>
      kindOf({
        method,
        path,
        accept: headers['accept'],
        contentType: headers['content-type'] ?? contentType ?? (parts && 'multipart/form-data'),
      }),
    ),
  ...routing
    .filter(({ status }) => status < 400)
    .map(({ method, path, accept, contentTypeSent }) => kindOf({ method, path, accept, contentType: contentTypeSent })),
]
