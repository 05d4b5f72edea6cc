import { UserError } from '../finding/user-error.ts'
import { decoded } from './secret-values.ts'

const PROXY_VARIABLES = ['http_proxy', 'HTTP_PROXY', 'https_proxy', 'HTTPS_PROXY']

/**
 * Throws `UserError` on variables that make every connection unsafe or impossible: disabled certificate checks, or a proxy without
 * a scheme. The message does not repeat the value of a proxy variable, which may contain a password.
 */
export const checkEnvironment = (env: Readonly<Record<string, string | undefined>>): void => {
  if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
    throw new UserError(
      'certificates-unchecked',
      'NODE_TLS_REJECT_UNAUTHORIZED is 0: certificates would not be checked, and anyone on the network path could read the password and change every flow. Remove the variable, and set "ca-cert" to the file of a private certificate authority.',
    )
  }
  const broken = PROXY_VARIABLES.filter((name) => !isProxy(env[name]))
  if (broken.length > 0) {
    throw new UserError(
      'invalid-settings',
      `The variable ${broken.join(', ')} is not the address of a proxy. It must begin with http:// or https://, e.g. http://proxy.example.com:3128, and a % in a user name or password must be written %25.`,
    )
  }
}

// The action runs on this version; dist/ is built and tested only for it.
const OLDEST_NODE = 24

/** Throws `UserError` `old-node` for a version of Node.js (`24.21.0`) below the oldest supported one. */
export const checkNode = (version: string): void => {
  if (Number.parseInt(version, 10) >= OLDEST_NODE) return
  throw new UserError(
    'old-node',
    `kestra-gitops needs Node.js ${OLDEST_NODE} or later, but this is ${version}. Install a newer version, or run it in the container image node:${OLDEST_NODE}.`,
  )
}

/**
 * True if the output should be colored. `FORCE_COLOR` decides first (`0` and `false` disable it, as in Node.js), then `NO_COLOR`
 * (https://no-color.org) and `TERM=dumb`, which disable it. Without them, terminals get color.
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
