import { describe, expect, it } from 'vitest'
import { KINDS } from '../../src/kinds/kinds.ts'

describe('the kinds of resources', () => {
  it.each(['rank', 'recordGroup', 'noun'] as const)('have each a %s of their own', (field) => {
    const values = Object.values(KINDS).map((kind) => kind[field])
    expect(new Set(values).size).toBe(values.length)
  })

  it('lie in the records of servers under the names that they always had', () => {
    expect(Object.entries(KINDS).map(([kind, { recordGroup }]) => [kind, recordGroup])).toEqual([
      ['flow', 'flows'],
      ['file', 'files'],
      ['dashboard', 'dashboards'],
      ['key-value', 'keyValues'],
    ])
  })
})
