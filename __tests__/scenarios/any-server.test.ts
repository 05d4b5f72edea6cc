import { expect, test } from 'vitest'
import { becomeOpenSource, describeEngines } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { startEngine } from '../engine/start-engine.ts'
import { CHECKS } from '../server/checks/checks.ts'
import { conformance } from '../server/conformance.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { serverHands } from '../support/server-hands.ts'
import type { CliTarget } from './run-cli.ts'

// About a minute on an idle machine.
const TIMEOUT_MS = 1_200_000

/** Nothing is executed and nothing scheduled in this engine; others show it in one that does (preview-runs-nothing, effect, flow-tests). */
const EXECUTIONS = [
  'a preview runs nothing',
  'a deploy waits until nothing runs',
  'a smoke run that fails leaves the old text',
  'smoke runs that are interrupted leave the old text',
  'the first execution after a deploy is followed',
  'what fires when, and what somebody switched off',
  'flow tests: their verdicts, and nothing left',
  'flow tests that are killed: the next run removes what they left',
]

const NAMESPACES = ['company.team', 'conf', 'confused']

interface UsedServer extends AsyncDisposable {
  readonly target: CliTarget
  /** What others have on it. */
  others(): Promise<readonly unknown[]>
}

/** As an open-source server in use: only the tenant `main`, and flows, files and a dashboard of other people. */
const startUsedServer = async (version: EngineVersion): Promise<UsedServer> => {
  const engine = await startEngine({ version, anyTenant: false })
  const target = { url: engine.url, tenant: 'main', username: engine.username, password: engine.password }
  const hands = serverHands(target)
  for (const namespace of NAMESPACES) {
    await hands.saveFlow(namespace, 'a', aFlow({ id: 'a', namespace }))
    await hands.saveFlow(namespace, 'a', aFlow({ id: 'a', namespace, message: 'two' }))
    await hands.uploadFile(namespace, '/q.sql', namespace)
  }
  await hands.saveDashboard('confused', aDashboard({ id: 'confused' }))
  const othersOf = async (namespace: string) => [
    await hands.flow(namespace, 'a'),
    (await hands.file(namespace, '/q.sql'))?.toString(),
  ]
  return {
    target,
    others: () => Promise.all([...NAMESPACES.map(othersOf), hands.dashboards()]),
    [Symbol.asyncDispose]: () => engine.stop(),
  }
}

/** The checks that open-source 2.0.0 answers differently than its snapshot, on that variant of the same engine. */
const expectOpenSourcePasses = async (target: CliTarget): Promise<void> => {
  await becomeOpenSource(target)
  const differing = ['a dashboard, where the server has them', 'flows have the names of their texts']
  const without = Object.keys(CHECKS).filter((name) => !differing.includes(name))
  const lines: string[] = []
  const run = await conformance({
    ...{ target, without, signal: new AbortController().signal },
    say: (line) => lines.push(line),
  })
  expect(lines.filter((line) => !line.startsWith('passed')).slice(1)).toEqual([])
  expect(run).toMatchObject({ passed: 5, failed: 0, unproven: [] })
}

describeEngines('npm run test:server', (version) => {
  test(
    'passes, sends nothing that no real server has answered, and leaves everything else alone, also when interrupted',
    async () => {
      await using server = await startUsedServer(version)
      const { target } = server
      const before = await server.others()
      const lines: string[] = []
      const whole = await conformance({
        target,
        say: (line) => lines.push(line),
        without: EXECUTIONS,
        signal: new AbortController().signal,
      })
      expect(lines.filter((line) => !line.startsWith('passed')).slice(1)).toEqual([])
      expect(whole).toMatchObject({ failed: 0, unproven: [] })
      expect(await server.others()).toEqual(before)

      const interruption = new AbortController()
      const { signal } = interruption
      const say = (line: string) => line.startsWith('passed  first deploy') && interruption.abort()
      // One check, and the three that look at what is left.
      expect(await conformance({ target, say, signal, prefix: 'conf1234' })).toMatchObject({ passed: 4, failed: 0 })
      expect(await server.others()).toEqual(before)
      await expect(conformance({ target, say, signal, prefix: 'confuse' })).rejects.toThrow(
        'There is something below confuse on the server already: confused/a',
      )
      if (version === '2.0.0') await expectOpenSourcePasses(target)
    },
    TIMEOUT_MS,
  )
})
