import { UserError } from '../../finding/user-error.ts'
import { errorCode, type HttpRequest, TOTAL_TIMEOUT } from './exchange.ts'

const NO_ROUTE =
  'there is no network route to that address from here. Is this machine in the network of the server, or its VPN?'
const CUT = 'the connection was cut. A proxy or the server closed it; try again.'
const UNVERIFIED = 'its certificate cannot be verified. Give the certificate authority with "ca-cert".'
const HANDSHAKE =
  'the TLS handshake failed. Do client and server share a TLS version? Does the server require a client certificate?'

/** The cause and what to do, by error code. docs/troubleshooting.md has an entry for each. */
export const CONNECTION_ERRORS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at that address. Is the server running, and are host and port right?',
  ENOTFOUND: 'the host name is not known. Check "server" for a typing error, or the DNS of this machine.',
  EAI_AGAIN: 'the host name could not be looked up. Check the network and DNS of this machine.',
  ENETUNREACH: NO_ROUTE,
  EHOSTUNREACH: NO_ROUTE,
  ENETDOWN: NO_ROUTE,
  EADDRNOTAVAIL: NO_ROUTE,
  UND_ERR_CONNECT_TIMEOUT:
    'no connection within 10 s. A firewall may keep this machine out; a self-hosted runner inside the network would reach it.',
  ETIMEDOUT:
    'the connection was lost on the way. A firewall may keep this machine out, or the network is down; try again.',
  ECONNRESET: CUT,
  EPIPE: CUT,
  UND_ERR_SOCKET: CUT,
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is self-signed. Give the certificate authority with "ca-cert".',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate comes from a private authority. Give that authority with "ca-cert".',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNVERIFIED,
  UNABLE_TO_GET_ISSUER_CERT: UNVERIFIED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNVERIFIED,
  CERT_HAS_EXPIRED: 'its certificate has expired. Renew it on the server.',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet. Check the clock of this machine and of the server.',
  CERT_REVOKED: 'its certificate was revoked. Renew it on the server.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name. Check "server".',
  ERR_SSL_WRONG_VERSION_NUMBER:
    'that port does not speak https. Begin "server" with http:// if that is intended, or give the port of https.',
  EPROTO: HANDSHAKE,
  HTTPParserError: 'that port does not speak HTTP. Check the port, and whether it needs https://.',
}

export interface FailedCall {
  readonly server: string
  readonly timeoutSeconds: number
  readonly call: HttpRequest
  /** True when this server has answered any call of this run. */
  readonly hasAnswered: boolean
}

/** A connection without an answer, as one sentence with the probable cause and what to do. */
export const explainConnectionError = (error: unknown, failed: FailedCall): UserError => {
  const { server, timeoutSeconds, call } = failed
  if (errorCode(error) === TOTAL_TIMEOUT) {
    const asked = `${call.method} ${call.path.split('?')[0]}`
    const text = `Cannot reach Kestra at ${server}: no answer within ${timeoutSeconds} s (${asked}). Raise "timeout" if the server is only slow.`
    return new UserError('server-timeout', text, { cause: error })
  }
  const cause = proxyCause(error, server) ?? causeOf(error, failed)
  return new UserError('server-unreachable', `Cannot reach Kestra at ${server}: ${cause}`, { cause: error })
}

const causeOf = (error: unknown, { server, hasAnswered }: FailedCall): string => {
  const code = errorCode(error) || (error instanceof Error ? error.name : 'unknown')
  const known = CONNECTION_ERRORS[code] ?? (code.startsWith('ERR_SSL_') ? HANDSHAKE : undefined)
  if (known === undefined)
    return `the connection failed (${code}). Check "server" and what is between it and this machine.`
  if (known !== CUT || hasAnswered) return known
  return server.startsWith('http:')
    ? `${known} If that port speaks https, begin "server" with https://.`
    : `${known} Or does the server require a client certificate? This tool cannot send one.`
}

/**
 * The cause when the environment's proxy failed: it refused, or the error names another host or port than the server's.
 */
const proxyCause = (error: unknown, server: string): string | undefined => {
  const refused = /Proxy (?:response|Authentication Required) \((\d{3})\)/.exec(String(error))?.[1]
  if (refused !== undefined)
    return `the proxy of HTTP_PROXY or HTTPS_PROXY refuses the connection (${refused}). It may require a user name and password in its address, or not allow that host; name the server in NO_PROXY if no proxy is needed.`
  if (!(error instanceof Error)) return undefined
  const { hostname, port, protocol } = new URL(server)
  const isOtherHost = 'hostname' in error && error.hostname !== hostname
  const isOtherPort = 'port' in error && String(error.port) !== (port || DEFAULT_PORTS[protocol])
  if (!isOtherHost && !isOtherPort) return undefined
  return `the proxy of HTTP_PROXY or HTTPS_PROXY cannot be reached (${errorCode(error)}). Check these variables, or name the server in NO_PROXY.`
}

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

/** The error of all calls once a server that answered before has been silent for 30 s. */
export const explainUnavailable = (server: string): UserError =>
  new UserError(
    'server-gone',
    `Kestra at ${server} stopped answering: nothing came back for half a minute, so no further call was tried. Look at the server and what is in front of it, then run again.`,
  )

/** The error for an archive that would fill the memory. */
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

/** The error for an answer that does not come from Kestra's API: a login page, another program, a wrong path. */
export const notAnApi = (server: string, got: string, options?: ErrorOptions): UserError =>
  new UserError(
    'not-an-api-answer',
    `${server} did not answer as a Kestra API but with ${got}. Check "server": it is the address of the UI without "/ui", with the path of a proxy if there is one. A login page in front needs "header".`,
    options,
  )
