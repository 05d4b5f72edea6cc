import { expect, test } from 'vitest'
import { describeEngines, injectFault } from '../engine/engine.ts'
import { toldVersion } from '../engine/engine-versions.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { startScenario } from './start-scenario.ts'

const files = { 'company.team/flows/faulty.yml': aFlow({ id: 'faulty' }).replace('message: hi', 'mesage: hi') }

describeEngines('the schema command', (version) => {
  test('fetches the schema, and offline checks then know the properties of a task', async () => {
    using scenario = startScenario(version, files)
    expect(await scenario.json(['validate', '--offline'])).toMatchObject({ code: 0, result: 'in-sync' })

    const fetched = await scenario.run(['schema'])
    expect(fetched).toMatchObject({ code: 0, stderr: '' })
    expect(fetched.stdout).toContain(
      `.kestra/flow-schema.json now holds the flow schema of Kestra ${toldVersion(version)}.`,
    )
    expect(fetched.stdout).toContain('\n  # yaml-language-server: $schema=../../.kestra/flow-schema.json\n')

    const after = await scenario.json(['validate', '--offline'])
    expect(after).toMatchObject({ code: 1, result: 'invalid' })
    expect(after.problems.map(({ code, line, column }) => [code, line, column])).toEqual([
      ['missing-property', 4, 5],
      ['unknown-property', 6, 5],
    ])
  })

  test('holds what each type gives, so that offline checks know outputs as the server does', async () => {
    const flow = `id: reads
namespace: company.team
tasks:
  - id: first
    type: io.kestra.plugin.core.debug.Return
    format: one
  - id: last
    type: io.kestra.plugin.core.log.Log
    message: "{{ outputs.first.values }}"
`
    using scenario = startScenario(version, { 'company.team/flows/reads.yml': flow })
    const reported = async (args: readonly string[]) =>
      (await scenario.json(['validate', ...args])).problems.map(({ code, line, column }) => [code, line, column])
    expect(await reported(['--offline'])).toEqual([])
    const online = await reported([])
    await scenario.run(['schema'])
    expect([online, await reported(['--offline'])]).toEqual([[['unknown-output', 9, 18]], [['unknown-output', 9, 18]]])
  })

  test('fetches that of dashboards as well where the repository has some', async () => {
    const faulty = aDashboard({ id: 'sales' }).replace('columns:', 'colums:')
    using scenario = startScenario(version, { '_global/dashboards/sales.yml': faulty })
    const fetched = await scenario.run(['schema'])
    expect(fetched.stdout).toContain(
      `.kestra/dashboard-schema.json now holds the dashboard schema of Kestra ${toldVersion(version)}.`,
    )
    const { problems } = await scenario.json(['validate', '--offline'])
    expect(problems.map(({ code, line, column }) => [code, line, column])).toEqual([['unknown-property', 10, 7]])
    expect((await scenario.run(['schema'])).stdout).toContain('.kestra/dashboard-schema.json ')
  })

  test('takes what is no schema for none, in words', async () => {
    using scenario = startScenario(version, files)
    const fault = { path: '/plugins/schemas/flow', status: 200, body: '[]' }
    await injectFault(scenario.server, { ...fault, headers: { 'content-type': 'application/json' } })
    const run = await scenario.run(['schema'])
    expect(run).toMatchObject({ code: 1, stdout: '' })
    expect(run.stderr).toMatch(
      /^http\S+ did not answer as a Kestra API but with a schema that is not a JSON object\. Check "server"/,
    )
  })

  test('says that it needs a server', async () => {
    using scenario = startScenario(version, files)
    const run = await scenario.run(['schema', '--offline'])
    expect(run.code).toBe(1)
    expect(run.stderr).toContain('schema needs a Kestra server.')
  })
})
