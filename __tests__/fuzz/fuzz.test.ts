import { describe, expect, it } from 'vitest'
import { playGrowth } from './grow.ts'
import { inputOf, playOne } from './play.ts'
import { TARGETS } from './targets.ts'

const RUNS = 150
/** Inputs of which each is read at two sizes. */
const GROWN = 8

describe('whatever the bytes are', () => {
  it.each(TARGETS)('$name: what is all right is read', async ({ seeds, read }) => {
    expect(seeds.length).toBeGreaterThan(0)
    for (const seed of seeds) await read(seed)
  })

  it.each(TARGETS)('$name: what is not is told, and breaks no promise', async (target) => {
    for (let seed = 1; seed <= RUNS; seed += 1) expect(await playOne(target, seed)).toBeUndefined()
  })

  it.each(TARGETS)('$name: four times as much takes about four times as long', async (target) => {
    for (let seed = 1; seed <= GROWN; seed += 1) expect(await playGrowth(target, seed, 2_000)).toBeUndefined()
  })

  it('the inputs are many, and the same for the same seed', () => {
    for (const target of TARGETS) {
      const inputs = Array.from({ length: 50 }, (_, seed) => Buffer.from(inputOf(target, seed)).toString('base64'))
      expect(new Set(inputs).size).toBeGreaterThan(40)
      expect(Buffer.from(inputOf(target, 7)).toString('base64')).toBe(inputs[7])
    }
  })
})
