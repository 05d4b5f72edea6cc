import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { aFlow } from '../support/a-flow.ts'
import { startScenario } from './start-scenario.ts'

/** As exported before the plugin with this task was installed. */
const staleSchema = (version: EngineVersion): string => {
  const fixture = new URL(`../fixtures/flow-schema/${version}.recorded.json`, import.meta.url)
  return readFileSync(fixture, 'utf8').replaceAll('io.kestra.plugin.core.log.Log', 'io.kestra.plugin.core.log.Other')
}

describeEngines('where the server knows better', (version) => {
  test.concurrent('what only the schema refuses is a warning, in every run', async () => {
    using scenario = startScenario(version, {
      'company.team/flows/a.yml': aFlow({ id: 'a' }),
      '.kestra/flow-schema.json': staleSchema(version),
    })
    const reported = (severity: string) => expect.objectContaining({ code: 'unknown-type', severity, line: 5 })
    expect((await scenario.json(['validate', '--offline'])).problems).toContainEqual(reported('error'))
    for (const result of ['deployed', 'in-sync']) {
      const run = await scenario.json(['deploy'])
      expect(run).toMatchObject({ code: 0, result })
      expect(run.problems).toContainEqual(reported('warning'))
    }
  })

  test.concurrent('what it refuses stays an error, whatever the repository says', async () => {
    using scenario = startScenario(version, {
      'company.team/flows/a.yml': `${aFlow({ id: 'a' })}# kestra-gitops: ignore unknown-property\nnonsense: 1\n`,
      '.kestra/gitops.yml': 'severities:\n  unknown-property: off\n  server-invalid: off\n',
    })
    const writes = await scenario.writesOf(async () => {
      const run = await scenario.json(['deploy'])
      expect(run).toMatchObject({ code: 1, result: 'invalid' })
      expect(run.problems).toContainEqual(expect.objectContaining({ severity: 'error', line: 8 }))
    })
    expect(writes).toEqual([])
  })
})
