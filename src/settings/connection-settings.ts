import type { Credentials } from '../kestra/http/http.ts'
import type { SettingsReader } from './inputs/raw-settings.ts'

/** The base URL without a trailing slash. Removes `/ui…` and `/api/v1…`, which people paste from the address bar. */
export const parseServer = (text: string | undefined, problems: string[]): string | undefined => {
  if (text === undefined) return undefined
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) {
    problems.push(
      '"server" must be an address that begins with https:// (or http://), e.g. https://kestra.example.com.',
    )
    return undefined
  }
  if (url.username !== '' || url.password !== '') {
    problems.push(
      '"server" must not contain a user name or password, because logs show the address. Use "username" and "password".',
    )
  }
  const path = url.pathname.replace(/\/(?:ui|api\/v1)(?:\/.*)?$/, '').replace(/\/+$/, '')
  return `${url.origin}${path}`
}

/** Parses a user name with a password, or a token, or neither. Adds a problem for both, and for a password without a user name. */
export const parseCredentials = (read: SettingsReader, problems: string[]): Credentials => {
  const [username, password, token] = [read.text('username'), read.text('password'), read.text('token')]
  if (token !== undefined && password !== undefined)
    problems.push('Give either "token" or "username" and "password", not both.')
  if (token !== undefined) return { kind: 'token', token }
  if (username !== undefined && password !== undefined) return { kind: 'basic', username, password }
  if (password !== undefined)
    problems.push('"password" is set but "username" is not. Also set "username" (on a terminal KESTRA_USERNAME).')
  return { kind: 'none' }
}

/**
 * Parses lines of the form `Name: value`. A problem does not repeat the line, which may hold a secret. A line without a value has a
 * missing secret, as in a run of a fork. Without credentials these lines are ignored, because the run does not ask the server.
 */
export const parseHeaders = (
  lines: readonly string[],
  problems: string[],
  credentials: Credentials,
): Record<string, string> => {
  const headers = new Map<string, string>()
  for (const line of lines) {
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*(\S.*)?$/.exec(line) ?? []
    if (name !== undefined && value === undefined && credentials.kind === 'none') continue
    if (name === undefined || value === undefined) {
      problems.push('"header" must be "Name: value", one per line; one line has no colon or no value.')
    } else {
      headers.set(name.toLowerCase(), value)
    }
  }
  return Object.fromEntries(headers)
}

/** A warning if credentials would cross the network unencrypted; empty for https and for loopback addresses. */
export const plainHttpNotices = ({
  server,
  credentials,
  headers,
}: {
  readonly server: string | undefined
  readonly credentials: Credentials
  readonly headers: Readonly<Record<string, string>>
}): readonly string[] => {
  if (server === undefined) return []
  const { protocol, hostname } = new URL(server)
  const hasSecrets = credentials.kind !== 'none' || Object.keys(headers).length > 0
  if (protocol !== 'http:' || !hasSecrets || LOOPBACK.test(hostname)) return []
  return [
    '"server" begins with http://: the credentials and every flow go over the network as plain text, and anyone on the network path can read and change them. Use https://.',
  ]
}

const LOOPBACK = /^(?:localhost|.+\.localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
