import { parseArgs } from 'node:util'
import { startEngine } from './start-engine.ts'

// node __tests__/engine/run-engine.ts [version] [--port N] [--any-tenant] [--running]: one engine until SIGTERM or Ctrl-C.
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    port: { type: 'string' },
    'any-tenant': { type: 'boolean', default: false },
    running: { type: 'boolean', default: false },
  },
})

const engine = await startEngine({
  version: positionals[0] ?? '2.0.0',
  anyTenant: values['any-tenant'],
  isRunning: values.running,
  ...(values.port === undefined ? {} : { port: Number(values.port) }),
})
console.log(`KESTRA_URL=${engine.url}\nKESTRA_USERNAME=${engine.username}\nKESTRA_PASSWORD=${engine.password}`)

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, async () => {
    await engine.stop()
    process.exit(0)
  })
}
