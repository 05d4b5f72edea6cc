import { expect, test } from 'vitest'
import { describeEngines, freshServer } from '../engine/engine.ts'
import { startGateway } from '../support/gateway.ts'
import { playMany } from './play-many.ts'

// On each version, for CI to end in time; `npm run soak` plays more.
const HISTORIES = 12
const SEED = 20_261_121

describeEngines('random histories of a repository and its server', (version) => {
  test('never lose an edit, never touch what is not ours, and end as Git says', { timeout: 1_800_000 }, async () => {
    await using gateway = await startGateway()
    const tenantOf = () => freshServer(version)
    const violations = await playMany({ runs: HISTORIES, seed: SEED, gateway, tenantOf, atOnce: 4 })
    expect(violations.join('\n\n')).toBe('')
  })
})
