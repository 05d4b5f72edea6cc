import type { AssertionOperator } from '../../suites/suite.ts'
import { parseJson } from '../../text/json.ts'

/** Ends the judging of an assertion as Kestra's exceptions do; its message is told. */
export class AssertionFault extends Error {}

/** Has a text rendered by the server; throws `AssertionFault` where it cannot. */
export type RenderText = (expression: string) => Promise<string>

/** What a value is compared with, rendered and read. */
export interface ExpectedValue {
  /** The operator and what it compares with, in words. */
  readonly words: string
  /** Throws `AssertionFault` where the value cannot be compared. */
  readonly holds: (actual: string) => boolean
}

/** Renders and reads what stands behind an operator; `undefined`: it compares with nothing, and so it does not count. */
type Operator = (text: string, render: RenderText) => Promise<ExpectedValue | undefined>

const ofText =
  (words: string, holds: (actual: string, expected: string) => boolean): Operator =>
  async (text, render) => {
    const expected = await render(text)
    return { words: `${words} \`${expected}\``, holds: (actual) => holds(actual, expected) }
  }

/** Jackson's reading of a text as a number. */
const ofNumber =
  (words: string, holds: (actual: number, expected: number) => boolean): Operator =>
  async (text, render) => {
    const rendered = (await render(text)).trim()
    if (rendered === '') return undefined
    const expected = numberOf(rendered)
    return { words: `${words} \`${expected}\``, holds: (actual) => holds(numberOf(actual.trim()), expected) }
  }

/** As Java's `Double.parseDouble` reads it, but for hexadecimal numbers. */
const numberOf = (text: string): number => {
  const [, number = '', word] =
    /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[dDfF]?$|^([+-]?(?:NaN|Infinity))$/.exec(text) ?? []
  if (number === '' && word === undefined) throw new AssertionFault(`\`${text}\` is no number.`)
  return Number(word ?? number)
}

/** What was rendered is a text, and no text is null. */
const ofNull =
  (isNull: boolean): Operator =>
  async (text, render) => {
    const rendered = (await render(text)).trim()
    if (rendered === '') return undefined
    const isTrue = /^(?:true|True|TRUE|[1-9]\d*)$/.test(rendered)
    if (!isTrue && !/^(?:false|False|FALSE|0)$/.test(rendered))
      throw new AssertionFault(`\`${rendered}\` is neither true nor false.`)
    return isTrue === isNull ? { words: 'null', holds: () => false } : { words: 'not null', holds: () => true }
  }

/** A list that is an expression is rendered and then read as texts, one that is written out is rendered item by item and stays what it is. */
const ofList =
  (words: string, isIn: boolean): Operator =>
  async (text, render) => {
    const isExpression = /^(?:\{\{|\{%)/.test(text.trim()) && /(?:\}\}|%\})$/.test(text.trim())
    const rendered = isExpression ? await render(text) : text
    const items = parseJson(rendered)
    if (!Array.isArray(items)) throw new AssertionFault(`\`${rendered}\` is no list.`)
    const list: unknown[] = []
    for (const item of items) {
      if (typeof item === 'object' && item !== null) throw new AssertionFault('An item of the list is no text.')
      if (isExpression) list.push(item === null ? item : String(item))
      else list.push(typeof item === 'string' ? await render(item) : item)
    }
    if (list.length === 0) return undefined
    return { words: `${words} \`${JSON.stringify(list)}\``, holds: (actual) => hasItem(list, actual) === isIn }
  }

/** From the first to the one that is found: a number or a truth value on the way is none of a text's equals, and Kestra breaks off there. */
const hasItem = (items: readonly unknown[], actual: string): boolean => {
  for (const item of items) {
    if (item === actual) return true
    if (item !== null && typeof item !== 'string')
      throw new AssertionFault(`The item \`${String(item)}\` of the list is no text: put it in quotes.`)
  }
  return false
}

export const OPERATORS: Readonly<Record<AssertionOperator, Operator>> = {
  isNull: ofNull(true),
  isNotNull: ofNull(false),
  endsWith: ofText('ending with', (actual, expected) => actual.endsWith(expected)),
  startsWith: ofText('starting with', (actual, expected) => actual.startsWith(expected)),
  equalTo: ofText('equal to', (actual, expected) => actual === expected),
  contains: ofText('containing', (actual, expected) => actual.includes(expected)),
  notEqualTo: ofText('not equal to', (actual, expected) => actual !== expected),
  greaterThan: ofNumber('greater than', (actual, expected) => actual > expected),
  greaterThanOrEqualTo: ofNumber('at least', (actual, expected) => actual >= expected),
  lessThan: ofNumber('less than', (actual, expected) => actual < expected),
  lessThanOrEqualTo: ofNumber('at most', (actual, expected) => actual <= expected),
  in: ofList('one of', true),
  notIn: ofList('none of', false),
}
