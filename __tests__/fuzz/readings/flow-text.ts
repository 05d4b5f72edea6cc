import { damaged } from './damage.ts'
import { type Dice, diceOf } from './dice.ts'
import { behindOf, blockScalarText, propertiesOf, scalarText, wordOf } from './scalar-text.ts'
import { bracketText, keyText, lineValue, valueText } from './value-text.ts'
import { HEADS, NAMES, SWITCHES, TAILS } from './words.ts'

const LOG = 'io.kestra.plugin.core.log.Log'

/**
 * The text of a flow in one of the many ways in which YAML can be written, some of them only nearly right: the same for the same seed.
 * Well-formed: what has no UTF-8 cannot lie in a file.
 */
export const flowText = (seed: number): string => {
  const dice = diceOf(seed)
  const text = wholeText(dice)
  return (dice.atTimes(50) ? damaged(dice, text) : text).toWellFormed()
}

const wholeText = (dice: Dice): string => {
  const more = MORE.filter(() => dice.inHundred(20)).map((section) => section(dice))
  const sections = [idText(dice), namespaceText(dice), tasksText(dice), ...more]
  const ordered = dice.inHundred(70) ? sections : sections.toReversed()
  const [head, tail] = [HEADS, TAILS].map((texts) => (dice.atTimes(20) ? dice.pick(texts) : ''))
  const text = `${head}${ordered.join('')}${tail}`
  const ended = dice.inHundred(5) ? text.trimEnd() : text
  return dice.inHundred(8) ? ended.replaceAll(/\r?\n/g, '\r\n') : ended
}

const nameText = (dice: Dice): string => scalarText(dice, dice.pick(NAMES), '  ')

const idText = (dice: Dice): string => {
  if (dice.atTimes(8)) return `${keyText(dice, 'id')}${valueText(dice, { indent: 0, depth: 1 })}`
  const isBlock = dice.atTimes(8)
  return `${keyText(dice, 'id')}${isBlock ? ` ${blockScalarText(dice, 'a', '')}` : lineValue(dice, nameText(dice))}`
}

const namespaceText = (dice: Dice): string => {
  const isBlock = dice.atTimes(5)
  return `${keyText(dice, 'namespace')}${isBlock ? ` ${blockScalarText(dice, 'team', '')}` : lineValue(dice, nameText(dice))}`
}

const tasksText = (dice: Dice): string => {
  const items = Array.from({ length: 1 + dice.upTo(2) }, (_, index) => taskText(dice, `t${index}`))
  return `${keyText(dice, 'tasks')}\n${items.join('')}`
}

const taskText = (dice: Dice, id: string): string => {
  const name = dice.inHundred(85) ? id : scalarText(dice, dice.pick(NAMES), '      ')
  if (dice.inHundred(10)) return `  - {id: ${id}, type: ${LOG}, message: ${bracketText(dice, 2)}}\n`
  const message = `type: ${LOG}\n${dice.atTimes(2) ? '      ' : '    '}message`
  if (dice.inHundred(15))
    return `  - id: ${id}\n    type: io.kestra.plugin.core.flow.Sequential\n    tasks:\n    - id: ${name}x\n      type: ${LOG}\n      message:${lineValue(dice, scalarText(dice, wordOf(dice), '       '))}`
  return `  - id: ${name}${behindOf(dice)}\n    ${message}:${messageText(dice)}`
}

const messageText = (dice: Dice): string =>
  dice.inHundred(30)
    ? ` ${blockScalarText(dice, wordOf(dice), '    ')}`
    : lineValue(dice, scalarText(dice, wordOf(dice), '      '))

const LABELS = ['b', '1', '1.10', 'true', 'off', '"x"', '012', '!!str 012', '1e3', '~', '"a b"'] as const
const TYPES = ['STRING', '"INT"', '!!str FLOAT', 'BOOL'] as const

const MORE: readonly ((dice: Dice) => string)[] = [
  (dice) => `${keyText(dice, 'disabled')}${lineValue(dice, dice.pick(SWITCHES))}`,
  (dice) => `${keyText(dice, 'description')}${messageText(dice)}`,
  (dice) => `${keyText(dice, 'variables')}${valueText(dice, { indent: 0, depth: 0 })}`,
  (dice) => `${keyText(dice, 'variables')}\n  v:${valueText(dice, { indent: 2, depth: 0 })}`,
  (dice) => `${keyText(dice, 'variables')} ${propertiesOf(dice)}{v: ${bracketText(dice, 0)}}${behindOf(dice)}\n`,
  (dice) => `${keyText(dice, 'labels')}\n  a: ${dice.pick(LABELS)}\n  b: c\n`,
  (dice) => `${keyText(dice, 'labels')} [{key: a, value: ${dice.pick(LABELS)}}]\n`,
  (dice) => `${keyText(dice, 'inputs')}\n- id: ${nameText(dice)}\n  type: ${dice.pick(TYPES)}\n  required: false\n`,
  (dice) =>
    `${keyText(dice, 'triggers')}\n  - id: ${nameText(dice)}\n    type: io.kestra.plugin.core.trigger.Schedule\n    cron: "* * * * *"\n    disabled: ${dice.pick(SWITCHES)}\n`,
  (dice) => `${dice.pick(['#', '# c', '  # c', '\t# c', '#\tc', '# \ufeff', ''])}\n`,
]
