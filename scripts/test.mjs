// Everything that CI runs, one part after the other, and one closing line for the whole run: `N passed, N failed`.
// Parts without the tools they need are reported as skipped by name; with CI=true that is a failure.
import { spawn } from 'node:child_process'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'

const CHECKS = ['check:types', 'check:lint', 'check:unused', 'check:dist']
/** Tests with a server wait for a part of their time: for engines, proxies and programs. */
const WAITING_WORKERS = 4

/** Runs an npm script, its output passed through or collected; resolves to its exit code and what was collected. */
const npm = (script, { args = [], isShown = true } = {}) =>
  new Promise((resolve, reject) => {
    const out = isShown ? 'inherit' : 'pipe'
    const child = spawn('npm', ['run', '--silent', script, '--', ...args], { stdio: ['ignore', out, out] })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => {
        said += text
      })
    }
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, said }))
  })

// Maven and Go fetch and build for minutes on a fresh machine, mostly waiting: the tests that need neither run beside them, and beside
// the tests that wait for servers. What fails here fails again, and is told, where it is needed.
const prepared = Promise.all(['engines', 'tools'].map((part) => npm('test:prepare', { args: [part], isShown: false })))
const counts = { passed: 0, failed: 0, skipped: 0 }
await Promise.all(
  CHECKS.map(async (script) => {
    const { code, said } = await npm(script, { isShown: false })
    counts[code === 0 ? 'passed' : 'failed'] += 1
    console.log(`${said}${code === 0 ? 'passed' : 'FAILED'}  npm run ${script}`)
  }),
)

await mkdir('.cache', { recursive: true })
await Promise.all([
  runTests(['unit', 'slow', 'browser']),
  prepared.then(() =>
    runTests(['engine', 'workflows'], [`--maxWorkers=${Math.max(WAITING_WORKERS, availableParallelism())}`]),
  ),
])

/** One run of vitest over some of its projects, its results counted. */
async function runTests(projects, args = []) {
  const file = `.cache/vitest-${projects[0]}.json`
  await rm(file, { force: true })
  const { code } = await npm('test:all', {
    args: [
      ...projects.map((project) => `--project=${project}`),
      ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      ...args,
    ],
  })
  const results = await readFile(file, 'utf8').then(JSON.parse, () => undefined)
  if (results === undefined) {
    console.log(`FAILED  the run of ${projects.join(', ')} ended without results`)
    counts.failed += 1
    return
  }
  const { numPassedTests, numFailedTests, numTotalTests, testResults } = results
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  )
  counts.passed += numPassedTests
  counts.failed += numFailedTests + brokenFiles.length
  counts.skipped += numTotalTests - numPassedTests - numFailedTests
  if (code !== 0 && numFailedTests + brokenFiles.length === 0) {
    console.log(`FAILED  the run of ${projects.join(', ')} stopped outside of its tests: see the error above`)
    counts.failed += 1
  }
}

if (process.env.CI === 'true' && counts.skipped > 0) {
  console.log(`FAILED  ${counts.skipped} tests were skipped, which CI does not accept`)
  counts.failed += 1
}
console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
)
process.exitCode = counts.failed === 0 ? 0 : 1
