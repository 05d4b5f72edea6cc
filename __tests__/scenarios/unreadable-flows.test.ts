import { expect, test } from 'vitest'
import { changeStoredFlow, describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import type { JsonRun } from './run-cli.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const FILE = 'company.team/flows/a.yml'
const KNOWN = aFlow({ id: 'a' })
const [TYPE, GONE] = ['core.log.Log', 'core.log.Gone']
const UNKNOWN = KNOWN.replace(TYPE, GONE)

/** What the server holds of the flow is what an older release stored, and this one cannot parse. */
const breakFlow = ({ server }: Scenario, id: string): Promise<void> =>
  changeStoredFlow(server, { namespace: 'company.team', id, from: TYPE, to: GONE })

const errors = ({ problems }: JsonRun): readonly unknown[] =>
  problems.flatMap(({ severity, code, file }) => (severity === 'error' ? [[code, file]] : []))

describeEngines('a flow that the server lists and cannot parse', (version) => {
  test.concurrent('is an error at its file where Git has the same text: no run is in sync over it', async () => {
    using scenario = startScenario(version, { [FILE]: KNOWN })
    await scenario.json(['deploy'])
    await breakFlow(scenario, 'a')
    scenario.repository.commit({ [FILE]: UNKNOWN })
    const writes = await scenario.writesOf(async () => {
      for (const command of ['plan', 'drift', 'validate', 'deploy']) {
        const run = await scenario.json([command])
        expect([command, run.code, run.result, errors(run)]).toEqual([command, 1, 'invalid', [['unknown-type', FILE]]])
      }
    })
    expect(writes).toEqual([])
  })

  test.concurrent('is replaced by a text that the server can parse', async () => {
    using scenario = startScenario(version, { [FILE]: KNOWN })
    await scenario.hands.saveFlow('company.team', 'a', KNOWN)
    await breakFlow(scenario, 'a')
    const run = await scenario.json(['deploy'])
    expect([run.code, run.result]).toEqual([0, 'deployed'])
    expect((await scenario.hands.flow('company.team', 'a'))?.source).toBe(KNOWN)
    expect(await scenario.json(['plan'])).toMatchObject({ result: 'in-sync', problems: [] })
  })

  test.concurrent('is named where Git does not have it, by doctor as well', async () => {
    using scenario = startScenario(version, { [FILE]: KNOWN })
    await scenario.json(['deploy'])
    await scenario.hands.saveFlow('company.team', 'b', aFlow({ id: 'b' }))
    await breakFlow(scenario, 'b')
    for (const command of ['plan', 'drift', 'validate']) {
      const { code, problems } = await scenario.json([command])
      expect([command, code, problems]).toEqual([
        command,
        0,
        [
          expect.objectContaining({
            code: 'unreadable-flow',
            severity: 'warning',
            message: expect.stringContaining('company.team.b'),
          }),
        ],
      ])
    }
    const { stdout } = await scenario.run(['doctor'])
    expect(stdout).toMatch(/flows: .*`?company\.team\.b`?/s)
  })
})
