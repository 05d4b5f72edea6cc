/** The variables that HTTP clients and git read; `no_proxy` holds no credentials, but for those that somebody put there by mistake. */
const PROXY_VARIABLE = /^(?:https?|all|ftp|no)_proxy$/i

/** As for every other password (`secretsOf`). */
const MIN_CREDENTIAL_LENGTH = 4

/**
 * What of the proxies of the environment must appear nowhere: the password as it is written and as it is meant, a lone user name, which
 * then is a token, and the pair as base64, as `Proxy-Authorization` sends it. Of addresses that cannot be understood as well: the
 * run refuses those, in words that something else may repeat.
 */
export const proxySecretsOf = (env: Readonly<Record<string, string | undefined>>): string[] => {
  const addresses = Object.entries(env).flatMap(([name, value = '']) =>
    PROXY_VARIABLE.test(name) ? value.split(/[\s,]+/) : [],
  )
  const secrets = addresses.flatMap((address) => {
    const userinfo = /^(?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?(.+)@/i.exec(address)?.[1]
    return userinfo === undefined ? [] : formsOf(userinfo)
  })
  return [...new Set(secrets)].filter(({ length }) => length >= MIN_CREDENTIAL_LENGTH)
}

/** Clients differ in what they send: the pair decoded, as it is written, or as an URL writes it. */
const formsOf = (userinfo: string): readonly string[] => {
  const colon = userinfo.indexOf(':')
  const [user, password] = colon === -1 ? [userinfo, ''] : [userinfo.slice(0, colon), userinfo.slice(colon + 1)]
  return [(text: string) => text, normalized, decoded].flatMap((form) => [
    form(password === '' ? user : password),
    Buffer.from(`${form(user)}:${form(password)}`, 'utf8').toString('base64'),
  ])
}

const normalized = (text: string): string => {
  const url = new URL('http://proxy')
  url.password = text
  return url.password
}

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
