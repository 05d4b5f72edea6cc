import type { AssertionOperator } from '../../suites/suite.ts'
import { parseJson } from '../../text/json.ts'

/** Ends the judging of an assertion, like Kestra's exceptions. Its message is reported. */
export class AssertionFault extends Error {}

/** Has the server render a text. Throws `AssertionFault` if it cannot. */
export type RenderText = (expression: string) => Promise<string>

/** The value to compare with, rendered and parsed. */
export interface ExpectedValue {
  /** The operator and the value, as text. */
  readonly description: string
  /** Throws `AssertionFault` if the values cannot be compared. */
  readonly holds: (actual: string) => boolean
}

/** Renders and parses the operand of an operator; `undefined`: there is nothing to compare with, so the operator does not count. */
type Operator = (text: string, render: RenderText) => Promise<ExpectedValue | undefined>

const ofText =
  (description: string, holds: (actual: string, expected: string) => boolean): Operator =>
  async (text, render) => {
    const expected = await render(text)
    return { description: `${description} \`${expected}\``, holds: (actual) => holds(actual, expected) }
  }

/** Parses a text as a number like Jackson. */
const ofNumber =
  (description: string, holds: (actual: number, expected: number) => boolean): Operator =>
  async (text, render) => {
    const rendered = (await render(text)).trim()
    if (rendered === '') return undefined
    const expected = numberOf(rendered)
    return {
      description: `${description} \`${expected}\``,
      holds: (actual) => holds(numberOf(actual.trim()), expected),
    }
  }

/** Parses like Java's `Double.parseDouble`, except for hexadecimal numbers. */
const numberOf = (text: string): number => {
  const [, number = '', word] =
    /^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)[dDfF]?$|^([+-]?(?:NaN|Infinity))$/.exec(text) ?? []
  if (number === '' && word === undefined) throw new AssertionFault(`\`${text}\` is not a number.`)
  return Number(word ?? number)
}

/** A rendered value is always a text, and a text is never null. */
const ofNull =
  (isNull: boolean): Operator =>
  async (text, render) => {
    const rendered = (await render(text)).trim()
    if (rendered === '') return undefined
    const isTrue = /^(?:true|True|TRUE|[1-9]\d*)$/.test(rendered)
    if (!isTrue && !/^(?:false|False|FALSE|0)$/.test(rendered))
      throw new AssertionFault(`\`${rendered}\` is neither true nor false.`)
    return isTrue === isNull
      ? { description: 'null', holds: () => false }
      : { description: 'not null', holds: () => true }
  }

/** Renders a list that is an expression and reads it as texts. Renders a literal list item by item and keeps the types. */
const ofList =
  (description: string, isIn: boolean): Operator =>
  async (text, render) => {
    const isExpression = /^(?:\{\{|\{%)/.test(text.trim()) && /(?:\}\}|%\})$/.test(text.trim())
    const rendered = isExpression ? await render(text) : text
    const items = parseJson(rendered)
    if (!Array.isArray(items)) throw new AssertionFault(`\`${rendered}\` is not a list.`)
    const list: unknown[] = []
    for (const item of items) {
      if (typeof item === 'object' && item !== null) throw new AssertionFault('An item of the list is not a text.')
      if (isExpression) list.push(item === null ? item : String(item))
      else list.push(typeof item === 'string' ? await render(item) : item)
    }
    if (list.length === 0) return undefined
    return {
      description: `${description} \`${JSON.stringify(list)}\``,
      holds: (actual) => hasItem(list, actual) === isIn,
    }
  }

/** Searches in order. A number or boolean before the searched item is never equal to a text, and Kestra stops there with an error. */
const hasItem = (items: readonly unknown[], actual: string): boolean => {
  for (const item of items) {
    if (item === actual) return true
    if (item !== null && typeof item !== 'string')
      throw new AssertionFault(`The item \`${String(item)}\` of the list is not a text: put it in quotes.`)
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
