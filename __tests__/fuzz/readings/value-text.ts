import type { Dice } from './dice.ts'
import { behindOf, blockScalarText, propertiesOf, scalarText, wordOf } from './scalar-text.ts'
import { KEYS, PAIRS, SCANT } from './words.ts'

const MOST_DEPTH = 3

interface Place {
  /** Of the key or the dash, in columns. */
  readonly indent: number
  readonly depth: number
}

/** A key of a block map with its colon. */
export const keyText = (dice: Dice, key: string): string =>
  dice.atTimes(10) ? dice.pick(KEYS).replace('K', () => key) : `${key}:`

/** A text behind `key:` to the end of its line. */
export const lineValue = (dice: Dice, text: string): string => ` ${propertiesOf(dice)}${text}${behindOf(dice)}\n`

/** Whatever may stand behind the colon of a block map, to the end of its last line. */
export const valueText = (dice: Dice, place: Place): string => {
  const kind = place.depth >= MOST_DEPTH ? dice.upTo(5) : dice.upTo(10)
  const { indent, depth } = place
  if (kind < 3) return lineValue(dice, scalarText(dice, wordOf(dice), ' '.repeat(indent + 1 + dice.upTo(3))))
  if (kind === 3) return ` ${propertiesOf(dice)}${blockScalarText(dice, wordOf(dice), ' '.repeat(indent))}`
  if (kind === 4) return dice.pick(SCANT)
  if (kind === 5) return lineValue(dice, bracketText(dice, depth))
  const start = ` ${propertiesOf(dice)}`.trimEnd()
  return `${start}\n${kind < 8 ? mapText(dice, place) : listText(dice, place)}`
}

const mapText = (dice: Dice, { indent, depth }: Place): string => {
  const inner = indent + dice.pick([1, 2, 2, 2, 4])
  return several(dice, (index) => {
    const key = keyText(dice, dice.inHundred(70) ? `k${index}` : wordOf(dice))
    return `${' '.repeat(inner)}${key}${valueText(dice, { indent: inner, depth: depth + 1 })}`
  }).join('')
}

const listText = (dice: Dice, { indent, depth }: Place): string => {
  const inner = dice.inHundred(30) ? indent : indent + dice.pick([1, 2, 2, 4])
  return several(dice, () => `${' '.repeat(inner)}-${itemText(dice, { indent: inner, depth: depth + 1 })}`).join('')
}

const several = (dice: Dice, make: (index: number) => string): readonly string[] =>
  Array.from({ length: 1 + dice.upTo(3) }, (_, index) => make(index))

/** What stands behind the dash of a list. */
const itemText = (dice: Dice, { indent, depth }: Place): string => {
  if (dice.inHundred(60) || depth >= MOST_DEPTH) return valueText(dice, { indent, depth: MOST_DEPTH })
  const gap = ' '.repeat(1 + dice.upTo(3))
  const inner = { indent: indent + 1 + gap.length, depth: depth + 1 }
  if (dice.inHundred(40)) return `${gap}-${itemText(dice, inner)}`
  const first = `${propertiesOf(dice)}${keyText(dice, 'k')}${valueText(dice, inner)}`
  return `${gap}${first}${' '.repeat(inner.indent)}${keyText(dice, 'l')} x\n`
}

/** A scalar as it may stand in braces and brackets, or a value in them. */
export const bracketText = (dice: Dice, depth: number): string => {
  const kind = depth >= MOST_DEPTH ? 0 : dice.upTo(4)
  if (kind < 2) return `${propertiesOf(dice)}${scalarText(dice, plainInBrackets(dice), '   ')}`
  const gap = dice.atTimes(20) ? dice.pick(['', '\n  ', '\n', '\t', ' # c\n  ']) : ' '
  const comma = dice.atTimes(10) ? dice.pick([',,', '', ' ,', ',\n  ']) : ','
  const items = Array.from({ length: dice.upTo(4) }, (_, index) =>
    kind === 3 || dice.atTimes(20) ? pairText(dice, `k${index}`, depth + 1) : bracketText(dice, depth + 1),
  )
  const inner = `${gap}${items.join(comma + gap)}${dice.pick(['', '', ',', gap])}`
  return `${propertiesOf(dice)}${kind === 2 ? `[${inner}]` : `{${inner}}`}`
}

const plainInBrackets = (dice: Dice): string => wordOf(dice).replaceAll(/[[\]{},]/g, '')

const pairText = (dice: Dice, key: string, depth: number): string => {
  const value = bracketText(dice, depth)
  if (!dice.atTimes(30)) return `${key}: ${value}`
  const word = dice.inHundred(60) ? key : scalarText(dice, plainInBrackets(dice), '   ')
  return dice
    .pick(PAIRS)
    .replace('K', () => word)
    .replace('V', () => value)
}
