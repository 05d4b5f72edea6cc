import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadFlowSchema } from '../../src/lint/schema/flow-schema.ts'
import { validateAgainstSchema } from '../../src/lint/schema/validate-against-schema.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { describeEngines, freshServer, type TestServer } from '../engine/engine.ts'
import { engineVersions } from '../engine/engine-versions.ts'
import { validFlows } from '../fixtures/valid-flows.ts'
import { mutateFlow } from './mutate-flow.ts'
import { validateBatch } from './validate-batch.ts'

/** The engine's constraints of each source; `undefined` where it accepts the flow. */
const constraintsOf = async (server: TestServer, sources: readonly string[]): Promise<(string | undefined)[]> =>
  (await validateBatch(server, sources)).map(({ constraints }) => constraints ?? undefined)

describeEngines('the schema of a server says nothing that its engine contradicts', (version) => {
  const fixture = new URL(`../fixtures/flow-schema/${version}.recorded.json`, import.meta.url)
  const schema = loadFlowSchema(JSON.parse(readFileSync(fixture, 'utf8')))
  const problemsOf = (source: string) => validateAgainstSchema({ file: 'f.yml', document: parseYaml(source), schema })

  test('flows that it accepts have no problem', async () => {
    const flows = validFlows(version)
    expect(await constraintsOf(freshServer(version), flows)).toEqual(flows.map(() => undefined))
    expect(flows.flatMap(problemsOf)).toEqual([])
  })

  test('it refuses every flow that has an error, over thousands of changed flows', async () => {
    const mutations = validFlows(version)
      .flatMap(mutateFlow)
      .filter((_, index) => index % 2 === engineVersions.indexOf(version))
    const server = freshServer(version)
    const verdicts = await constraintsOf(
      server,
      mutations.map(({ source }) => source),
    )
    const found = mutations
      .map(({ name, source }, index) => ({ name, source, isRefused: verdicts[index] !== undefined }))
      .filter(({ source }) => problemsOf(source).some(({ severity }) => severity === 'error'))
    const wrongly = found.filter(({ isRefused }) => !isRefused)
    expect(wrongly.map(({ name }) => name)).toEqual([])
    expect(found.length).toBeGreaterThan(500)
  })
})
