import { UserError } from '../problem/user-error.ts'
import { parseErrorTexts } from './error-texts.ts'
import { notAnApi } from './http/explain-connection.ts'
import type { HttpAnswer } from './http/http-message.ts'
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
  const said = texts.length > 0 ? ` The server says: ${ended(texts.join('; '))}` : ''
  const where = `at ${server}, tenant "${tenant}"`
  switch (answer.status) {
    case 401:
      return new UserError('unauthorized', `Cannot ${what} ${where}: ${UNAUTHORIZED[credentials]}`)
    case 403:
      return new UserError(
        'forbidden',
        `Cannot ${what} ${where}: these credentials have no permission for it (403).${said} Give the account the permissions for flows, namespace files, the key-value store and, where you deploy some, dashboards of this tenant.`,
      )
    case 400:
      return badRequest(said, `Cannot ${what} ${where} (400).${said}`)
    case 404:
      return new UserError(
        'not-found',
        `Cannot ${what} ${where}: not found (404).${said} Check "server" (with the path of a proxy, without "/api" or "/ui") and "tenant".`,
      )
    case 413:
      return new UserError(
        'too-large',
        `Cannot ${what} ${where}: too large for the server or a proxy in front of it (413).${said}`,
      )
    case 429:
      return new UserError(
        'server-refused',
        `Cannot ${what} ${where}: too many requests (429).${said} The server, or a proxy in front of it, limits their rate, and goes on doing so; wait, and run again.`,
      )
    default:
      return new UserError(
        answer.status >= 500 ? 'server-error' : 'server-refused',
        `Cannot ${what} ${where} (${answer.status}).${said}${answer.status >= 500 ? ` ${SERVER_FAULT}` : ''}`,
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

const badRequest = (said: string, text: string): UserError =>
  /tenant/i.test(said)
    ? new UserError('wrong-tenant', `${text} Check "tenant": open-source servers know only "main".`)
    : new UserError('server-refused', text)

const NOT_READY: ReadonlySet<number> = new Set([502, 503, 504])

/** Whatever its type: it is a gateway's answer rather than Kestra's. */
const notReady = ({ status }: HttpAnswer, what: string, server: string): UserError =>
  new UserError(
    'server-error',
    `Cannot ${what} at ${server}: the server is not ready, or a proxy in front of it cannot reach it (${status}). It may be starting, or overloaded; look at Kestra and at the proxy, and run again.`,
  )
