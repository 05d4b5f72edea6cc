import { type PebbleReader, PebbleStop } from './pebble-reader.ts'
import type { PebbleExpression, PebbleGiven, PebbleInvocation } from './pebble-tree.ts'

/** Binds stronger the higher it is. That of `??` is 120 before 2.0: what is accepted is the same. */
const STRENGTH: ReadonlyMap<string, number> = new Map([
  ['or', 10],
  ['and', 15],
  ...['is', 'is not', 'contains'].map((sign): [string, number] => [sign, 20]),
  ...['==', 'equals', '!=', '>', '<', '>=', '<=', '??', '???', 'isIn'].map((sign): [string, number] => [sign, 30]),
  ...['+', '-'].map((sign): [string, number] => [sign, 40]),
  ...['*', '/', '%'].map((sign): [string, number] => [sign, 60]),
  ['|', 100],
  ['~', 110],
  ['..', 120],
])
const UNARY = new Set(['not', '+', '-'])
const UNARY_STRENGTH = 500

/** Words that are a value. */
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'TRUE'].map((word): [string, boolean] => [word, true]),
  ...['false', 'FALSE'].map((word): [string, boolean] => [word, false]),
  ...['null', 'NULL', 'none', 'NONE'].map((word): [string, null] => [word, null]),
])

/** Reads an expression as Pebble does; throws PebbleStop or TooDeep. */
export const parseExpression = (reader: PebbleReader, least = 0): PebbleExpression =>
  reader.deeper(() => {
    const left = operators(reader, least)
    return least === 0 ? ternary(reader, left) : left
  })

const operators = (reader: PebbleReader, least: number): PebbleExpression => {
  let left = firstOf(reader)
  for (;;) {
    const { kind, text, start, end } = reader.current()
    const strength = kind === 'operator' ? STRENGTH.get(text) : undefined
    if (strength === undefined || strength < least) return left
    reader.next()
    if (text === '|') left = filtered(reader, left)
    else if (text === 'is' || text === 'is not') left = invocation(reader, 'test', left)
    else {
      const right = parseExpression(reader, strength + 1)
      left = { kind: 'operation', operator: text, operands: [left, right], start, end }
    }
  }
}

const filtered = (reader: PebbleReader, input: PebbleExpression): PebbleExpression => {
  const { kind, text, start, end } = reader.current()
  if (kind !== 'operator' || text !== '|') return invocation(reader, 'filter', input)
  throw new PebbleStop({ start, end, says: 'Pebble does not know `||`: write `or`' })
}

const ternary = (reader: PebbleReader, condition: PebbleExpression): PebbleExpression => {
  const { start, end } = reader.current()
  if (!reader.isSign('?')) return condition
  reader.next()
  const yes = parseExpression(reader)
  reader.expectSign(':')
  return { kind: 'operation', operator: '?', operands: [condition, yes, parseExpression(reader)], start, end }
}

const firstOf = (reader: PebbleReader): PebbleExpression => {
  const word = reader.current()
  const { kind, text, start, end } = word
  if (kind === 'operator' && UNARY.has(text)) {
    reader.next()
    return { kind: 'operation', operator: text, operands: [parseExpression(reader, UNARY_STRENGTH)], start, end }
  }
  // Nothing can follow a list or a map: `[1, 2][0]` is refused.
  if (reader.isSign('[')) return { kind: 'operation', operator: '[', operands: listOf(reader, ']'), start, end }
  if (reader.isSign('{')) return { kind: 'operation', operator: '{', operands: listOf(reader, '}'), start, end }
  if (!reader.isSign('(')) return postfix(reader, simple(reader))
  reader.next()
  const inner = parseExpression(reader)
  reader.expectSign(')')
  return postfix(reader, inner)
}

const listOf = (reader: PebbleReader, closing: ']' | '}'): readonly PebbleExpression[] => {
  const items: PebbleExpression[] = []
  reader.next()
  while (!reader.isSign(closing) || items.length > 0) {
    items.push(parseExpression(reader))
    if (closing === '}') {
      reader.expectSign(':')
      items.push(parseExpression(reader))
    }
    if (reader.isSign(closing)) break
    if (!reader.isSign(',')) reader.stop(`\`,\` or \`${closing}\``)
    reader.next()
  }
  reader.expectSign(closing)
  return items
}

