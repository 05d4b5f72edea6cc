/** The range of a part in the text of a template. */
interface TemplateSpan {
  readonly start: number
  readonly end: number
}

export interface PebbleLiteral extends TemplateSpan {
  readonly kind: 'literal'
  readonly value: string | number | boolean | null
}

/** A single name: a variable of the context, or one that the template sets. */
export interface PebbleVariable extends TemplateSpan {
  readonly kind: 'variable'
  readonly name: string
}

/** `of.name`, `of[name]`, `of.name(values)`. */
export interface PebbleAttribute extends TemplateSpan {
  readonly kind: 'attribute'
  /** Offset of the dot or bracket. */
  readonly at: number
  readonly of: PebbleExpression
  readonly name: PebbleExpression
  /** Arguments of a method call. */
  readonly values: readonly PebbleExpression[] | undefined
}

/** One argument of a call. Its range is that of the value. */
export interface PebbleGiven extends TemplateSpan {
  /** `undefined` for a positional argument. Positional arguments come before named ones. */
  readonly name: string | undefined
  /** Offset of the name, or of the value of a positional argument. */
  readonly at: number
  readonly value: PebbleExpression
}

/** `name(values)`, `input | name(values)`, `input is name(values)`. Its range is that of the name. */
export interface PebbleInvocation extends TemplateSpan {
  readonly kind: 'function' | 'filter' | 'test'
  readonly name: string
  /** Absent for a function and for the `filter` tag, which filters its body. */
  readonly input: PebbleExpression | undefined
  readonly given: readonly PebbleGiven[]
  /** Offset after the closing bracket. */
  readonly close: number
}

/** Operators, lists, maps (key, value, key, value), `a ? b : c` (as `?`) and texts with `#{…}` (as `#{`). */
export interface PebbleOperation extends TemplateSpan {
  readonly kind: 'operation'
  readonly operator: string
  readonly operands: readonly PebbleExpression[]
}

export type PebbleExpression = PebbleLiteral | PebbleVariable | PebbleAttribute | PebbleInvocation | PebbleOperation

/** `{{ value }}`, or a tag like `{% if value %}`. */
export interface PebbleTag {
  /** `print`, or the name of the tag. */
  readonly name: string
  /** Offset of its first brace. */
  readonly start: number
  /** True if another `{% … %}` comes before it, so that it may be rendered never or several times. */
  readonly isInBlock: boolean
  readonly value: PebbleExpression
}

/** A template that Pebble accepts. */
export interface PebbleTemplate {
  /** The tags with a value, in the order of the text. */
  readonly tags: readonly PebbleTag[]
  /** Names that the template itself sets: `set`, `for`, the arguments of a `macro`. */
  readonly names: ReadonlySet<string>
  readonly macros: ReadonlySet<string>
  /** The expression, if the template is a single `{{ … }}`. */
  readonly whole: PebbleExpression | undefined
}

/** The place where Pebble stops, and the reason as half a sentence. */
export interface PebbleFault extends TemplateSpan {
  readonly says: string
}

/** The parts of an expression that are expressions, in the order of the text. */
const childrenOf = (expression: PebbleExpression): readonly PebbleExpression[] => {
  if (expression.kind === 'attribute') return [expression.of, expression.name, ...(expression.values ?? [])]
  if (expression.kind === 'operation') return expression.operands
  if (!isInvocation(expression)) return []
  const { input, given } = expression
  return [...(input ? [input] : []), ...given.map(({ value }) => value)]
}

/** True for a function, a filter or a test. */
export const isInvocation = (expression: PebbleExpression): expression is PebbleInvocation => 'given' in expression

/** Every part of every expression of a template, parents first. */
export const expressionsIn = ({ tags }: PebbleTemplate): readonly PebbleExpression[] =>
  tags.flatMap(({ value }) => partsIn(value))

/** An expression and all its parts, parents first, in the order of the text. The depth can be as large as the length of the text. */
export const partsIn = (expression: PebbleExpression): readonly PebbleExpression[] => {
  const found: PebbleExpression[] = []
  const waiting = [expression]
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    found.push(each)
    for (const part of childrenOf(each).toReversed()) waiting.push(part)
  }
  return found
}
