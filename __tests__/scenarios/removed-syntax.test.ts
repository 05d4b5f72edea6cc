import { expect, test } from 'vitest'
import { describeEngines, freshServer } from '../engine/engine.ts'
import { CONSTRUCTS, unmarked, type Verdict } from '../fixtures/removed-in-2.ts'
import { validateBatch } from './validate-batch.ts'

describeEngines('what 2.0 no longer has', (version) => {
  test('is what the engine says of each construct', async () => {
    const verdicts = await validateBatch(
      freshServer(version),
      CONSTRUCTS.map((construct) => unmarked(construct).source),
    )
    const said = verdicts.map(({ constraints }): Verdict => (constraints ? 'refuses' : 'takes'))
    const expected = CONSTRUCTS.map(({ before2, on2 }) => (version === '2.0.0' ? on2 : before2))
    const named = CONSTRUCTS.map(({ name, marked }, index) => ({ name, marked, said: said[index] }))
    expect(named).toEqual(
      CONSTRUCTS.map(({ name, marked }, index) => {
        const verdict = expected[index]
        return { name, marked, said: verdict === 'fails-at-run-time' ? 'takes' : verdict }
      }),
    )
  })
})
