import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { listen } from '../hands/listen.ts'

interface Parts {
  /** What `npm cit` says and does, as lines of a shell. */
  readonly cit?: string
  /** What `npm run test:server` does; `$KESTRA_URL` is where. */
  readonly server?: string
  /** What starting a real server does; default: it succeeds. */
  readonly start?: string
  readonly hasServers?: boolean
  readonly env?: Readonly<Record<string, string>>
}

const LOOPBACK = /^http:\/\/127\.0\.0\.1:\d+$/
const PASSES = 'echo "25 passed, 0 failed"'

/** Runs `.ci/run` in a checkout where npm and the real servers are scripts that do as told. */
const run = async ({
  cit = 'echo "7 passed, 0 failed"',
  server = PASSES,
  start = '',
  hasServers = true,
  env,
}: Parts) => {
  const top = mkdtempSync(join(tmpdir(), 'ci-run-'))
  try {
    const write = (path: string, lines: string) => {
      mkdirSync(join(top, path, '..'), { recursive: true })
      writeFileSync(join(top, path), `#!/usr/bin/env bash\n${lines}\n`, { mode: 0o755 })
    }
    write('bin/npm', `if [ "$1" = cit ]; then\n${cit}\nelse\necho "$KESTRA_URL" >> ${top}/urls\n${server}\nfi`)
    if (hasServers)
      write('shared/real-server/server.sh', `echo "$@" >> ${top}/calls\nif [ "$1" = start ]; then :\n${start}\nfi`)
    mkdirSync(join(top, 'checkout/.ci'), { recursive: true })
    copyFileSync('.ci/run', join(top, 'checkout/.ci/run'))
    const child = spawn('bash', [join(top, 'checkout/.ci/run')], {
      env: { PATH: `${top}/bin:${process.env['PATH']}`, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const [said] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
    const linesOf = (name: string) =>
      existsSync(join(top, name)) ? readFileSync(join(top, name), 'utf8').trim().split('\n') : []
    return { code: child.exitCode, lines: said.trim().split('\n'), calls: linesOf('calls'), urls: linesOf('urls') }
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
}

const STARTED = ['start v1 fresh', 'stop v1', 'start v2 fresh', 'stop v2', 'stop all']

describe('.ci/run', () => {
  it.each([
    [true, 'true'],
    [false, ''],
  ])('tells the tests whether real servers follow: %s', async (hasServers, told) => {
    const { lines } = await run({ hasServers, cit: `echo "follow=$REAL_SERVERS_FOLLOW"; ${PASSES}` })
    expect(lines).toContain(`follow=${told}`)
  })

  it('counts the tests and both real servers in one last line, and stops what it started', async () => {
    const { code, lines, calls, urls } = await run({})
    expect(lines.at(-1)).toBe('57 passed, 0 failed')
    expect(lines.filter((line) => /^\d+ passed, \d+ failed/.test(line))).toHaveLength(1)
    expect(lines).toContain('test:server on Kestra 1.0.3: 25 passed, 0 failed')
    expect([code, calls]).toEqual([0, STARTED])
    expect(urls).toEqual([expect.stringMatching(LOOPBACK), expect.stringMatching(LOOPBACK)])
  })

  it('says that there are no real servers, and goes on', async () => {
    const { code, lines, urls } = await run({ hasServers: false })
    expect(lines.at(-2)).toBe('not run  test:server on real servers: there is no ../shared/real-server/server.sh')
    expect([code, lines.at(-1), urls]).toEqual([0, '7 passed, 0 failed', []])
  })

  it.each<[string, Parts, string]>([
    ['a test fails', { cit: 'echo "6 passed, 1 failed, 2 skipped"; exit 1' }, '56 passed, 1 failed'],
    ['the install fails', { cit: 'exit 1' }, '50 passed, 1 failed'],
    ['the tests end without a line', { cit: 'exit 0' }, '50 passed, 1 failed'],
    ['the tests fail and count none', { cit: 'echo "7 passed, 0 failed"; exit 1' }, '57 passed, 1 failed'],
    ['a check on the servers fails', { server: 'echo "24 passed, 1 failed"; exit 1' }, '55 passed, 2 failed'],
    ['the checks break off', { server: 'exit 1' }, '7 passed, 2 failed'],
    ['a server does not start', { start: '[ "$2" = v2 ] || { echo "FAILED v1"; exit 1; }' }, '32 passed, 1 failed'],
  ])('fails when %s, counts it, and stops the servers all the same', async (_title, parts, closing) => {
    const { code, lines, calls } = await run(parts)
    expect([code, lines.at(-1), calls]).toEqual([1, closing, STARTED])
  })

  it('takes other ports than those on which something listens', async () => {
    await using busy = await listen(createServer())
    const port = Number(new URL(busy.url).port)
    const { urls } = await run({ env: { KESTRA_V1_PORT: String(port - 2) } })
    const taken = Number(new URL(urls[0] ?? '').port)
    expect([taken, taken + 1, taken + 2]).not.toContain(port)
  })
})
