import { parseHeaders } from './connection-settings.ts'
import { type RawSettings, settingsReader } from './inputs/raw-settings.ts'

const MIN_CREDENTIAL_LENGTH = 4
const MIN_VALUE_LENGTH = 8

/** The secret values of the settings, valid or not, and of the proxy variables. No output may contain them. */
export const secretsOf = (raw: RawSettings, env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  [...new Set([...secretsOfSettings(raw), ...secretsOfProxies(env)])].filter(
    ({ length }) => length >= MIN_CREDENTIAL_LENGTH,
  )

/**
 * Password, tokens, record key, the pair of basic authentication (docs/internals/facts/github.md, "Secrets in other forms"), and header
 * values. A header value counts from 8 characters, or from 4 if the header is named like a credential. Its parts also count, because a
 * server may repeat a cookie without its name. Shorter values are left out: `X-Org: 1` would hide every `1` of a log.
 */
const secretsOfSettings = (raw: RawSettings): readonly string[] => {
  const read = settingsReader(raw, [])
  const [username = '', password] = [read.text('username'), read.text('password')]
  const given = [read.text('token'), read.text('github-token'), read.text('record-key'), password].filter(
    (value) => value !== undefined,
  )
  const pair = password === undefined ? [] : [Buffer.from(`${username}:${password}`, 'utf8').toString('base64')]
  const headers = Object.entries(parseHeaders(read.list('header'), [], { kind: 'none' }))
  return [...given, ...pair, ...headers.flatMap(([name, value]) => secretsOfHeader(name, value))]
}

const CREDENTIAL_HEADER = /auth|token|secret|key|cookie|pass|credential|session|signature/i

const secretsOfHeader = (name: string, value: string): readonly string[] => {
  const least = CREDENTIAL_HEADER.test(name) ? MIN_CREDENTIAL_LENGTH : MIN_VALUE_LENGTH
  if (value.length < least) return []
  if (least === MIN_VALUE_LENGTH) return [value]
  const basic = /^basic\s+(\S+)$/i.exec(value)?.[1] ?? ''
  const pair = Buffer.from(basic, 'base64').toString('utf8')
  const parts = [...value.split(/[\s,;=]+/), pair.slice(pair.indexOf(':') + 1)]
  return [value, ...parts.filter(({ length }) => length >= MIN_VALUE_LENGTH)]
}

/** The variables that HTTP clients and git read. `no_proxy` holds credentials only by mistake. */
const PROXY_VARIABLE = /^(?:https?|all|ftp|no)_proxy$/i

/**
 * The password as written and decoded, a user name without a password (a token), and the pair as base64, as `Proxy-Authorization`
 * sends it. Addresses that do not parse also count: the run refuses them, and other output may repeat them.
 */
const secretsOfProxies = (env: Readonly<Record<string, string | undefined>>): readonly string[] => {
  const addresses = Object.entries(env).flatMap(([name, value = '']) =>
    PROXY_VARIABLE.test(name) ? value.split(/[\s,]+/) : [],
  )
  return addresses.flatMap((address) => {
    const userinfo = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?(.+)@/i.exec(address)?.[1]
    return userinfo === undefined ? [] : formsOf(userinfo)
  })
}

/** The pair as written, as a URL encodes it, and decoded: HTTP clients differ in which one they send. */
const formsOf = (userinfo: string): readonly string[] => {
  const colon = userinfo.indexOf(':')
  const [user, password] = colon === -1 ? [userinfo, ''] : [userinfo.slice(0, colon), userinfo.slice(colon + 1)]
  return [(text: string) => text, normalized, (text: string) => decoded(text) ?? text].flatMap((form) => [
    form(password === '' ? user : password),
    Buffer.from(`${form(user)}:${form(password)}`, 'utf8').toString('base64'),
  ])
}

const normalized = (text: string): string => {
  const url = new URL('http://proxy')
  url.password = text
  return url.password
}

/** A percent-decoded part of an address; `undefined` if a `%` does not begin a valid escape. */
export const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
