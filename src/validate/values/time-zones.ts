import { closestWord } from '../../text/closest-word.ts'
import type { Misfit } from './misfit.ts'

/** `ZoneId.of`: an offset from UTC. */
const OFFSET = /^(?:Z|(?:UTC|GMT|UT)?[-+]\d{1,2}(?::?\d\d){0,2}|UTC|GMT|UT)$/
/** The names of zones that are no region and city; of EST, MST and HST it depends on the Java that the server runs with. */
const OTHERS = new Set(
  `CET CST6CDT Cuba EET EST EST5EDT Egypt Eire GB GB-Eire GMT0 Greenwich HST Hongkong Iceland Iran Israel Jamaica Japan Kwajalein Libya MET MST
  MST7MDT NZ NZ-CHAT Navajo PRC PST8PDT Poland Portugal ROK Singapore Turkey UCT Universal W-SU WET Zulu`.split(/\s+/),
)

/** Why a text is no time zone; `undefined` where it is one. Letter case counts (docs/facts/kestra.md, "Inputs and values"). */
export const wrongTimeZone = (text: string): Misfit | undefined => {
  if (OFFSET.test(text) || OTHERS.has(text)) return undefined
  const regions = Intl.supportedValuesOf('timeZone')
  const same = regions.find((region) => region.toLowerCase() === text.toLowerCase())
  // What Intl takes besides are older names of the same zones.
  if (same === text || (same === undefined && text.includes('/') && isRegion(text))) return undefined
  const near = same ?? closestWord(text, regions)
  const fix = near === undefined ? 'Write a region and city, such as `Europe/Paris`.' : `Did you mean \`${near}\`?`
  return { reason: 'there is no such time zone', fix }
}

const isRegion = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
