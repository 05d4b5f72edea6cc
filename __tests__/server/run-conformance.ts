import { conformance } from './conformance.ts'

/** `npm run test:server`: the checks against the server of KESTRA_URL; prints one line each, and `N passed, M failed`. */
const main = async (): Promise<number> => {
  const { KESTRA_URL: url, KESTRA_USERNAME: username, KESTRA_PASSWORD: password, KESTRA_TENANT: tenant } = process.env
  if (!url || !username || !password) {
    console.error('Set KESTRA_URL, KESTRA_USERNAME and KESTRA_PASSWORD (and KESTRA_TENANT, when it is not main).')
    return 1
  }
  const target = { url: url.replace(/\/+$/, ''), tenant: tenant || 'main', username, password }
  const { passed, failed, unproven } = await conformance({ target, say: console.log, signal: interrupted() })
  console.log(`Kinds of requests that no recording of a real server holds: ${unproven.length || 'none'}`)
  for (const kind of unproven) console.log(`        ${kind}`)
  console.log(`${passed} passed, ${failed} failed`)
  return failed > 0 ? 1 : 0
}

/** Ctrl-C ends the check that runs; then everything is removed. */
const interrupted = (): AbortSignal => {
  const controller = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (!controller.signal.aborted) console.error('Interrupted: removing what was made …')
      controller.abort(new Error('interrupted'))
    })
  }
  return controller.signal
}

try {
  process.exitCode = await main()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
