import type * as fc from 'fast-check'
import * as arbitrary from 'fast-check'

/** What a text is made from: each choice is one that fast-check can make smaller. */
export interface Chance {
  /** The first ones are those that a smaller example has. */
  readonly pick: <T>(choices: readonly [T, ...T[]]) => T
  /** From 0 to below. */
  readonly upTo: (below: number) => number
  /** True as often as that in a hundred. */
  readonly inHundred: (percent: number) => boolean
}

export const chanceOf = (given: fc.GeneratorValue): Chance => {
  const upTo = (below: number) => given(arbitrary.nat, { max: below - 1 })
  return {
    upTo,
    pick: ([first, ...others]) => [first, ...others][upTo(others.length + 1)] ?? first,
    inHundred: (percent) => upTo(100) >= 100 - percent,
  }
}

/** As many as by chance, at most `most`. */
export const some = <T>(chance: Chance, most: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: chance.upTo(most + 1) }, (_, index) => make(index))
