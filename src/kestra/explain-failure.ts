import * as z from 'zod'
import { UserError } from '../finding/user-error.ts'
import { findSecrets } from '../secrets/find-secrets.ts'
import { replaceSpans } from '../secrets/hide-secrets.ts'
import { parseJson } from '../text/json.ts'
import type { HttpAnswer } from './http/exchange.ts'
import { notAnApi } from './http/explain-connection.ts'
import type { Target } from './server.ts'

/**
 * Explains an unsuccessful answer in one sentence: the request, the status, the probable cause, what to do. `what`
 * completes "Cannot …", e.g. `read the flows`.
 */
export const explainAnswer = (answer: HttpAnswer, what: string, { server, tenant, credentials }: Target): UserError => {
  if (NOT_READY.has(answer.status)) return notReady(answer, what, server)
  if (answer.status < 300)
    return notAnApi(server, `${answer.contentType || 'no content type'} (status ${answer.status})`)
  const texts = parseErrorTexts(answer.contentType, answer.body.toString('utf8'))
  const serverSays = texts.length > 0 ? ` The server says: ${ended(texts.join('; '))}` : ''
  const where = `at ${server}, tenant "${tenant}"`
  switch (answer.status) {
    case 401:
      return new UserError('unauthorized', `Cannot ${what} ${where}: ${UNAUTHORIZED[credentials]}`)
    case 403:
      return new UserError(
        'forbidden',
        `Cannot ${what} ${where}: these credentials have no permission for it (403).${serverSays} Give the account the permissions for flows, namespace files, the key-value store and, where you deploy some, dashboards of this tenant.`,
      )
    case 400:
      return badRequest(serverSays, `Cannot ${what} ${where} (400).${serverSays}`)
    case 404:
      return new UserError(
        'not-found',
        `Cannot ${what} ${where}: not found (404).${serverSays} Check "server" (with the path of a proxy, without "/api" or "/ui") and "tenant".`,
      )
    case 405:
      return new UserError('unsupported', `Cannot ${what} ${where}: the server does not offer this (405).${serverSays}`)
    case 413:
      return new UserError(
        'too-large',
        `Cannot ${what} ${where}: too large for the server or a proxy in front of it (413).${serverSays}`,
      )
    case 429:
      return new UserError(
        'server-refused',
        `Cannot ${what} ${where}: too many requests (429).${serverSays} The server, or a proxy in front of it, still limits the rate of requests; wait, and run again.`,
      )
    default:
      return new UserError(
        answer.status >= 500 ? 'server-error' : 'server-refused',
        `Cannot ${what} ${where} (${answer.status}).${serverSays}${answer.status >= 500 ? ` ${SERVER_FAULT}` : ''}`,
      )
  }
}

const FROM_SECRETS = 'On GitHub they come from secrets, which pull requests from forks do not get.'

/** By the kind of credentials that the run has. */
const UNAUTHORIZED: Readonly<Record<Target['credentials'], string>> = {
  none: `the server requires credentials, and the run has neither user name and password nor a token (401). Set "username" and "password" (on a terminal KESTRA_USERNAME and KESTRA_PASSWORD), or "token" (KESTRA_TOKEN) on Enterprise. ${FROM_SECRETS}`,
  basic: `the given user name or password is wrong (401). Check "username" and "password" (on a terminal KESTRA_USERNAME and KESTRA_PASSWORD). ${FROM_SECRETS}`,
  token: `the given token is not valid (401): it is wrong or expired, or the server is open source and does not support tokens. Check "token" (on a terminal KESTRA_TOKEN), or set "username" and "password". ${FROM_SECRETS}`,
}

const SERVER_FAULT = 'The fault is on the server: its log has the cause.'

/** Adds the full stop that some server sentences lack. */
const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)

const badRequest = (serverSays: string, text: string): UserError =>
  /tenant/i.test(serverSays)
    ? new UserError('wrong-tenant', `${text} Check "tenant": open-source servers know only "main".`)
    : new UserError('server-refused', text)

const NOT_READY: ReadonlySet<number> = new Set([502, 503, 504])

/** A gateway's answer rather than Kestra's, so its body is ignored. */
const notReady = ({ status }: HttpAnswer, what: string, server: string): UserError =>
  new UserError(
    'server-error',
    `Cannot ${what} at ${server}: the server is not ready, or a proxy in front of it cannot reach it (${status}). It may be starting, or overloaded; look at Kestra and at the proxy, and run again.`,
  )

const optionalText = z.string().nullish()

const problemDocument = z.looseObject({
  detail: optionalText,
  title: optionalText,
  errors: z.array(z.looseObject({ detail: optionalText })).nullish(),
})

const hateoasError = z.looseObject({
  message: optionalText,
  _embedded: z
    .looseObject({ errors: z.array(z.looseObject({ message: optionalText, path: optionalText })).nullish() })
    .nullish(),
})

/**
 * Longer texts are of no use to a reader. Callers hide secrets before they cut further, so that no half secret stays
 * visible.
 */
const MAX_TEXT_CHARACTERS = 20_000

/**
 * The server's own sentences in an error answer; never HTML, empty when there are none. Reads RFC 9457 documents (2.0.0
 * and later) and Micronaut's HATEOAS errors (before), in the order of docs/internals/facts/kestra.md, "Error bodies".
 */
export const parseErrorTexts = (contentType: string, body: string): readonly string[] => {
  if (!contentType.includes('json'))
    return contentType.startsWith('text/plain') && body !== '' ? [clip(withoutCredentials(body))] : []
  const json = parseJson(body)
  const problem = problemDocument.safeParse(json)
  if (problem.success) {
    const details = (problem.data.errors ?? []).map(({ detail }) => detail)
    const texts = compact(details.length > 0 ? details : [problem.data.detail])
    if (texts.length > 0) return texts
  }
  const hateoas = hateoasError.safeParse(json)
  if (!hateoas.success) return []
  const message = compact([hateoas.data.message])
  if (message.length > 0) return message
  const embedded = compact((hateoas.data._embedded?.errors ?? []).map((error) => error.message))
  return embedded.length > 0 ? embedded : compact([problem.data?.title])
}

const compact = (texts: readonly (string | null | undefined)[]): string[] =>
  texts
    .filter((text): text is string => typeof text === 'string' && text.trim() !== '')
    .map((text) => clip(withoutCredentials(text.trim())))

/** The owner of a credential is not known here, so everything that looks like one is hidden. */
const withoutCredentials = (text: string): string => replaceSpans(text, findSecrets(text), 'hidden')

const clip = (text: string): string =>
  text.length > MAX_TEXT_CHARACTERS ? `${text.slice(0, MAX_TEXT_CHARACTERS)} …` : text
