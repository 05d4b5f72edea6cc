import * as z from 'zod'
import { UserError } from '../finding/user-error.ts'
import { findSecrets } from '../secrets/find-secrets.ts'
import { replaceSpans } from '../secrets/hide-secrets.ts'
import { parseJson } from '../text/json.ts'
import type { HttpAnswer } from './http/exchange.ts'
import { notAnApi } from './http/explain-connection.ts'
import type { Target } from './server.ts'

/**
 * An answer that is not the one hoped for, as one sentence: what was asked, the status, the probable cause, what to do.
 * `what` completes "Cannot …", e.g. `read the flows`.
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
        `Cannot ${what} ${where}: too many requests (429).${serverSays} The server, or a proxy in front of it, limits their rate, and goes on doing so; wait, and run again.`,
      )
    default:
      return new UserError(
        answer.status >= 500 ? 'server-error' : 'server-refused',
        `Cannot ${what} ${where} (${answer.status}).${serverSays}${answer.status >= 500 ? ` ${SERVER_FAULT}` : ''}`,
      )
  }
}

const FROM_SECRETS = 'On GitHub they come from secrets, which pull requests from forks do not get.'

/** By what was given. */
const UNAUTHORIZED: Readonly<Record<Target['credentials'], string>> = {
  none: `the server asks who this is, and no user name with a password, and no token, was given (401). Set "username" and "password" (on a terminal KESTRA_USERNAME and KESTRA_PASSWORD), or "token" (KESTRA_TOKEN) on Enterprise. ${FROM_SECRETS}`,
  basic: `the given user name or password is wrong (401). Check "username" and "password" (on a terminal KESTRA_USERNAME and KESTRA_PASSWORD). ${FROM_SECRETS}`,
  token: `the token that was given is not valid (401): it is wrong, or has expired, or the server is an open-source one, which knows no tokens. Check "token" (on a terminal KESTRA_TOKEN), or set "username" and "password". ${FROM_SECRETS}`,
}

const SERVER_FAULT = 'The fault is on the server: its log has the cause.'

/** A server ends some of its sentences, and others not. */
const ended = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`)

const badRequest = (serverSays: string, text: string): UserError =>
  /tenant/i.test(serverSays)
    ? new UserError('wrong-tenant', `${text} Check "tenant": open-source servers know only "main".`)
    : new UserError('server-refused', text)

const NOT_READY: ReadonlySet<number> = new Set([502, 503, 504])

/** Whatever its type: it is a gateway's answer rather than Kestra's. */
const notReady = ({ status }: HttpAnswer, what: string, server: string): UserError =>
  new UserError(
    'server-error',
    `Cannot ${what} at ${server}: the server is not ready, or a proxy in front of it cannot reach it (${status}). It may be starting, or overloaded; look at Kestra and at the proxy, and run again.`,
  )

const textOf = z.string().nullish()

const problemDocument = z.looseObject({
  detail: textOf,
  title: textOf,
  errors: z.array(z.looseObject({ detail: textOf })).nullish(),
})

const hateoasError = z.looseObject({
  message: textOf,
  _embedded: z.looseObject({ errors: z.array(z.looseObject({ message: textOf, path: textOf })).nullish() }).nullish(),
})

/** Nobody reads more. Who shows it hides secrets first and then cuts it shorter, so that no secret is cut before it is hidden. */
const MAX_TEXT_CHARACTERS = 20_000

/**
 * The server's own words in an error answer, of either generation: RFC 9457 documents (2.0.0 and later) or Micronaut's
 * HATEOAS errors (before), read in the order of docs/internals/facts/kestra.md, "Error bodies". Never HTML. Empty when there are none.
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

/** Whom it belongs to cannot be told here: what looks like a credential is not repeated at all. */
const withoutCredentials = (text: string): string => replaceSpans(text, findSecrets(text), 'hidden')

const clip = (text: string): string =>
  text.length > MAX_TEXT_CHARACTERS ? `${text.slice(0, MAX_TEXT_CHARACTERS)} …` : text
