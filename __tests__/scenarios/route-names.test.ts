import { expect, test } from 'vitest'
import { fingerprintOf } from '../../src/kinds/kinds.ts'
import { describeEngines } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const BY_QUERY = aFlow({ id: 'by-query', namespace: 'delete' })
const files = {
  'delete/flows/tidy.yml': aFlow({ id: 'tidy', namespace: 'delete' }),
  'company.team/flows/a.yml': aFlow({ id: 'a' }),
}

/** Deployed, and then somebody made flows on the server whose names are routes. */
const withRouteNames = async (version: EngineVersion): Promise<Scenario> => {
  const scenario = startScenario(version, files)
  expect(await scenario.json(['deploy'])).toMatchObject({ code: 0 })
  await scenario.hands.saveFlow('delete', 'by-query', BY_QUERY)
  return scenario
}

const expectAllThere = async ({ hands }: Scenario): Promise<void> => {
  expect(await hands.flow('delete', 'tidy')).toBeDefined()
  expect(await hands.flow('company.team', 'a')).toBeDefined()
  expect((await hands.flow('delete', 'by-query'))?.source).toBe(BY_QUERY)
}

const NOTICE = /names are other routes of its API: `delete\.by-query`/

describeEngines('a flow of the server whose name is a route', (version) => {
  const commands = [
    ['plan'],
    ['deploy', '--when-missing', 'mirror', '--by-hand'],
    ['deploy', '--when-missing', 'mirror', '--on-drift', 'overwrite', '--by-hand'],
    ['drift'],
    ['export', '--namespace', 'delete'],
  ]

  test.concurrent.each(commands.map((args) => ({ args, name: args.join(' ') })))(
    'is named and left alone by $name',
    async ({ args }) => {
      using scenario = await withRouteNames(version)
      const requests = await scenario.requestsOf(async () => {
        const run = await scenario.json(args)
        expect(run.code).toBe(0)
        expect(run.notices.join('\n')).toMatch(NOTICE)
      })
      expect(requests.filter(({ path }) => path.includes('/flows/delete/'))).toEqual([])
      await expectAllThere(scenario)
    },
  )

  test.concurrent('is left alone although a record says that it is ours, and Git no longer has it', async () => {
    using scenario = await withRouteNames(version)
    const record = JSON.stringify(await scenario.hands.record('delete'))
    const entry = `"by-query":{"deployed":"${fingerprintOf('flow', BY_QUERY)}"}`
    const forged = record.replace('"flows":{', `"flows":{${entry},`)
    expect(forged).not.toBe(record)
    await scenario.hands.writeRecord('delete', forged)
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy', '--when-missing', 'delete', '--on-drift', 'overwrite'])
      expect(run).toMatchObject({ code: 0, resources: [] })
    })
    expect(writes).toEqual([])
    await expectAllThere(scenario)
  })
})

describeEngines('a flow of the tree whose name is a route', (version) => {
  const config = '.kestra/gitops.yml'
  const silenced = {
    'dev/flows/by-query.yml': `# kestra-gitops: ignore name-is-a-route\n${aFlow({ id: 'by-query', namespace: 'dev' })}`,
    [config]: 'severities:\n  name-is-a-route: off\n',
  }

  test.concurrent('is an error that nothing lowers, and nothing is written', async () => {
    using scenario = startScenario(version, { ...silenced, 'company.team/flows/a.yml': aFlow({ id: 'a' }) })
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy', '--namespace-map', 'dev => delete'])
      expect(run).toMatchObject({ code: 1, result: 'invalid' })
      expect(run.problems).toContainEqual(
        expect.objectContaining({
          code: 'name-is-a-route',
          severity: 'error',
          file: 'dev/flows/by-query.yml',
          line: 2,
        }),
      )
    })
    expect(writes).toEqual([])
  })

  test.concurrent('is none under another namespace', async () => {
    using scenario = startScenario(version, silenced)
    expect(await scenario.json(['deploy'])).toMatchObject({ code: 0, summary: { create: 1 } })
  })
})
