import { UserError } from '../finding/user-error.ts'
import { decoded } from './secret-values.ts'

const PROXY_VARIABLES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY']

/**
 * Throws `UserError` on variables that would make every connection of this process unsafe or impossible: certificates that
 * are not checked, and a proxy without a scheme. What a proxy variable holds is not repeated: it may be a password.
 */
export const checkEnvironment = (env: Readonly<Record<string, string | undefined>>): void => {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw new UserError(
      'certificates-unchecked',
      'NODE_TLS_REJECT_UNAUTHORIZED is 0: no certificate would be checked, and whoever is on the way could read the password and change every flow. Remove that variable, and give a private certificate authority with "ca-cert".',
    )
  }
  const broken = PROXY_VARIABLES.filter((name) => !isProxy(env[name]))
  if (broken.length > 0) {
    throw new UserError(
      'invalid-settings',
      `The variable ${broken.join(', ')} is no address of a proxy. It must begin with http:// or https://, e.g. http://proxy.example.com:3128, and a % in a user name or password must be written %25.`,
    )
  }
}

// What the action runs on; dist/ is built and tested for it alone.
const OLDEST_NODE = 24

/** Throws `UserError` `old-node` on a version of Node.js (`24.21.0`) that this program was never run on. */
export const checkNode = (version: string): void => {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return
  throw new UserError(
    'old-node',
    `kestra-gitops needs Node.js ${OLDEST_NODE} or later, and this is ${version}. Install a newer one, or run it in the container image node:${OLDEST_NODE}.`,
  )
}

/**
 * Whether to paint: `FORCE_COLOR` says so (but for `0` and `false`, as for Node.js), else `NO_COLOR` (https://no-color.org) and
 * `TERM=dumb` say no, else a terminal does.
 */
export const wantsColors = (env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean => {
  const forced = env['FORCE_COLOR']
  if (forced !== undefined) return forced !== '0' && forced !== 'false'
  return isTerminal && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'
}

const isProxy = (value = ''): boolean => {
  if (value === '') return true
  const url = URL.parse(value)
  if (url === null || !/^https?:$/.test(url.protocol)) return false
  return [url.username, url.password].every((text) => decoded(text) !== undefined)
}
