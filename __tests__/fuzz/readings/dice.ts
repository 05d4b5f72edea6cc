import { randomOf } from '../mutate.ts'

/** Chances that are the same for the same seed. */
export interface Dice {
  /** A whole number from 0 up to, and without, `limit`. */
  readonly upTo: (limit: number) => number
  readonly pick: <T>(items: readonly [T, ...T[]]) => T
  /** True in so many of 100 throws. */
  readonly inHundred: (times: number) => boolean
  /** The same for what is seldom all right: one time in three as often in every second text, so that many stay whole. */
  readonly atTimes: (times: number) => boolean
}

export const diceOf = (seed: number): Dice => {
  const random = randomOf(seed)
  const upTo = (limit: number): number => Math.floor(random() * limit)
  const inHundred = (times: number): boolean => random() * 100 < times
  const share = inHundred(50) ? 1 : 1 / 3
  return {
    upTo,
    pick: (items) => items[upTo(items.length)] ?? items[0],
    inHundred,
    atTimes: (times) => inHundred(times * share),
  }
}
