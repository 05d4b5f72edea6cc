import { counted } from '../../../text/lists.ts'
import type { Caller } from '../../kind.ts'
import { listNames } from '../../words.ts'

/** What callers do, as plural and singular. */
export const BREAK = ['break', 'breaks'] as const
export const PASS_IT = ['pass it', 'passes it'] as const
export const STILL_PASS_IT = ['still pass it', 'still passes it'] as const

/** `` 2 callers break: `a.b.c`, `a.b.d` ``, by name. */
export const describeCallers = (callers: readonly Caller[], [plural, singular]: readonly [string, string]): string => {
  const names = callerNames(callers)
  return `${counted(names.length, 'caller')} ${names.length === 1 ? singular : plural}: ${listNames(names)}`
}

/** Each once, sorted. */
export const callerNames = (callers: readonly Caller[]): readonly string[] =>
  [...new Set(callers.map(({ name }) => name))].sort()
