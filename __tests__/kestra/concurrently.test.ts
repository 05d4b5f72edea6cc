import { describe, expect, it } from 'vitest'
import { concurrently } from '../../src/kestra/client.ts'

const items = Array.from({ length: 100 }, (_, index) => index)

describe('concurrently', () => {
  it('keeps the order, with at most 8 calls under way', async () => {
    let underWay = 0
    let most = 0
    const doubled = await concurrently(items, async (item) => {
      underWay += 1
      most = Math.max(most, underWay)
      await new Promise((resolve) => setTimeout(resolve, item % 3))
      underWay -= 1
      return item * 2
    })
    expect(doubled).toEqual(items.map((item) => item * 2))
    expect(most).toBe(8)
  })

  it('begins no further call after one has failed', async () => {
    let begun = 0
    const reading = concurrently(items, async (item) => {
      begun += 1
      await new Promise((resolve) => setTimeout(resolve, 1))
      if (item === 3) throw new Error('401')
    })
    await expect(reading).rejects.toThrow('401')
    expect(begun).toBeLessThanOrEqual(16)
  })
})
