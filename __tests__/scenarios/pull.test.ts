import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { describeNewestEngine } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { createGitRepository } from '../support/git-repository.ts'
import { listen } from '../support/listen.ts'
import { builtDist } from './built-dist.ts'
import { assertNoCanary } from './canaries.ts'
import { runJson } from './run-cli.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const textOf = (name: string): string => readFileSync(join('examples/pull', name), 'utf8')
const flow = parse(textOf('flow.yml'))
const compose = parse(textOf('compose.yml'))

const NAMESPACE = 'company.team'
const IDS = ['a', 'b', 'c', 'd']
const TREE = {
  ...Object.fromEntries(IDS.map((id) => [`${NAMESPACE}/flows/${id}.yml`, aFlow({ id })])),
  [`${NAMESPACE}/files/q.sql`]: 'select 1',
  [`${NAMESPACE}/kv.yml`]: 'size: 3\n',
}
const TOKEN = 'git-token-4711-of-this-test'

describe('the files of examples/pull', () => {
  test('flow.yml lies where nothing is deleted, runs one at a time, and has its credentials from secrets alone', async () => {
    const [{ env, commands }] = flow.tasks
    expect([flow.namespace, flow.concurrency, commands]).toEqual([
      'system',
      { limit: 1, behavior: 'CANCEL' },
      ['pull-once.sh'],
    ])
    for (const name of ['GIT_TOKEN', 'KESTRA_USERNAME', 'KESTRA_PASSWORD'])
      expect(env[name]).toBe(`{{ secret('${name}') }}`)
    using repository = createGitRepository({ files: { 'system/flows/pull-from-git.yml': textOf('flow.yml') } })
    const checked = await runJson(['validate', '--offline'], { dir: repository.dir })
    expect(checked).toMatchObject({ code: 0, problems: [] })
  })

  test('Dockerfile takes files that are there, and compose.yml a target of it and no port', () => {
    const dockerfile = textOf('Dockerfile')
    const copied = [...dockerfile.matchAll(/^COPY --chmod=755 (.+) \S+$/gm)].flatMap(([, names = '']) =>
      names.split(' '),
    )
    expect([...new Set(copied)]).toEqual(['pull-once.sh', 'pull.sh'])
    expect(copied.filter((name) => !existsSync(join('examples/pull', name)))).toEqual([])
    const targets = [...dockerfile.matchAll(/^FROM \S+ AS (\w+)$/gm)].map(([, target]) => target)
    expect(targets).toContain(compose.services.pull.build.target)
    expect(JSON.stringify(compose)).not.toContain('ports')
  })
})

/** The repository of a scenario, to be cloned with the token by HTTP, and a machine that has the programs of the image. */
async function startPulling({ repository, server }: Scenario) {
  const top = mkdtempSync(join(tmpdir(), 'pull-'))
  const bare = join(top, 'flows.git')
  const publish = () => {
    rmSync(bare, { recursive: true, force: true })
    repository.git('clone', '--quiet', '--bare', repository.dir, bare)
    repository.git('-C', bare, 'update-server-info')
  }
  publish()
  const basic = `Basic ${btoa(`git:${TOKEN}`)}`
  const runtime = await listen(
    createServer(({ headers, url = '' }, response) => {
      const file = join(top, new URL(url, 'http://host').pathname)
      if (headers.authorization !== basic) response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
      else if (existsSync(file)) response.end(readFileSync(file))
      else response.writeHead(404).end()
    }),
  )
  mkdirSync(join(top, 'bin'))
  for (const name of ['pull-once.sh', 'pull.sh']) copyFileSync(join('examples/pull', name), join(top, 'bin', name))
  const program = `#!/bin/sh\nexec '${process.execPath}' '${join(builtDist(), 'cli.js')}' "$@"\n`
  writeFileSync(join(top, 'bin/kestra-gitops'), program, { mode: 0o755 })
  const env = {
    PATH: `${join(top, 'bin')}:${process.env['PATH']}`,
    HOME: top,
    ...{ GIT_URL: `${runtime.url}/flows.git`, GIT_BRANCH: 'main', GIT_TOKEN: TOKEN, PULL_PAUSE: '0' },
    ...{ KESTRA_URL: server.url, KESTRA_TENANT: server.tenant },
    ...{ KESTRA_USERNAME: server.username, KESTRA_PASSWORD: server.password },
  }
  return {
    publish,
    /** In a group of its own, so that all of it can be killed at once. */
    start: (name: string): ChildProcess =>
      spawn(name, { cwd: top, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }),
    [Symbol.asyncDispose]: async () => {
      await runtime[Symbol.asyncDispose]()
      rmSync(top, { recursive: true, force: true })
    },
  }
}

