import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { machineContractSchema } from '../../src/render/machine-contract.ts'

describe('the machine contract', () => {
  it('is the one published in docs/plan.schema.json (node scripts/generate-plan-schema.ts writes it)', () => {
    const published: unknown = JSON.parse(readFileSync(new URL('../../docs/plan.schema.json', import.meta.url), 'utf8'))
    expect(published).toEqual(JSON.parse(JSON.stringify(machineContractSchema())))
  })
})
