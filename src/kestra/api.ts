import type * as z from 'zod'
import { parseJson } from '../text/parse-json.ts'
import { explainAnswer, notAnApi } from './explain-failure.ts'
import type { Http } from './http.ts'
import type { HttpAnswer } from './http-message.ts'
import type { ServerInfo, Target } from './live.ts'
import { readZip } from './unzip.ts'

/** What every group of calls needs: the connection, where it goes, and the path of the tenant's resources. */
export interface Api {
  readonly http: Http
  readonly target: Target
  readonly info: ServerInfo
  /** `/api/v1/main`, or `/api/v1` before 0.23 (kestra-api.md section 1.1). */
  readonly base: string
}

/** The JSON of a successful answer, checked; otherwise throws the `UserError` that explains it. */
export const readJson = <T>(
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

/** The files of a zip archive that the server answered with; a broken one throws the `UserError` that explains it. */
export const readArchive = ({ body }: HttpAnswer, { server }: Target): ReadonlyMap<string, Uint8Array> => {
  try {
    return readZip(body)
  } catch (error) {
    throw notAnApi(server, 'a zip archive that is cut off or broken', { cause: error })
  }
}

/** A value of a query, percent-encoded. */
export const queryValue = (text: string): string => encodeURIComponent(text)
