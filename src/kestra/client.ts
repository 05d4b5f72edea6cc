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

/** One Kestra server and tenant: the connection, where it goes, and the path of the tenant's resources. What is asked of it throws `UserError` when that fails. */
export interface KestraClient {
  readonly http: Http
  readonly target: Target
  readonly info: ServerInfo
  /** `/api/v1/main`, or `/api/v1` before 0.23 (docs/internals/facts/kestra.md, "Tenant in the path"). */
  readonly base: string
  /** Its clock when it was connected to, in milliseconds since 1970, to the second; `undefined` where it does not tell. */
  readonly serverTime: number | undefined
}

/**
 * True when the server says that it took a write: with JSON, or with nothing (docs/internals/facts/kestra.md, "Writing files"). A 200 of anything
 * else came from something in front of it.
 */
export const isTaken = ({ status, contentType, body }: HttpAnswer): boolean =>
  status >= 200 && status < 300 && (body.length === 0 || (contentType.includes('json') && isJson(body)))

const isJson = (body: Buffer): boolean => parseJson(body.toString('utf8')) !== undefined

/** The JSON of a successful answer, checked; otherwise throws the `UserError` that explains it. */
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

/** JSON that is asked for, with GET unless another method is told; `what` completes "Cannot …". */
interface JsonRequest<T> extends Omit<HttpRequest, 'method'>, Partial<Pick<HttpRequest, 'method'>> {
  readonly schema: z.ZodType<T>
  readonly what: string
}

/** What the server answers at a path. Throws as `parseAnswer`. */
export const readJson = async <T>(client: KestraClient, { schema, what, ...request }: JsonRequest<T>): Promise<T> =>
  parseAnswer(await client.http.send({ method: 'GET', ...request }), schema, { what, target: client.target })

/** `readJson`, and `undefined` where there is nothing (404). */
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

/** A page as every list of the API answers it. */
export const pageOf = <T>(item: z.ZodType<T>) => z.looseObject({ results: z.array(item), total: z.number() })

/** The longest archive or file that is taken from a server, and what all entries of an archive may hold unpacked. */
export const MAX_ARCHIVE_BYTES = 256 * 1024 * 1024
const MAX_UNPACKED_BYTES = 512 * 1024 * 1024

/**
 * What `take` makes of each file of a zip archive that the server answered with: one is unpacked after the other. Each has the length
 * and the checksum that the archive tells: a part of a file must never pass for the server's state. Throws the `UserError` that explains what is wrong.
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

/** A query of `name=value` pairs, of which the values are encoded; the names of filters have brackets. */
export const queryOf = (pairs: readonly string[]): string => pairs.join('&').replace(/[[\]]/g, encodeURIComponent)

/** With more the address becomes too long for some proxies. */
const MOST_NAMESPACES = 40

/** The filter of a list for what lies in these namespaces; none of more than 40: then what the whole tenant has is asked for. */
export const namespacesFilter = (namespaces: ReadonlySet<string>): readonly string[] =>
  namespaces.size > MOST_NAMESPACES
    ? []
    : [`filters[namespace][IN]=${[...namespaces].map(encodeURIComponent).join(',')}`]

/** Reads run at most 8 at a time: enough to hide latency, few enough for a small server. */
const READ_LIMIT = 8

/**
 * Maps in order with at most 8 calls under way. After a failure no further call is begun, and it is thrown when those under way have
 * ended: one wrong password is asked about 8 times at most, not once per namespace.
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
  const settled = await Promise.allSettled(Array.from({ length: Math.min(READ_LIMIT, items.length) }, worker))
  const failed = settled.find((outcome) => outcome.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return results
}
