import * as z from 'zod'
import { call, type TestServer } from '../engine/engine.ts'

const Verdict = z.object({
  index: z.int(),
  flow: z.string().nullish(),
  namespace: z.string().nullish(),
  constraints: z.string().nullish(),
})

/** What the server's validation says of one source. */
export type Verdict = z.infer<typeof Verdict>

const BATCH = 100

/** The server's verdict on each source, in order. A source must not have a line that starts with `---`. */
export const validateBatch = async (server: TestServer, sources: readonly string[]): Promise<readonly Verdict[]> => {
  const verdicts: Verdict[] = []
  for (let from = 0; from < sources.length; from += BATCH) {
    const batch = sources.slice(from, from + BATCH)
    const response = await call(server, '/flows/validate', {
      method: 'POST',
      headers: { 'content-type': 'application/x-yaml' },
      body: batch.join('\n---\n'),
    })
    const answers = z.array(Verdict).parse(await response.json())
    if (answers.length !== batch.length) throw new Error(`${batch.length} sources, ${answers.length} verdicts`)
    verdicts.push(...answers)
  }
  return verdicts
}
