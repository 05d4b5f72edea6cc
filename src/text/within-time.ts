import { runInNewContext } from 'node:vm'

/**
 * The result of `run`; `undefined` when it takes longer than `milliseconds`. A new context is the only way to stop a
 * running regular expression. Throws what `run` throws.
 */
export const withinTime = <T>(milliseconds: number, run: () => T): { readonly value: T } | undefined => {
  let result: { readonly value: T } | undefined
  const keep = () => {
    result = { value: run() }
  }
  try {
    runInNewContext('keep()', { keep }, { timeout: milliseconds })
  } catch (error) {
    if (!isTimeout(error)) throw error
    return undefined
  }
  return result
}

/** An error of the other context is not an `instanceof Error` of this one. */
const isTimeout = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
