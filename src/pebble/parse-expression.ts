import { LITERALS, STRENGTH, UNARY, UNARY_STRENGTH } from './pebble-operators.ts'
import {
  current,
  deeper,
  expectName,
  expectSign,
  isSign,
  newName,
  next,
  type PebbleReader,
  PebbleStop,
  stop,
} from './pebble-reader.ts'
import type { PebbleExpression, PebbleGiven, PebbleInvocation } from './pebble-tree.ts'

/** Reads an expression as Pebble does; throws PebbleStop or TooDeep. */
export const parseExpression = (reader: PebbleReader, least = 0): PebbleExpression =>
  deeper(reader, () => {
    const left = operators(reader, least)
    return least === 0 ? ternary(reader, left) : left
  })

const operators = (reader: PebbleReader, least: number): PebbleExpression => {
  let left = firstOf(reader)
  for (;;) {
    const { kind, text, start, end } = current(reader)
    const strength = kind === 'operator' ? STRENGTH.get(text) : undefined
    if (strength === undefined || strength < least) return left
    next(reader)
    if (text === '|') left = filtered(reader, left)
    else if (text === 'is' || text === 'is not') left = invocation(reader, 'test', left)
    else {
      const right = parseExpression(reader, strength + 1)
      left = { kind: 'operation', operator: text, operands: [left, right], start, end }
    }
  }
}

const filtered = (reader: PebbleReader, input: PebbleExpression): PebbleExpression => {
  const { kind, text, start, end } = current(reader)
  if (kind !== 'operator' || text !== '|') return invocation(reader, 'filter', input)
  throw new PebbleStop({ start, end, says: 'Pebble does not know `||`: write `or`' })
}

const ternary = (reader: PebbleReader, condition: PebbleExpression): PebbleExpression => {
  const { start, end } = current(reader)
  if (!isSign(current(reader), '?')) return condition
  next(reader)
  const yes = parseExpression(reader)
  expectSign(reader, ':')
  return { kind: 'operation', operator: '?', operands: [condition, yes, parseExpression(reader)], start, end }
}

const firstOf = (reader: PebbleReader): PebbleExpression => {
  const word = current(reader)
  const { kind, text, start, end } = word
  if (kind === 'operator' && UNARY.has(text)) {
    next(reader)
    return { kind: 'operation', operator: text, operands: [parseExpression(reader, UNARY_STRENGTH)], start, end }
  }
  // Nothing can follow a list or a map: `[1, 2][0]` is refused.
  if (isSign(word, '[')) return { kind: 'operation', operator: '[', operands: listOf(reader, ']'), start, end }
  if (isSign(word, '{')) return { kind: 'operation', operator: '{', operands: listOf(reader, '}'), start, end }
  if (!isSign(word, '(')) return postfix(reader, simple(reader))
  next(reader)
  const inner = parseExpression(reader)
  expectSign(reader, ')')
  return postfix(reader, inner)
}

const listOf = (reader: PebbleReader, closing: ']' | '}'): readonly PebbleExpression[] => {
  const items: PebbleExpression[] = []
  next(reader)
  while (!isSign(current(reader), closing) || items.length > 0) {
    items.push(parseExpression(reader))
    if (closing === '}') {
      expectSign(reader, ':')
      items.push(parseExpression(reader))
    }
    if (isSign(current(reader), closing)) break
    if (!isSign(current(reader), ',')) stop(reader, `\`,\` or \`${closing}\``)
    next(reader)
  }
  expectSign(reader, closing)
  return items
}

/** The longest that fits into the type that Pebble gives a number. */
const MOST_LONG = 9_223_372_036_854_775_807n

const simple = (reader: PebbleReader): PebbleExpression => {
  const { kind, text, start, end } = current(reader)
  if (kind === 'text' || (kind === 'interpolation' && text === '#{')) return textOf(reader)
  if (kind === 'number') {
    const digits = text.replace(/L$/, '')
    if (!digits.includes('.') && BigInt(digits) > MOST_LONG) stop(reader, 'a smaller number')
    next(reader)
    return { kind: 'literal', value: Number(digits), start, end }
  }
  if (kind !== 'name') return stop(reader, 'a value')
  next(reader)
  const value = LITERALS.get(text)
  if (value !== undefined) return { kind: 'literal', value, start, end }
  if (!isSign(current(reader), '(')) return { kind: 'variable', name: text, start, end }
  return {
    kind: 'function',
    name: text,
    input: undefined,
    given: parseArguments(reader),
    start,
    end,
    close: readUpTo(reader),
  }
}

/** A text, or its pieces where `#{…}` stands in it. */
const textOf = (reader: PebbleReader): PebbleExpression => {
  const { start } = current(reader)
  const pieces: PebbleExpression[] = []
  for (let isAfterText = false; ; ) {
    const word = current(reader)
    if (word.kind === 'text' && !isAfterText) {
      next(reader)
      pieces.push({ kind: 'literal', value: word.text, start: word.start, end: word.end })
      isAfterText = true
    } else if (word.kind === 'interpolation' && word.text === '#{') {
      next(reader)
      pieces.push(parseExpression(reader))
      if (current(reader).kind !== 'interpolation') stop(reader, '`}`')
      next(reader)
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
    const word = current(reader)
    if (isSign(word, '.')) {
      next(reader)
      const { text, start, end } = expectName(reader, 'a name')
      const given = isSign(current(reader), '(') ? parseArguments(reader) : undefined
      if (given?.some(({ name }) => name !== undefined)) stop(reader, 'no argument with a name')
      const name = { kind: 'literal', value: text, start, end } as const
      const values = given?.map(({ value }) => value)
      of = { kind: 'attribute', of, at: word.start, name, values, start: of.start, end }
    } else if (isSign(word, '[')) {
      next(reader)
      const name = parseExpression(reader)
      const { end } = expectSign(reader, ']')
      of = { kind: 'attribute', of, at: word.start, name, values: undefined, start: of.start, end }
    } else if (isSign(word, '(')) return stop(reader, 'an operator')
    else return of
  }
}

/** The name and what is given to it. */
export const invocation = (
  reader: PebbleReader,
  kind: 'filter' | 'test',
  input: PebbleExpression | undefined,
): PebbleInvocation => {
  const { text: name, start, end } = expectName(reader, `the name of a ${kind}`)
  const given = isSign(current(reader), '(') ? parseArguments(reader) : []
  return { kind, name, input, given, start, end, close: readUpTo(reader) }
}

const readUpTo = ({ words, at }: PebbleReader): number => words[at - 1]?.end ?? 0

const parseArguments = (reader: PebbleReader): readonly PebbleGiven[] => {
  const given: PebbleGiven[] = []
  expectSign(reader, '(')
  while (!isSign(current(reader), ')')) {
    if (given.length > 0) expectSign(reader, ',')
    const { start: at } = current(reader)
    const name = isSign(reader.words[reader.at + 1], '=') ? newName(reader).text : undefined
    if (name !== undefined) expectSign(reader, '=')
    else if (given.at(-1)?.name !== undefined) stop(reader, 'an argument with a name')
    const { start } = current(reader)
    const value = parseExpression(reader)
    given.push({ name, at, value, start, end: readUpTo(reader) })
  }
  expectSign(reader, ')')
  return given
}
