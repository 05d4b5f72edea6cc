import { UserError } from '../problem/user-error.ts'
import { parseErrorTexts } from './error-texts.ts'
import { errorCode, type HttpAnswer, type HttpRequest, isTimeout } from './http-message.ts'
import type { Target } from './live.ts'

const CONNECTION_ERRORS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at that address. Is the server running, and are host and port right?',
  ENOTFOUND: 'the host name is not known. Check "server" for a typing error, or the runner\'s DNS.',
  EAI_AGAIN: "the host name could not be looked up. Check the runner's network and DNS.",
  UND_ERR_CONNECT_TIMEOUT:
    'no connection within 10 s. A firewall may keep this runner out; a self-hosted runner inside the network would reach it.',
  ECONNRESET: 'the connection was cut. A proxy or the server closed it; try again.',
  UND_ERR_SOCKET: 'the connection was cut. A proxy or the server closed it; try again.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed. Give the certificate authority with "ca-cert".',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from a private authority. Give that authority with "ca-cert".',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate cannot be verified. Give the certificate authority with "ca-cert".',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'its certificate cannot be verified. Give the certificate authority with "ca-cert".',
  CERT_HAS_EXPIRED: 'its certificate has expired. Renew it on the server.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name. Check "server".',
  EPROTO: 'the TLS handshake failed. Does the server speak https on that port?',
}

/** A connection that gave no answer, as one sentence with the probable cause. */
export const explainConnectionError = (
  error: unknown,
  {
    server,
    timeoutSeconds,
    call,
  }: { readonly server: string; readonly timeoutSeconds: number; readonly call: HttpRequest },
): UserError => {
  const code = errorCode(error)
  const isSlow = isTimeout(error)
  const cause = isSlow
    ? `no answer within ${timeoutSeconds} s (${call.method} ${call.path.split('?')[0]}). Raise "timeout" if the server is only slow.`
    : (CONNECTION_ERRORS[code] ?? `${error instanceof Error ? error.message : 'unknown fault'}.`)
  return new UserError(isSlow ? 'server-timeout' : 'server-unreachable', `Cannot reach Kestra at ${server}: ${cause}`, {
    cause: error,
  })
}

/** A server that answered before and then not for 30 s: the one error of all calls from then on. */
export const explainGone = (server: string): UserError =>
  new UserError(
    'server-gone',
    `Kestra at ${server} stopped answering: nothing came back for half a minute, so no further call was tried. Look at the server and what is in front of it, then run again.`,
  )

/** An answer that would not end. */
export const answerTooLarge = (
  server: string,
  { method, path }: Pick<HttpRequest, 'method' | 'path'>,
  maxBytes: number,
): UserError =>
  new UserError(
    'answer-too-large',
    `Kestra at ${server} answered with more than ${Math.floor(maxBytes / 1_000_000)} MB (${method} ${path.split('?')[0]}), and the rest was not read. Is it Kestra that answers there?`,
  )

/** An archive that would fill the memory. */
export const archiveTooLarge = (server: string, maxBytes: number): UserError =>
  new UserError(
    'answer-too-large',
    `Kestra at ${server} answered with a zip archive of more than ${Math.floor(maxBytes / 1_000_000)} MB unpacked, and it was not unpacked. Keep large data out of the namespace files.`,
  )

/** Redirects are never followed: credentials must not go where the user did not send them. */
export const explainRedirect = (server: string, location = ''): UserError => {
  const to = URL.canParse(location, server) ? new URL(location, server).origin : 'another address'
  return new UserError(
    'server-redirects',
    `Kestra at ${server} redirects to ${to}, and redirects are not followed because they would carry the password along. Set "server" to the final address; a login page of a proxy needs "header" instead.`,
  )
}

/**
 * An answer that is not the one hoped for, as one sentence: what was asked, the status, the probable cause, what to do.
 * `what` completes "Cannot …", e.g. `read the flows`.
 */
export const explainAnswer = (answer: HttpAnswer, what: string, { server, tenant }: Target): UserError => {
  if (answer.contentType.includes('text/html')) return notAnApi(server, `an HTML page (status ${answer.status})`)
  const texts = parseErrorTexts(answer.contentType, answer.body.toString('utf8'))
  const said = texts.length > 0 ? ` The server says: ${texts.join('; ')}` : ''
  const where = `at ${server}, tenant "${tenant}"`
  switch (answer.status) {
    case 401:
      return new UserError(
        'unauthorized',
        `Cannot ${what} ${where}: user name or password is wrong, or none was given (401). Check "username" and "password" (on a terminal KESTRA_USERNAME and KESTRA_PASSWORD), or "token" on Enterprise. On GitHub they come from secrets, which pull requests from forks do not get.`,
      )
    case 403:
      return new UserError(
        'forbidden',
        `Cannot ${what} ${where}: these credentials have no permission for it (403).${said} Give the account the permissions for flows, namespace files and the key-value store of this tenant.`,
      )
    case 400:
      return /tenant/i.test(said)
        ? new UserError(
            'wrong-tenant',
            `Cannot ${what} ${where} (400).${said} Check "tenant": open-source servers know only "main".`,
          )
        : new UserError('server-refused', `Cannot ${what} ${where} (400).${said}`)
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
    default:
      return new UserError(
        answer.status >= 500 ? 'server-error' : 'server-refused',
        `Cannot ${what} ${where} (${answer.status}).${said}`,
      )
  }
}

/** An answer that did not come from Kestra's API: a login page, another program, a wrong path. */
export const notAnApi = (server: string, got: string, options?: ErrorOptions): UserError =>
  new UserError(
    'not-an-api-answer',
    `${server} did not answer as a Kestra API but with ${got}. Check "server": it is the address of the UI without "/ui", with the path of a proxy if there is one. A login page in front needs "header".`,
    options,
  )
