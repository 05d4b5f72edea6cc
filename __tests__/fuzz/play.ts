import { mutate, randomOf } from './mutate.ts'
import type { Target } from './target.ts'

/** An input that broke what a reader promises. */
export interface Breach {
  readonly target: string
  readonly seed: number
  readonly why: string
  readonly input: Uint8Array
}

/** The input of a target for a seed: the same each time. */
export const inputOf = ({ seeds }: Target, seed: number): Uint8Array => mutate(seeds, randomOf(seed))

/** Reads one input. A breach when the reader throws. */
export const playOne = async (target: Target, seed: number): Promise<Breach | undefined> => {
  const input = inputOf(target, seed)
  try {
    await target.read(input)
    return undefined
  } catch (error) {
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error)
    return { target: target.name, seed, why, input }
  }
}
