import { type PebbleAttribute, type PebbleExpression, type PebbleTag, partsIn } from './pebble-tree.ts'

/** One step into a value: a property or an index. */
export interface PebbleStep {
  /** `undefined` if it is known only at run time: `[taskrun.value]`, `[0]`. */
  readonly name: string | undefined
  /** Offsets of the dot or bracket that begins the step, and after its last character. */
  readonly start: number
  readonly end: number
}

/** A part of an expression with the steps into its value, up to the first method call. */
export interface PebbleRead {
  readonly of: PebbleExpression
  readonly steps: readonly PebbleStep[]
}

/** All parts of an expression that are not steps themselves, parents first. */
export const readsIn = (expression: PebbleExpression): readonly PebbleRead[] => {
  const found: PebbleRead[] = []
  const inside = new Map<PebbleExpression, readonly PebbleStep[]>()
  for (const part of partsIn(expression)) {
    if (part.kind !== 'attribute') found.push({ of: part, steps: inside.get(part) ?? [] })
    else if (!inside.has(part)) stepsOf(part, inside)
  }
  return found
}

/** Records the steps of the whole chain at its first part, and marks the other parts as known. */
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

/** The value of a literal text; `undefined` for any other expression. */
export const literalText = (expression: PebbleExpression): string | undefined => {
  const value = expression.kind === 'literal' ? expression.value : undefined
  return typeof value === 'string' && !value.includes('\\') ? value : undefined
}

/** The literal steps, up to the first that is not literal. */
export const namedSteps = (steps: readonly PebbleStep[]): readonly NamedStep[] => {
  const end = steps.findIndex(({ name }) => name === undefined)
  return steps.slice(0, end === -1 ? steps.length : end).filter(isNamed)
}

/** A literal step. */
export interface NamedStep extends PebbleStep {
  readonly name: string
}

const isNamed = (step: PebbleStep): step is NamedStep => step.name !== undefined

/** How a tag handles a missing value in one part of it. */
export interface PebbleCare {
  /** The tag handles a missing value: `??`, `default`, `is defined`. */
  readonly isGuarded: boolean
  /** Pebble evaluates the part only under a condition: `?`, `and` or `or` before it, or a surrounding `{% … %}`. */
  readonly isConditional: boolean
}

const CONDITIONS = new Set(['?', 'and', 'or'])

/** Returns a function that describes this for each part of the expression of a tag. */
export const careOf = ({ isInBlock, value }: PebbleTag): ((part: PebbleExpression) => PebbleCare) => {
  const parts = partsIn(value)
  const isGuarded = parts.some(isGuard)
  const conditional = new Set<PebbleExpression>()
  for (const part of parts) {
    if (part.kind !== 'operation' || !CONDITIONS.has(part.operator)) continue
    // Pebble always evaluates the first operand.
    for (const operand of part.operands.slice(1))
      if (!conditional.has(operand)) for (const inner of partsIn(operand)) conditional.add(inner)
  }
  return (part) => ({ isGuarded, isConditional: isInBlock || conditional.has(part) })
}

/** True for a guard. `is null` and `is empty` are not guards, because they also fail (docs/internals/facts/kestra.md, "Expressions"). */
const isGuard = (part: PebbleExpression): boolean => {
  if (part.kind === 'operation') return part.operator.startsWith('??')
  return (part.kind === 'test' && part.name === 'defined') || (part.kind === 'filter' && part.name === 'default')
}
