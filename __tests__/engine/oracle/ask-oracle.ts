import * as z from 'zod'
import { call, type TestServer } from '../engine.ts'
import type { Topic } from './corpus.ts'

const Judged = z.object({
  id: z.string(),
  state: z.enum(['SUCCESS', 'FAILED', 'ERROR', 'SKIPPED']),
  executionState: z.string().nullish(),
  expectedState: z.string(),
  assertions: z.array(z.looseObject({ operator: z.string(), isSuccess: z.boolean() })),
  errors: z.array(z.looseObject({ message: z.string(), details: z.string().nullish() })),
})
const Told = z.object({ refused: z.string().nullish(), cases: z.array(Judged) })

export type Judged = z.infer<typeof Judged>

/** Stores the flows of a topic as they are written. */
export const storeFlows = async (server: Omit<TestServer, 'version'>, { name, flows }: Topic): Promise<void> => {
  for (const body of flows) {
    const stored = await call(server, '/flows', {
      method: 'POST',
      headers: { 'content-type': 'application/x-yaml' },
      body,
    })
    if (!stored.ok) throw new Error(`A flow of ${name} is not stored: ${await stored.text()}`)
  }
}

/** What Kestra's own machinery says of each case of a suite, whose flow is stored. */
export const askOracle = async ({ url, tenant }: TestServer, suite: string): Promise<readonly Judged[]> => {
  const answer = await fetch(`${url}/_control/test`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenant, suite }),
  })
  const { refused, cases } = Told.parse(await answer.json())
  if (typeof refused === 'string') throw new Error(`The suite is refused: ${refused}`)
  return cases
}
