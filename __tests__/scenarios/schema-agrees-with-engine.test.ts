import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { parseFlow } from '../../src/flow/parse-flow.ts'
import { loadFlowSchema } from '../../src/validate/schema/flow-schema.ts'
import { validateAgainstSchema } from '../../src/validate/schema/validate-against-schema.ts'
import { call, describeEngines, freshServer, type TestServer } from '../engine/engine.ts'
import { validFlows } from '../fixtures/valid-flows.ts'
import { mutateFlow } from './mutate-flow.ts'

const Verdicts = z.array(z.looseObject({ constraints: z.string().nullish() }))
const BATCH_FLOWS = 100

/** The engine's constraints of each source; `undefined` where it accepts the flow. */
const verdictsOf = async (server: TestServer, sources: readonly string[]): Promise<(string | undefined)[]> => {
  const verdicts: (string | undefined)[] = []
  for (let start = 0; start < sources.length; start += BATCH_FLOWS) {
    const form = new FormData()
    for (const source of sources.slice(start, start + BATCH_FLOWS)) form.append('flows', new Blob([source]), 'flow.yml')
    const response = await call(server, '/flows/validate', { method: 'POST', body: form })
    const answer = Verdicts.parse(await response.json())
    verdicts.push(...answer.map(({ constraints }) => constraints ?? undefined))
  }
  return verdicts
}

describeEngines('the schema of a server says nothing that its engine contradicts', (version) => {
  const fixture = new URL(`../fixtures/flow-schema/${version}.recorded.json`, import.meta.url)
  const schema = loadFlowSchema(JSON.parse(readFileSync(fixture, 'utf8')))
  const problemsOf = (source: string) => validateAgainstSchema({ file: 'f.yml', document: parseFlow(source), schema })

  test('flows that it accepts have no problem', async () => {
    const flows = validFlows(version)
    expect(await verdictsOf(freshServer(version), flows)).toEqual(flows.map(() => undefined))
    expect(flows.flatMap(problemsOf)).toEqual([])
  })

  test('it refuses every flow that has an error, over thousands of changed flows', async () => {
    const mutations = validFlows(version).flatMap(mutateFlow)
    const server = freshServer(version)
    const verdicts = await verdictsOf(
      server,
      mutations.map(({ source }) => source),
    )
    const wrongly = mutations.filter(({ source }, index) => {
      const errors = problemsOf(source).filter(({ severity }) => severity === 'error')
      return errors.length > 0 && verdicts[index] === undefined
    })
    const found = mutations.filter(({ source }) => problemsOf(source).some(({ severity }) => severity === 'error'))
    expect(wrongly.map(({ name }) => name)).toEqual([])
    expect(found.length).toBeGreaterThan(1000)
  })
})
