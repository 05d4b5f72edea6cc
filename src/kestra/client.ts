import * as z from 'zod'
import { isUserError, messageOf } from '../finding/user-error.ts'
import { parseJson } from '../text/json.ts'
import { explainAnswer } from './explain-failure.ts'
import type { HttpAnswer, HttpRequest } from './http/exchange.ts'
import { archiveTooLarge, notAnApi } from './http/explain-connection.ts'
import type { Http } from './http/http.ts'
import type { Page } from './read-pages.ts'
import type { ServerInfo, Target } from './server.ts'
import { parseZipDirectory, unpack } from './unzip.ts'

/**
 * The connection to one Kestra server and tenant. Functions that take a client throw `UserError` when a request fails.
 */
export interface KestraClient {
  readonly http: Http
  readonly target: Target
  readonly info: ServerInfo
  /** `/api/v1/main`, or `/api/v1` before 0.23 (docs/internals/facts/kestra.md, "Tenant in the path"). */
  readonly base: string
  /**
   * The server's clock when the run connected, in milliseconds since 1970, to the second; `undefined` where the server
   * sends no time.
   */
  readonly serverTime: number | undefined
}

/**
 * True when Kestra confirms a write, with JSON or an empty body (docs/internals/facts/kestra.md, "Writing files"). A
 * 200 with any other body came from a proxy.
 */
export const isTaken = ({ status, contentType, body }: HttpAnswer): boolean =>
  status >= 200 && status < 300 && (body.length === 0 || (contentType.includes('json') && isJson(body)))

const isJson = (body: Buffer): boolean => parseJson(body.toString('utf8')) !== undefined

/**
 * The checked JSON of a successful answer; otherwise throws the `UserError` that explains it. `what` completes "Cannot
 * …".
 */
export const parseAnswer = <T>(
  answer: HttpAnswer,
  schema: z.ZodType<T>,
  { what, target }: { readonly what: string; readonly target: Target },
): T => {
  if (answer.status < 200 || answer.status >= 300) throw explainAnswer(answer, what, target)
  if (!answer.contentType.includes('json')) throw notAnApi(target.server, answer.contentType || 'no content type')
  const json = parseJson(answer.body.toString('utf8'))
  if (json === undefined) throw notAnApi(target.server, `JSON that is cut off or broken while trying to ${what}`)
  const parsed = schema.safeParse(json)
  if (!parsed.success) throw notAnApi(target.server, `unexpected JSON while trying to ${what}`)
  return parsed.data
}

/** A request for JSON, GET by default; `what` completes "Cannot …". */
interface JsonRequest<T> extends Omit<HttpRequest, 'method'>, Partial<Pick<HttpRequest, 'method'>> {
  readonly schema: z.ZodType<T>
  readonly what: string
}

/** The checked JSON at a path. Throws as `parseAnswer`. */
export const readJson = async <T>(client: KestraClient, { schema, what, ...request }: JsonRequest<T>): Promise<T> =>
  parseAnswer(await client.http.send({ method: 'GET', ...request }), schema, { what, target: client.target })

/** As `readJson`, but `undefined` for 404. */
export const findJson = async <T>(
  client: KestraClient,
  { schema, what, ...request }: JsonRequest<T>,
): Promise<T | undefined> => {
  const answer = await client.http.send({ method: 'GET', ...request })
  return answer.status === 404 ? undefined : parseAnswer(answer, schema, { what, target: client.target })
}

/** One page of a list of `item`; `what` completes "Cannot …". Throws as `parseAnswer`. */
export const readPage = <T>(
  client: KestraClient,
  { item, ...request }: { readonly item: z.ZodType<T>; readonly path: string; readonly what: string },
): Promise<Page<T>> => readJson(client, { ...request, schema: pageOf(item) })

/** A page in the form that every list of the API has. */
export const pageOf = <T>(item: z.ZodType<T>) => z.looseObject({ results: z.array(item), total: z.number() })

/** The largest archive or file that is read from a server, and the largest unpacked content of an archive. */
export const MAX_ARCHIVE_BYTES = 256 * 1024 * 1024
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024

/**
 * Calls `take` for each file of a zip archive, unpacking one file at a time, and returns the results in order. Length
 * and checksum of every file are verified, so a truncated file never counts as the server's state. Throws the
 * `UserError` that explains what is wrong.
 */
export const unpackEach = <T>(
  { body }: HttpAnswer,
  { server }: Target,
  take: (name: string, content: Uint8Array) => T,
): readonly T[] => {
  try {
    const entries = parseZipDirectory(body)
    const size = entries.reduce((sum, entry) => sum + entry.size, 0)
    if (size > MAX_UNPACKED_BYTES) throw archiveTooLarge(server, MAX_UNPACKED_BYTES)
    return entries.map((entry) => take(entry.name, unpack(body, entry)))
  } catch (error) {
    if (isUserError(error)) throw error
    throw notAnApi(server, `a zip archive that is cut off or broken (${messageOf(error)})`, { cause: error })
  }
}

/** A query string of `name=value` pairs with encoded values. Encodes the brackets in the names of filters. */
export const queryOf = (pairs: readonly string[]): string => pairs.join('&').replace(/[[\]]/g, encodeURIComponent)

/** More namespaces make the address too long for some proxies. */
const MOST_NAMESPACES = 40

/** The list filter for these namespaces. Empty for more than 40: the list then covers the whole tenant. */
export const namespacesFilter = (namespaces: ReadonlySet<string>): readonly string[] =>
  namespaces.size > MOST_NAMESPACES
    ? []
    : [`filters[namespace][IN]=${[...namespaces].map(encodeURIComponent).join(',')}`]

/** Reads run at most 8 at a time: enough to hide latency, few enough for a small server. */
const READ_LIMIT = 8

/**
 * Maps items in order, with at most 8 calls under way. After a failure no further call begins, and the failure is
 * thrown once the pending calls have ended. So a wrong password is sent at most 8 times, not once per namespace.
 */
export const concurrently = async <T, R>(items: readonly T[], read: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = new Array(items.length)
  let next = 0
  let hasFailed = false
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length && !hasFailed; index = next++) {
      const item = items[index]
      try {
        if (item !== undefined) results[index] = await read(item)
      } catch (error) {
        hasFailed = true
        throw error
      }
    }
  }
  const outcomes = await Promise.allSettled(Array.from({ length: Math.min(READ_LIMIT, items.length) }, worker))
  const failed = outcomes.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return results
}
