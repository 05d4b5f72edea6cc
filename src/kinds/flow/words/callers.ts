import { counted } from '../../../text/lists.ts'
import type { Caller } from '../../kind.ts'
import { listNames } from '../../words.ts'

/** What callers do, as plural and singular. */
export const BREAK = ['break', 'breaks'] as const
export const PASS_IT = ['pass it', 'passes it'] as const
export const STILL_PASS_IT = ['still pass it', 'still passes it'] as const

/** `` 2 callers break: `a.b.c`, `a.b.d` ``, by name; those that a problem names are only counted. */
export const describeCallers = (callers: readonly Caller[], [plural, singular]: readonly [string, string]): string => {
  const count = callerNames(callers).length
  const names = callerNames(callers.filter(({ isTold }) => isTold !== true))
  const words = `${counted(count, 'caller')} ${count === 1 ? singular : plural}`
  if (names.length === 0) return words
  return names.length === count ? `${words}: ${listNames(names)}` : `${words}, also ${listNames(names)}`
}

/** Each once, sorted. */
export const callerNames = (callers: readonly Caller[]): readonly string[] =>
  [...new Set(callers.map(({ name }) => name))].sort()
