import { describe, expect, it } from 'vitest'
import { describeResourceChange } from '../../src/render/describe-resource-change.ts'
import { aPlannedResource } from './factories.ts'

const first = (overrides: Parameters<typeof aPlannedResource>[0]) =>
  describeResourceChange(aPlannedResource(overrides))[0]

describe('describeResourceChange', () => {
  const drift = { change: 'drift', action: 'none', cause: 'edited' } as const

  it('says when an edit was saved on the server, where the server tells', () => {
    expect(first({ ...drift, edited: '2026-11-22T15:06:31.386343Z' })).toBe(
      'edited on the server since the last deploy (2026-11-22 15:06 UTC)',
    )
    for (const edited of [undefined, 'no time', '<script>'])
      expect(first({ ...drift, edited })).toBe('edited on the server since the last deploy')
  })

  it('names the revision where no column does, and nothing for what is gone', () => {
    const conflict = { change: 'conflict', action: 'none', cause: 'edited', edited: '2026-11-22T15:06:31Z' } as const
    expect(first(conflict)).toBe('edited on the server since the last deploy (revision 12, 2026-11-22 15:06 UTC)')
    expect(first({ ...drift, cause: 'deleted', edited: '2026-11-22T15:06:31Z' })).toBe('deleted on the server')
  })
})
