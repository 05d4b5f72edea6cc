import type { Dice } from './dice.ts'
import { TOKENS } from './words.ts'

/** The text with one to four of its places changed. */
export const damaged = (dice: Dice, text: string): string => {
  let changed = text
  for (let left = 1 + dice.upTo(dice.inHundred(30) ? 4 : 1); left > 0; left -= 1) changed = damagedOnce(dice, changed)
  return changed
}

const damagedOnce = (dice: Dice, text: string): string => {
  const at = dice.inHundred(60) ? dice.upTo(text.length + 1) : placeOfSign(dice, text)
  const [before, behind] = [text.slice(0, at), text.slice(at)]
  const length = 1 + dice.upTo(dice.inHundred(70) ? 3 : 30)
  const from = dice.upTo(text.length)
  const kind = dice.upTo(10)
  if (kind < 5) return `${before}${dice.pick(TOKENS)}${behind}`
  if (kind < 7) return `${before}${dice.pick(TOKENS)}${behind.slice(length)}`
  if (kind === 7) return `${before}${behind.slice(length)}`
  if (kind === 8) return `${before}${text.slice(from, from + length)}${behind}`
  return `${before}${behind.slice(0, length)}${text.slice(at)}`
}

/** Beside one of the signs that structure the text. */
const placeOfSign = (dice: Dice, text: string): number => {
  const places = [...text.matchAll(/[\n:#"'[\]{},|>?&*!-]/g)].map(({ index }) => index + dice.upTo(2))
  return places[dice.upTo(places.length)] ?? 0
}
