import * as fc from 'fast-check'
import type { Gateway } from '../support/gateway.ts'
import type { ServerTarget } from '../support/server-hands.ts'
import { arbitraryHistory } from './arbitrary-history.ts'
import { playHistory } from './play-history.ts'

export interface ManyOptions {
  readonly runs: number
  readonly seed: number
  readonly gateway: Gateway
  /** A fresh tenant for the history of that seed. */
  readonly tenantOf: (seed: number) => ServerTarget
  /** How many histories are played at the same time. */
  readonly atOnce: number
  readonly onViolation?: (text: string) => void
  /** Told after each history how many have been begun. */
  readonly onPlayed?: (begun: number) => void
}

// Shrinking plays a history again and again; after this the smallest one so far is good enough.
const SHRINKING_LIMIT_MS = 90_000

/**
 * Plays random histories, each with a seed of its own, so that one of them can be played again alone. Returns the
 * violations: the seed, what happened, and the shrunk history.
 */
export const playMany = async (options: ManyOptions): Promise<readonly string[]> => {
  const violations: string[] = []
  let next = 0
  const worker = async (): Promise<void> => {
    for (let index = next++; index < options.runs; index = next++) {
      const violation = await playOne(options, index)
      options.onPlayed?.(next)
      if (violation === undefined) continue
      violations.push(violation)
      options.onViolation?.(violation)
    }
  }
  await Promise.all(Array.from({ length: options.atOnce }, worker))
  return violations
}

const playOne = async ({ seed, gateway, tenantOf }: ManyOptions, index: number): Promise<string | undefined> => {
  const ownSeed = seed + index
  const property = fc.asyncProperty(arbitraryHistory, (history) =>
    playHistory(history, { tenant: tenantOf(ownSeed), gateway }),
  )
  const once = { seed: ownSeed, numRuns: 1 }
  // Only shrinking is limited: a history that takes its time is played to its end.
  const first = await fc.check(property, { ...once, endOnFailure: true })
  if (!first.failed) return undefined
  const shrunk = await fc.check(property, { ...once, interruptAfterTimeLimit: SHRINKING_LIMIT_MS })
  const details = shrunk.errorInstance === null ? first : shrunk
  const cause = details.errorInstance instanceof Error ? (details.errorInstance.stack ?? '') : ''
  const version = tenantOf(ownSeed).url
  return `seed ${ownSeed} (${version}), shrunk ${details.numShrinks} times:\n${cause.split('\n    at ')[0]}\n${fc.stringify(details.counterexample)}`
}
