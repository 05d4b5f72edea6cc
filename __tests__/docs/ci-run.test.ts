import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'

const CALLS = 'echo "called with $1"'

/** Runs `.ci/run` in a checkout where `npm` is a script of these lines. */
const run = async (cit: string) => {
  const top = mkdtempSync(join(tmpdir(), 'ci-run-'))
  try {
    for (const folder of ['bin', 'checkout/.ci']) mkdirSync(join(top, folder), { recursive: true })
    writeFileSync(join(top, 'bin/npm'), `#!/usr/bin/env bash\n${CALLS}\n${cit}\n`, { mode: 0o755 })
    copyFileSync('.ci/run', join(top, 'checkout/.ci/run'))
    const child = spawn('bash', [join(top, 'checkout/.ci/run')], {
      env: { PATH: `${top}/bin:${process.env['PATH']}` },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [said] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    const isLogKept = existsSync(join(top, 'checkout/.cache/engine-logs/engine.log'))
    return { code: child.exitCode, lines: said.trim().split('\n'), isLogKept }
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
}

describe('.ci/run', () => {
  it('runs the test command alone, and counts its tests in one last line', async () => {
    const { code, lines } = await run('echo "7 passed, 0 failed"')
    expect([code, lines]).toEqual([0, ['called with cit', 'npm cit: 7 passed, 0 failed', '7 passed, 0 failed']])
  })

  it.each([
    ['a test fails', 'echo "6 passed, 1 failed, 2 skipped"; exit 1', '6 passed, 1 failed'],
    ['the install fails', 'exit 1', '0 passed, 1 failed'],
    ['the tests end without a line', 'exit 0', '0 passed, 1 failed'],
    ['the tests fail and count none', 'echo "7 passed, 0 failed"; exit 1', '7 passed, 1 failed'],
  ])('fails when %s, and counts it', async (_title, cit, closing) => {
    const { code, lines } = await run(cit)
    expect([code, lines.at(-1)]).toEqual([1, closing])
  })

  it('says what failed once more after the lines of the engines', async () => {
    const log = 'mkdir -p .cache/engine-logs; echo busy > .cache/engine-logs/engine.log'
    const { lines } = await run(`${log}; echo "FAILED  a > b: no"; echo "6 passed, 1 failed"; exit 1`)
    expect(lines.slice(-3)).toEqual(['  busy', 'FAILED  a > b: no', '6 passed, 1 failed'])
  })

  it.each([
    ['shows the last 40 lines of an engine', 'echo "6 passed, 1 failed"; exit 1', 40],
    ['shows no lines of an engine', 'echo "7 passed, 0 failed"', 0],
  ])('%s when the tests end so: %s', async (_title, end, shown) => {
    const log = 'mkdir -p .cache/engine-logs; seq -f "line %g" 50 > .cache/engine-logs/engine.log'
    const { lines, isLogKept } = await run(`${log}\n${end}`)
    const all = Array.from({ length: 50 }, (_, index) => `  line ${index + 1}`)
    expect(lines.filter((line) => line.startsWith('  line'))).toEqual(shown === 0 ? [] : all.slice(-shown))
    expect(isLogKept).toBe(true)
  })
})
