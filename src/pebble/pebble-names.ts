import { type PebbleAttribute, type PebbleExpression, type PebbleTag, partsIn } from './pebble-tree.ts'

/** One step into a value. */
export interface PebbleStep {
  /** `undefined` where only a run can tell it: `[taskrun.value]`, `[0]`. */
  readonly name: string | undefined
  /** Of the dot or bracket that begins it, and behind its last character. */
  readonly start: number
  readonly end: number
}

/** A part of an expression, and the steps that are taken into its value up to a call of a method. */
export interface PebbleRead {
  readonly of: PebbleExpression
  readonly steps: readonly PebbleStep[]
}

/** All parts of an expression that are no steps themselves, parents first. */
export const readsIn = (expression: PebbleExpression): readonly PebbleRead[] => {
  const found: PebbleRead[] = []
  const inside = new Map<PebbleExpression, readonly PebbleStep[]>()
  for (const part of partsIn(expression)) {
    if (part.kind !== 'attribute') found.push({ of: part, steps: inside.get(part) ?? [] })
    else if (!inside.has(part)) stepsOf(part, inside)
  }
  return found
}

/** Notes the steps of the whole chain with what it begins with, and that its other parts are known. */
const stepsOf = (outermost: PebbleAttribute, inside: Map<PebbleExpression, readonly PebbleStep[]>): void => {
  const chain: PebbleAttribute[] = []
  let at: PebbleExpression = outermost
  for (; at.kind === 'attribute'; at = at.of) {
    chain.push(at)
    inside.set(at, [])
  }
  chain.reverse()
  const call = chain.findIndex(({ values }) => values !== undefined)
  const steps = call === -1 ? chain : chain.slice(0, call)
  inside.set(
    at,
    steps.map(({ name, at: start, end }) => ({ name: literalText(name), start, end })),
  )
}

/** A text that stands there as it is. */
export const literalText = (expression: PebbleExpression): string | undefined => {
  const value = expression.kind === 'literal' ? expression.value : undefined
  return typeof value === 'string' && !value.includes('\\') ? value : undefined
}

/** The steps that are written out, up to the first that is not. */
export const namedSteps = (steps: readonly PebbleStep[]): readonly NamedStep[] => {
  const end = steps.findIndex(({ name }) => name === undefined)
  return steps.slice(0, end === -1 ? steps.length : end).filter(isNamed)
}

/** One that is written out. */
export interface NamedStep extends PebbleStep {
  readonly name: string
}

const isNamed = (step: PebbleStep): step is NamedStep => step.name !== undefined

/** What a tag does with what may be missing in one part of it. */
export interface PebbleCare {
  /** It says itself what is to be where there is no such value: `??`, `default`, `is defined`. */
  readonly isGuarded: boolean
  /** Whether the part is looked up depends on something else: the condition, `and` or `or` before it, or the `{% … %}` that the tag stands in. */
  readonly isConditional: boolean
}

const CONDITIONS = new Set(['?', 'and', 'or'])

/** Of each part of the expression of a tag. */
export const careOf = ({ isInBlock, value }: PebbleTag): ((part: PebbleExpression) => PebbleCare) => {
  const parts = partsIn(value)
  const isGuarded = parts.some(isGuard)
  const conditional = new Set<PebbleExpression>()
  for (const part of parts) {
    if (part.kind !== 'operation' || !CONDITIONS.has(part.operator)) continue
    // The first operand is looked up in any case.
    for (const operand of part.operands.slice(1))
      if (!conditional.has(operand)) for (const inner of partsIn(operand)) conditional.add(inner)
  }
  return (part) => ({ isGuarded, isConditional: isInBlock || conditional.has(part) })
}

/** `is null` and `is empty` fail as well (docs/internals/facts/kestra.md, "Expressions"). */
const isGuard = (part: PebbleExpression): boolean => {
  if (part.kind === 'operation') return part.operator.startsWith('??')
  return (part.kind === 'test' && part.name === 'defined') || (part.kind === 'filter' && part.name === 'default')
}
