import type { Dice } from './dice.ts'
import { ANCHORS, ESCAPES, FURTHER, LINES, TAGS, TYPED, WORDS } from './words.ts'

/** Text of few letters, or around the borders of what YAML takes for another type or for a sign. */
export const wordOf = (dice: Dice): string =>
  dice.atTimes(60)
    ? dice.pick([dice.pick(TYPED), dice.pick(WORDS)])
    : dice.pick(['a', 'b', 'hello', 'some words', 'a1'])

const doubleQuoted = (dice: Dice, text: string, indent: string): string => {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', `\n\n${indent}`)
  const at = dice.upTo(escaped.length + 1)
  return dice.atTimes(40) ? `"${escaped.slice(0, at)}${dice.pick(ESCAPES)}${escaped.slice(at)}"` : `"${escaped}"`
}

/** Words over several lines, as a plain or quoted scalar may have them. */
const folded = (dice: Dice, text: string, indent: string): string => {
  const space = dice.pick(['\n', '\n', ' \n', '\n\n', '\n \n', '\t\n', '\n\t', '\n\t\n', '\r\n'])
  const more = dice.pick(['', ' ', '  ', '\t', ''])
  return `${text}${space}${indent}${more}${dice.pick(FURTHER)}`
}

/** A scalar of one line or several, as it may stand behind `key: ` or `- `; `indent` is what its further lines begin with. */
export const scalarText = (dice: Dice, text: string, indent: string): string => {
  const written = dice.atTimes(6) ? folded(dice, text, indent) : text
  const style = dice.upTo(10) + (/^[\w .+-]*$/.test(text) ? 0 : 3)
  if (style < 6) return written.replaceAll('\n', `\n${indent}`)
  return style < 9
    ? `'${written.replaceAll("'", "''").replaceAll('\n', `\n${indent}`)}'`
    : doubleQuoted(dice, written, indent)
}

/** An anchor, a tag, both or, mostly, none; with what separates it from a value. */
export const propertiesOf = (dice: Dice): string => {
  if (!dice.atTimes(12)) return ''
  const [tag, anchor] = [dice.pick(TAGS), dice.pick(ANCHORS)]
  const between = dice.inHundred(90) ? ' ' : dice.pick(['\t', '', '  ', '\n    '])
  return dice.pick([
    `${tag}${between}`,
    `${anchor}${between}`,
    `${tag} ${anchor}${between}`,
    `${anchor} ${tag}${between}`,
  ])
}

/** Behind a value. */
export const behindOf = (dice: Dice): string =>
  dice.atTimes(10) ? dice.pick([' # c', '\t# c', '# c', ' #', '  ', '\t', ' \t # c', ' #\ufeff', ' # a: b']) : ''

/** A block scalar from its sign on, with its lines; they are indented by more than `indent`, mostly. */
export const blockScalarText = (dice: Dice, text: string, indent: string): string => {
  const sign = dice.pick(['|', '>', '|', '>'])
  const step = 1 + dice.upTo(4)
  const indicator = dice.inHundred(25) ? dice.pick([`${step}`, `${step}`, `${dice.upTo(10)}`, '0', '10']) : ''
  const chomp = dice.pick(['', '', '-', '+'])
  const header = dice.inHundred(50) ? `${indicator}${chomp}` : `${chomp}${indicator}`
  const inner = indent + ' '.repeat(dice.atTimes(5) ? dice.upTo(3) : step)
  const lines = [text, ...Array.from({ length: dice.upTo(4) }, () => dice.pick(LINES))].join('\n')
  const body = lines.split('\n').map((line) => (line === '' && dice.inHundred(70) ? '' : `${inner}${line}`))
  const before = dice.inHundred(10) ? dice.pick(['\n', ' \n', `${inner} \n`, '\t\n', `${inner}\t\n`, '        \n']) : ''
  const behind = dice.inHundred(15)
    ? dice.pick(['\n', '\n\n', ' \n', `${inner} \n`, '# c\n', ` # c\n`, `${indent}# c\n`, '\t\n'])
    : ''
  return `${sign}${header}${behindOf(dice)}\n${before}${body.join('\n')}\n${behind}`
}
