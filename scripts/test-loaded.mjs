// `npm run test:loaded -- [--processes N]`: all tests with processes beside them that keep the cores busy, by default two for each core.
// What fails here and not in `npm test` waits for a time where it should wait for a state.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { processes: { type: 'string' } } })
const count = Number(values.processes ?? 2 * availableParallelism())
// They end with this process, however it ends.
const BUSY =
  'process.stdin.on("end", () => process.exit()).resume(); (function spin() { for (let i = 0; i < 1e8; i++); setImmediate(spin) })()'
const load = Array.from({ length: count }, () =>
  spawn(process.execPath, ['-e', BUSY], { stdio: ['pipe', 'ignore', 'inherit'] }),
)
console.log(`Beside the tests ${count} processes keep the processor busy.`)
const tests = spawn('npm', ['run', '--silent', 'test'], { stdio: 'inherit' })
const [code] = await once(tests, 'close')
for (const each of load) each.kill()
process.exitCode = code ?? 1
