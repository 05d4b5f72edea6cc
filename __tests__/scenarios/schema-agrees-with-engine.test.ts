import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { loadFlowSchema } from '../../src/lint/schema/flow-schema.ts'
import { validateAgainstSchema } from '../../src/lint/schema/validate-against-schema.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { describeEngines, freshServer, type TestServer } from '../engine/engine.ts'
import { validFlows } from '../fixtures/valid-flows.ts'
import { mutationsFor } from './mutate-flow.ts'
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

  test('it refuses every changed flow that has an error', async () => {
    const found = mutationsFor(version).filter(({ source }) =>
      problemsOf(source).some(({ severity }) => severity === 'error'),
    )
    expect(found.length).toBeGreaterThan(100)
    const verdicts = await constraintsOf(
      freshServer(version),
      found.map(({ source }) => source),
    )
    expect(found.filter((_, index) => verdicts[index] === undefined).map(({ name }) => name)).toEqual([])
  })
})
