// Everything that CI runs, one part after the other, and one closing line for the whole run: `N passed, N failed`.
// Parts without the tools they need are reported as skipped by name; with CI=true that is a failure.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { relative } from 'node:path'
import { countResults, filesToRunAgain, withoutFiles } from './test-results.ts'

const CHECKS = ['check:types', 'check:lint', 'check:words', 'check:unused', 'check:dist']
/** Tests with a server wait for a part of their time: for engines, proxies and programs. */
const WAITING_WORKERS = 4
/** A line for each engine that ended by itself in this run. */
const DEATHS = '.cache/engine-deaths.jsonl'

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
/** A line for each of `counts.failed`. */
const failures = []
await Promise.all(
  CHECKS.map(async (script) => {
    const { code, said } = await npm(script, { isShown: false })
    console.log(`${said}${code === 0 ? 'passed' : 'FAILED'}  npm run ${script}`)
    if (code === 0) counts.passed += 1
    else fail(`npm run ${script}`)
  }),
)

await mkdir('.cache', { recursive: true })
await rm(DEATHS, { force: true })
await Promise.all([
  runTests(['unit', 'slow', 'browser']),
  prepared.then(() =>
    runTests(['engine', 'workflows'], [`--maxWorkers=${Math.max(WAITING_WORKERS, availableParallelism())}`]),
  ),
])

/** One run of vitest over some of its projects, its results counted. */
async function runTests(projects, args = []) {
  const run = await runVitest(projects, args)
  if (run === undefined) return
  const deaths = projects.includes('engine') ? await readDeaths() : []
  const again = filesToRunAgain(
    run.results,
    deaths.map(({ at }) => at),
  )
  count(projects, { code: again.length === 0 ? run.code : 0, results: withoutFiles(run.results, again) })
  if (again.length === 0) return
  const names = again.map((file) => relative('.', file))
  const said = deaths.map(({ version, lastWords }) => `Kestra ${version}: ${lastWords}`)
  console.log(`Engines ended by themselves (${said.join('; ')}). What failed after that runs again: ${names.join(' ')}`)
  const second = await runVitest(projects, [...args, ...names])
  if (second !== undefined) count(projects, second)
}

/** The engines that ended by themselves: `version`, `at` (milliseconds since 1970) and `lastWords`. */
async function readDeaths() {
  if (!existsSync(DEATHS)) return []
  const lines = await readFile(DEATHS, 'utf8')
  return lines
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
}

/** Its exit code and what the JSON reporter wrote; where that is missing, one failure is counted. */
async function runVitest(projects, args) {
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
  if (results !== undefined) return { code, results }
  fail(`the run of ${projects.join(', ')} ended without results`)
  return undefined
}

function count(projects, { code, results }) {
  const { passed, skipped, failures } = countResults(results)
  counts.passed += passed
  counts.skipped += skipped
  for (const failure of failures) fail(failure)
  if (code !== 0 && failures.length === 0)
    fail(`the run of ${projects.join(', ')} stopped outside of its tests: see the error above`)
}

function fail(what) {
  counts.failed += 1
  failures.push(what)
}

if (process.env.CI === 'true' && counts.skipped > 0) {
  fail(`${counts.skipped} tests were skipped, which CI does not accept`)
}
// Once more, where the end of a long output is read.
for (const failure of failures) console.log(`FAILED  ${failure}`)
console.log(
  `${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`,
)
process.exitCode = counts.failed === 0 ? 0 : 1