/** The longest that fits into the type that Pebble gives a number. */
const MOST_LONG = 9_223_372_036_854_775_807n

const simple = (reader: PebbleReader): PebbleExpression => {
  const { kind, text, start, end } = reader.current()
  if (kind === 'text' || (kind === 'interpolation' && text === '#{')) return textOf(reader)
  if (kind === 'number') {
    const digits = text.replace(/L$/, '')
    if (!digits.includes('.') && BigInt(digits) > MOST_LONG) reader.stop('a smaller number')
    reader.next()
    return { kind: 'literal', value: Number(digits), start, end }
  }
  if (kind !== 'name') return reader.stop('a value')
  const value = LITERALS.get(text)
  if (value === undefined && reader.isSign('(', 1)) return invocation(reader, 'function', undefined)
  reader.next()
  return value === undefined ? { kind: 'variable', name: text, start, end } : { kind: 'literal', value, start, end }
}

/** A text, or its pieces where `#{…}` stands in it. */
const textOf = (reader: PebbleReader): PebbleExpression => {
  const { start } = reader.current()
  const pieces: PebbleExpression[] = []
  for (let isAfterText = false; ; ) {
    const word = reader.current()
    if (word.kind === 'text' && !isAfterText) {
      reader.next()
      pieces.push({ kind: 'literal', value: word.text, start: word.start, end: word.end })
      isAfterText = true
    } else if (word.kind === 'interpolation' && word.text === '#{') {
      reader.next()
      pieces.push(parseExpression(reader))
      if (reader.current().kind !== 'interpolation') reader.stop('`}`')
      reader.next()
      isAfterText = false
    } else break
  }
  const [only] = pieces
  if (pieces.length === 1 && only !== undefined) return only
  return { kind: 'operation', operator: '#{', operands: pieces, start, end: pieces.at(-1)?.end ?? start }
}

const postfix = (reader: PebbleReader, first: PebbleExpression): PebbleExpression => {
  let of = first
  for (;;) {
    const word = reader.current()
    if (reader.isSign('.')) {
      reader.next()
      const { text, start, end } = reader.expectName('a name')
      const given = reader.isSign('(') ? parseArguments(reader) : undefined
      if (given?.some(({ name }) => name !== undefined)) reader.stop('no argument with a name')
      const name = { kind: 'literal', value: text, start, end } as const
      const values = given?.map(({ value }) => value)
      of = { kind: 'attribute', of, at: word.start, name, values, start: of.start, end }
    } else if (reader.isSign('[')) {
      reader.next()
      const name = parseExpression(reader)
      const { end } = reader.expectSign(']')
      of = { kind: 'attribute', of, at: word.start, name, values: undefined, start: of.start, end }
    } else if (reader.isSign('(')) return reader.stop('an operator')
    else return of
  }
}

/** The name and what is given to it. */
export const invocation = (
  reader: PebbleReader,
  kind: PebbleInvocation['kind'],
  input: PebbleExpression | undefined,
): PebbleInvocation => {
  const { text: name, start, end } = reader.expectName(`the name of a ${kind}`)
  const given = reader.isSign('(') ? parseArguments(reader) : []
  return { kind, name, input, given, start, end, close: reader.readUpTo() }
}

const parseArguments = (reader: PebbleReader): readonly PebbleGiven[] => {
  const given: PebbleGiven[] = []
  reader.expectSign('(')
  while (!reader.isSign(')')) {
    if (given.length > 0) reader.expectSign(',')
    const { start: at } = reader.current()
    const name = reader.isSign('=', 1) ? reader.newName() : undefined
    if (name !== undefined) reader.expectSign('=')
    else if (given.at(-1)?.name !== undefined) reader.stop('an argument with a name')
    const { start } = reader.current()
    const value = parseExpression(reader)
    given.push({ name, at, value, start, end: reader.readUpTo() })
  }
  reader.expectSign(')')
  return given
}
