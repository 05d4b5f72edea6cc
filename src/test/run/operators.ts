import { parseJson } from '../../text/json.ts'
import type { AssertionOperator } from '../suite/suite.ts'

/** Ends the judging of an assertion as Kestra's exceptions do; its message is told. */
export class AssertionFault extends Error {}

/** Has a text rendered by the server; throws `AssertionFault` where it cannot. */
export type RenderText = (expression: string) => Promise<string>

/** What an operator compares with: a text, a number, whether (not) to be null, or items. */
export type Expected = string | number | boolean | readonly unknown[]

const asText = (text: string, render: RenderText): Promise<Expected> => render(text)

/** Jackson's reading of a text as a number. `undefined`: an empty one, which compares nothing. */
const asNumber = async (text: string, render: RenderText): Promise<Expected | undefined> => {
  const rendered = (await render(text)).trim()
  return rendered === '' ? undefined : numberOf(rendered)
}

const asBoolean = async (text: string, render: RenderText): Promise<Expected | undefined> => {
  const rendered = (await render(text)).trim()
  if (rendered === '') return undefined
  if (/^(?:true|True|TRUE|[1-9]\d*)$/.test(rendered)) return true
  if (/^(?:false|False|FALSE|0)$/.test(rendered)) return false
  throw new AssertionFault(`\`${rendered}\` is neither true nor false.`)
}

/** A list that is an expression is rendered and then read, one that is written out is rendered item by item. */
const asList = async (text: string, render: RenderText): Promise<Expected | undefined> => {
  const isExpression = /^(?:\{\{|\{%)/.test(text.trim()) && /(?:\}\}|%\})$/.test(text.trim())
  const rendered = isExpression ? await render(text) : text
  const items = parseJson(rendered)
  if (!Array.isArray(items)) throw new AssertionFault(`\`${rendered}\` is no list.`)
  const list: unknown[] = []
  for (const item of items) {
    if (typeof item === 'object' && item !== null) throw new AssertionFault('An item of the list is no text.')
    list.push(typeof item === 'string' && !isExpression ? await render(item) : asItem(item, isExpression))
  }
  return list.length === 0 ? undefined : list
}

/** What an expression gave is read as a list of texts; what is written out stays what it is. */
const asItem = (item: unknown, isText: boolean): unknown => (isText && item !== null ? String(item) : item)

const EXPECTED: Readonly<
  Record<AssertionOperator, (text: string, render: RenderText) => Promise<Expected | undefined>>
> = {
  isNull: asBoolean,
  isNotNull: asBoolean,
  endsWith: asText,
  startsWith: asText,
  equalTo: asText,
  contains: asText,
  notEqualTo: asText,
  greaterThan: asNumber,
  greaterThanOrEqualTo: asNumber,
  lessThan: asNumber,
  lessThanOrEqualTo: asNumber,
  in: asList,
  notIn: asList,
}

/** What an operator compares with, rendered and read; `undefined`: nothing, and so it does not count. */
export const readExpected = (
  operator: AssertionOperator,
  text: string,
  render: RenderText,
): Promise<Expected | undefined> => EXPECTED[operator](text, render)

/** What was rendered is a text, and no text is null. */
export const compare = (operator: AssertionOperator, actual: string, expected: Expected): boolean => {
  if (typeof expected === 'boolean') return expected === (operator === 'isNotNull')
  if (typeof expected === 'number') return NUMBERS[operator]?.(numberOf(actual.trim()), expected) ?? false
  if (typeof expected === 'string') return TEXTS[operator]?.(actual, expected) ?? false
  return hasItem(expected, actual) === (operator === 'in')
}

const TEXTS: Partial<Record<AssertionOperator, (actual: string, expected: string) => boolean>> = {
  endsWith: (actual, expected) => actual.endsWith(expected),
  startsWith: (actual, expected) => actual.startsWith(expected),
  contains: (actual, expected) => actual.includes(expected),
  equalTo: (actual, expected) => actual === expected,
  notEqualTo: (actual, expected) => actual !== expected,
}

const NUMBERS: Partial<Record<AssertionOperator, (actual: number, expected: number) => boolean>> = {
  greaterThan: (actual, expected) => actual > expected,
  greaterThanOrEqualTo: (actual, expected) => actual >= expected,
  lessThan: (actual, expected) => actual < expected,
  lessThanOrEqualTo: (actual, expected) => actual <= expected,
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

/** As Java's `Double.parseDouble` reads it, but for hexadecimal numbers. */
const numberOf = (text: string): number => {
  const [, number = '', word] =
    /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[dDfF]?$|^([+-]?(?:NaN|Infinity))$/.exec(text) ?? []
  if (number === '' && word === undefined) throw new AssertionFault(`\`${text}\` is no number.`)
  return Number(word ?? number)
}

const WORDS: Readonly<Record<AssertionOperator, string>> = {
  isNull: 'null',
  isNotNull: 'not null',
  endsWith: 'ending with',
  startsWith: 'starting with',
  equalTo: 'equal to',
  contains: 'containing',
  notEqualTo: 'not equal to',
  greaterThan: 'greater than',
  greaterThanOrEqualTo: 'at least',
  lessThan: 'less than',
  lessThanOrEqualTo: 'at most',
  in: 'one of',
  notIn: 'none of',
}

/** The operator and what it compares with, in words. */
export const worded = (operator: AssertionOperator, expected: Expected): string => {
  if (typeof expected === 'boolean') return expected === (operator === 'isNull') ? 'null' : 'not null'
  return `${WORDS[operator]} \`${typeof expected === 'object' ? JSON.stringify(expected) : expected}\``
}
