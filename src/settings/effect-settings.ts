import { EFFECT_INPUTS } from './inputs/effect-inputs.ts'
import type { SettingsReader } from './inputs/raw-settings.ts'

/** The settings of what a deploy does beyond writing. */
export const parseEffect = (read: SettingsReader, problems: string[]) => ({
  waitForIdleMs: parseBudget('wait-for-idle', read, problems),
  followMs: parseBudget('follow', read, problems),
  runsSmoke: read.boolean('smoke'),
  smokeKeep: read.oneOf('smoke-keep', EFFECT_INPUTS['smoke-keep'].choices),
})

const UNITS: ReadonlyMap<string | undefined, number> = new Map([
  ['s', 1_000],
  ['m', 60_000],
])

/** A run ends after an hour, whatever it does. */
const LONGEST_MINUTES = 50

/** `10m`, `90s` in milliseconds; `undefined` where none is set. */
const parseBudget = (
  name: 'wait-for-idle' | 'follow',
  read: SettingsReader,
  problems: string[],
): number | undefined => {
  const text = read.text(name)
  if (text === undefined) return undefined
  const [, amount, unit] = /^(\d{1,5})([sm])$/.exec(text) ?? []
  const milliseconds = Number(amount) * (UNITS.get(unit) ?? Number.NaN)
  if (milliseconds > 0 && milliseconds <= LONGEST_MINUTES * 60_000) return milliseconds
  problems.push(
    `"${name}" must be a number of minutes or seconds, as 10m or 90s, and at most ${LONGEST_MINUTES}m; got \`${text}\``,
  )
  return undefined
}