const killAll = (child: ChildProcess): void => {
  if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
}

/** What is live of the tree, by its path in it. */
const liveOf = async ({ hands }: Scenario): Promise<Readonly<Record<string, unknown>>> => ({
  ...Object.fromEntries(
    await Promise.all(
      IDS.map(async (id) => [`${NAMESPACE}/flows/${id}.yml`, (await hands.flow(NAMESPACE, id))?.source] as const),
    ),
  ),
  [`${NAMESPACE}/files/q.sql`]: (await hands.file(NAMESPACE, '/q.sql'))?.toString(),
  [`${NAMESPACE}/kv.yml`]: `size: ${(await hands.keyValue(NAMESPACE, 'size'))?.value}\n`,
})

/** As somebody does in the UI. */
const edit = async ({ hands }: Scenario, message: string): Promise<void> => {
  await hands.saveFlow(NAMESPACE, 'a', aFlow({ id: 'a', message }))
  await hands.deleteFlow(NAMESPACE, 'b')
  await hands.uploadFile(NAMESPACE, '/q.sql', message)
  await hands.setKeyValue(NAMESPACE, 'size', '99')
}

describeNewestEngine('pulling', (version) => {
  test('deploys the branch, undoes edits on the server, and leaves alone what is not from Git', async () => {
    using scenario = startScenario(version, TREE)
    await using pulling = await startPulling(scenario)
    const { hands, repository } = scenario
    await hands.saveFlow('system', flow.id, aFlow({ id: flow.id, namespace: 'system' }))
    await hands.saveFlow(NAMESPACE, 'own', aFlow({ id: 'own' }))
    const pull = async () => {
      const child = pulling.start('pull-once.sh')
      let said = ''
      for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
      await once(child, 'close')
      assertNoCanary({ said }, [TOKEN, scenario.server.password])
      return { code: child.exitCode, said }
    }
    expect(await pull()).toMatchObject({ code: 0 })
    expect(await liveOf(scenario)).toEqual(TREE)

    await edit(scenario, 'edited')
    expect(await liveOf(scenario)).not.toEqual(TREE)
    expect(await pull()).toMatchObject({ code: 0 })
    expect(await liveOf(scenario)).toEqual(TREE)

    repository.commit({ [`${NAMESPACE}/flows/d.yml`]: null, [`${NAMESPACE}/flows/e.yml`]: aFlow({ id: 'e' }) })
    pulling.publish()
    expect(await pull()).toMatchObject({ code: 0 })
    const ids = (await hands.flows()).map(({ id }) => id).toSorted()
    expect(ids).toEqual(['a', 'b', 'c', 'e', 'own', flow.id].toSorted())
    expect(await scenario.writesOf(pull)).toEqual([])
  })

  test('goes on where it was killed, at whatever moment, and converges', async () => {
    using scenario = startScenario(version, TREE)
    await using pulling = await startPulling(scenario)
    for (const [index, moment] of [0, 150, 300, 500, 700, 900, 1200, 1600].entries()) {
      await edit(scenario, `edited ${index}`)
      const child = pulling.start('pull.sh')
      await pause(moment)
      killAll(child)
      await once(child, 'close')
    }
    await edit(scenario, 'edited at last')
    const child = pulling.start('pull.sh')
    await vi.waitFor(async () => expect(await liveOf(scenario)).toEqual(TREE), { timeout: 600_000, interval: 500 })
    process.kill(-(child.pid ?? 0), 'SIGTERM')
    await once(child, 'close')
    expect(child.exitCode).toBe(0)
  })
})
