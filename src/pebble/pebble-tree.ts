/** Where something stands in the text of a template. */
interface TemplateSpan {
  readonly start: number
  readonly end: number
}

export interface PebbleLiteral extends TemplateSpan {
  readonly kind: 'literal'
  readonly value: string | number | boolean | null
}

/** A name by itself: something of the context, or that the template sets. */
export interface PebbleVariable extends TemplateSpan {
  readonly kind: 'variable'
  readonly name: string
}

/** `of.name`, `of[name]`, `of.name(values)`. */
export interface PebbleAttribute extends TemplateSpan {
  readonly kind: 'attribute'
  /** Of the dot or bracket. */
  readonly at: number
  readonly of: PebbleExpression
  readonly name: PebbleExpression
  /** Of a call of a method. */
  readonly values: readonly PebbleExpression[] | undefined
}

/** What is given between the brackets of a call; its place is that of the value. */
export interface PebbleGiven extends TemplateSpan {
  /** `undefined` where it stands for itself by its position; none of those is behind one with a name. */
  readonly name: string | undefined
  /** Of the name, or of the value. */
  readonly at: number
  readonly value: PebbleExpression
}

/** `name(values)`, `input | name(values)`, `input is name(values)`; its place is that of the name. */
export interface PebbleInvocation extends TemplateSpan {
  readonly kind: 'function' | 'filter' | 'test'
  readonly name: string
  /** Absent for a function, and for the `filter` tag, which filters its body. */
  readonly input: PebbleExpression | undefined
  readonly given: readonly PebbleGiven[]
  /** Behind the closing bracket. */
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
  /** `print`, or the word of the tag. */
  readonly name: string
  /** Of its first brace. */
  readonly start: number
  /** Another `{% … %}` stands before it: it may not be rendered at all, or several times. */
  readonly isInBlock: boolean
  readonly value: PebbleExpression
}

/** A template that Pebble takes. */
export interface PebbleTemplate {
  /** In the order of the text; only those that have a value. */
  readonly tags: readonly PebbleTag[]
  /** What the template itself gives a value: `set`, `for`, the arguments of a `macro`. */
  readonly names: ReadonlySet<string>
  readonly macros: ReadonlySet<string>
  /** Of `{{ … }}` that is all of the template, with its braces. */
  readonly whole: PebbleExpression | undefined
}

/** Where Pebble stops, and why: half a sentence. */
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

/** An expression and all below it, parents first, in the order of the text. It may be as deep as the text is long. */
export const partsIn = (expression: PebbleExpression): readonly PebbleExpression[] => {
  const found: PebbleExpression[] = []
  const waiting = [expression]
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    found.push(each)
    for (const part of childrenOf(each).toReversed()) waiting.push(part)
  }
  return found
}
