import { type PebbleReader, PebbleStop } from './pebble-reader.ts'
import type { PebbleExpression, PebbleGiven, PebbleInvocation } from './pebble-tree.ts'

/** Precedence of operators; a higher number binds stronger. `??` has 120 before 2.0, which accepts the same expressions. */
const PRECEDENCE: ReadonlyMap<string, number> = new Map([
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
const UNARY_PRECEDENCE = 500

/** Names of literal values. */
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ...['true', 'TRUE'].map((word): [string, boolean] => [word, true]),
  ...['false', 'FALSE'].map((word): [string, boolean] => [word, false]),
  ...['null', 'NULL', 'none', 'NONE'].map((word): [string, null] => [word, null]),
])

/** Parses an expression as Pebble does. Throws PebbleStop at a fault and TooDeep at too deep nesting. */
export const parseExpression = (reader: PebbleReader, minPrecedence = 0): PebbleExpression =>
  reader.deeper(() => {
    const left = parseOperators(reader, minPrecedence)
    return minPrecedence === 0 ? parseTernary(reader, left) : left
  })

const parseOperators = (reader: PebbleReader, minPrecedence: number): PebbleExpression => {
  let left = parseOperand(reader)
  for (;;) {
    const { kind, text, start, end } = reader.current()
    const precedence = kind === 'operator' ? PRECEDENCE.get(text) : undefined
    if (precedence === undefined || precedence < minPrecedence) return left
    reader.next()
    if (text === '|') left = parseFilter(reader, left)
    else if (text === 'is' || text === 'is not') left = invocation(reader, 'test', left)
    else {
      const right = parseExpression(reader, precedence + 1)
      left = { kind: 'operation', operator: text, operands: [left, right], start, end }
    }
  }
}

const parseFilter = (reader: PebbleReader, input: PebbleExpression): PebbleExpression => {
  const { kind, text, start, end } = reader.current()
  if (kind !== 'operator' || text !== '|') return invocation(reader, 'filter', input)
  throw new PebbleStop({ start, end, says: 'Pebble does not know `||`: write `or`' })
}

const parseTernary = (reader: PebbleReader, condition: PebbleExpression): PebbleExpression => {
  const { start, end } = reader.current()
  if (!reader.isSign('?')) return condition
  reader.next()
  const yes = parseExpression(reader)
  reader.expectSign(':')
  return { kind: 'operation', operator: '?', operands: [condition, yes, parseExpression(reader)], start, end }
}

const parseOperand = (reader: PebbleReader): PebbleExpression => {
  const word = reader.current()
  const { kind, text, start, end } = word
  if (kind === 'operator' && UNARY.has(text)) {
    reader.next()
    return { kind: 'operation', operator: text, operands: [parseExpression(reader, UNARY_PRECEDENCE)], start, end }
  }
  // Pebble refuses a step after a literal list or map: `[1, 2][0]`.
  if (reader.isSign('[')) return { kind: 'operation', operator: '[', operands: parseItems(reader, ']'), start, end }
  if (reader.isSign('{')) return { kind: 'operation', operator: '{', operands: parseItems(reader, '}'), start, end }
  if (!reader.isSign('(')) return parsePostfix(reader, parseSimple(reader))
  reader.next()
  const inner = parseExpression(reader)
  reader.expectSign(')')
  return parsePostfix(reader, inner)
}

const parseItems = (reader: PebbleReader, closing: ']' | '}'): readonly PebbleExpression[] => {
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

/** The largest integer that Pebble can store (a Java `long`). */
const MAX_LONG = 9_223_372_036_854_775_807n

const parseSimple = (reader: PebbleReader): PebbleExpression => {
  const { kind, text, start, end } = reader.current()
  if (kind === 'text' || (kind === 'interpolation' && text === '#{')) return parseText(reader)
  if (kind === 'number') {
    const digits = text.replace(/L$/, '')
    if (!digits.includes('.') && BigInt(digits) > MAX_LONG) reader.stop('a smaller number')
    reader.next()
    return { kind: 'literal', value: Number(digits), start, end }
  }
  if (kind !== 'name') return reader.stop('a value')
  const value = LITERALS.get(text)
  if (value === undefined && reader.isSign('(', 1)) return invocation(reader, 'function', undefined)
  reader.next()
  return value === undefined ? { kind: 'variable', name: text, start, end } : { kind: 'literal', value, start, end }
}

/** Parses a text, or the parts of a text with `#{…}`. */
const parseText = (reader: PebbleReader): PebbleExpression => {
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

const parsePostfix = (reader: PebbleReader, first: PebbleExpression): PebbleExpression => {
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

/** Parses the name and the arguments of a filter, function or test. */
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
