import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeDigests, encodeDigests, MOST_RESOURCES, planDigests } from '../../src/plan/plan-digests.ts'
import { aCreate, aDeletion, aPlannedResource } from '../render/factories.ts'

const SALT = 'k1 #7'
const many = (count: number) =>
  Array.from({ length: count }, (_, index) => aPlannedResource({ name: `flow-${index}`, desired: `id: ${index}\n` }))
const encoded = (resources: Parameters<typeof planDigests>[0]['resources'], salt = SALT) =>
  encodeDigests(planDigests({ resources }, salt))

describe('planDigests', () => {
  it('is read back as it was written', () => {
    const approvedPlan = planDigests({ resources: [aPlannedResource(), aCreate(), aDeletion()] }, SALT)
    expect(decodeDigests(encodeDigests(approvedPlan))).toEqual(approvedPlan)
    expect(approvedPlan).toMatchObject({ kind: 'each', resources: [{ change: 'update' }, { change: 'create' }, {}] })
  })

  it('holds 600 resources in 12,800 characters, and one digest over more of them', () => {
    expect(encoded(many(MOST_RESOURCES)).length).toBe(12_800)
    const [one, other] = [encoded(many(601)), encoded(many(601).toReversed())]
    expect(one).toBe(other)
    expect(one.length).toBe(23)
    expect(decodeDigests(one)).toEqual(planDigests({ resources: many(601) }, SALT))
    expect(encoded([...many(600), aCreate()])).not.toBe(one)
  })

  it('is another one with another salt, class, action or text', () => {
    const update = aPlannedResource()
    const others = [
      encoded([update], 'k1 #8'),
      encoded([{ ...update, change: 'adopt' }]),
      encoded([{ ...update, action: 'none' }]),
      encoded([{ ...update, desired: 'id: daily\n' }]),
      encoded([{ ...update, live: 'id: daily\n' }]),
    ]
    expect(new Set([encoded([update]), ...others]).size).toBe(6)
    expect(encoded([{ ...update, words: ['other words'] }])).toBe(encoded([update]))
  })

  it.each(['adopt', 'drift', 'conflict', 'delete'] as const)(
    'tells nothing of the text that only the server has: %s',
    (change) => {
      const secret = (live: string) => encoded([aPlannedResource({ change, live, base: 'id: other\n' })])
      expect(secret('password: 1234\n')).toBe(secret('password: 5678\n'))
    },
  )

  it('takes nothing that somebody made up for a promise, and never throws', () => {
    const wrong = ['x', '*', '*AAAA', 'AAAA', 'no base64url', `${encoded([aCreate()])}AA`, encoded(many(600)).repeat(2)]
    for (const text of wrong) expect(decodeDigests(text)).toBeUndefined()
    fc.assert(fc.property(fc.string(), (text) => void decodeDigests(text)))
    expect(decodeDigests(randomBytes(16).fill(255).toString('base64url'))).toBeUndefined()
    expect(decodeDigests('')).toEqual({ kind: 'each', resources: [] })
  })
})
