import assert from 'node:assert/strict'

/** Throws with both values, and with what it is about, unless they are equal. */
export const expectSame = (what: string, actual: unknown, expected: unknown): void => {
  reported(what, () => assert.deepStrictEqual(actual, expected))
}

/** As `expectSame`, for the properties that `expected` has; others do not matter. */
export const expectWith = <T extends object>(what: string, actual: T, expected: object): void => {
  const named = Object.fromEntries(Object.keys(expected).map((key) => [key, actual[key as keyof T]]))
  const said = 'message' in actual && typeof actual.message === 'string' ? ` (it says: ${actual.message})` : ''
  reported(`${what}${said}`, () => assert.partialDeepStrictEqual(named, expected))
}

export const expectMatch = (what: string, text: string | null | undefined, pattern: RegExp): void => {
  reported(what, () => assert.match(text ?? '', pattern))
}

const reported = (what: string, compare: () => void): void => {
  try {
    compare()
  } catch (error) {
    throw new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}
