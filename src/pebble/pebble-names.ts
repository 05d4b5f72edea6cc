import { type PebbleAttribute, type PebbleExpression, walkExpression } from './pebble-tree.ts'

/** `inputs.date`, `outputs['load'].uri`: a variable and the names behind it, as far as they are written out. */
export interface PebbleName {
  readonly root: string
  /** From the outside in, each with the offset behind it. */
  readonly names: readonly { readonly name: string; readonly end: number }[]
  /** Of the root. */
  readonly start: number
  readonly end: number
  /** The expression says itself what is to be where there is no such value: `??`, `default`, `is defined`. */
  readonly isGuarded: boolean
}

/** Every variable of an expression, in the order of the text, without those that the template gives a value. */
export const namesIn = (expression: PebbleExpression, own: ReadonlySet<string>): readonly PebbleName[] => {
  const found: PebbleName[] = []
  const known = new Set<PebbleExpression>()
  let isGuarded = false
  walkExpression(expression, (part) => {
    isGuarded ||= isGuard(part)
    if (part.kind === 'attribute') {
      const chain = chainOf(part)
      if (chain === undefined || known.has(chain.root)) return
      known.add(chain.root)
      if (!own.has(chain.root.name)) found.push({ ...placeOf(chain.root), names: chain.names, isGuarded: false })
    } else if (part.kind === 'variable' && !known.has(part) && !own.has(part.name))
      found.push({ ...placeOf(part), names: [], isGuarded: false })
  })
  return isGuarded ? found.map((each) => ({ ...each, isGuarded })) : found
}

type Variable = Extract<PebbleExpression, { kind: 'variable' }>

const placeOf = ({ name, start, end }: Variable) => ({ root: name, start, end })

const isGuard = (part: PebbleExpression): boolean => {
  if (part.kind === 'operation') return part.operator.startsWith('??')
  return (part.kind === 'test' && part.name === 'defined') || (part.kind === 'filter' && part.name === 'default')
}

const chainOf = (outermost: PebbleAttribute): { root: Variable; names: PebbleName['names'] } | undefined => {
  const steps: PebbleAttribute[] = []
  let at: PebbleExpression = outermost
  for (; at.kind === 'attribute'; at = at.of) steps.push(at)
  if (at.kind !== 'variable') return undefined
  const names: { name: string; end: number }[] = []
  for (const { name, values, end } of steps.toReversed()) {
    if (values !== undefined || name.kind !== 'literal' || typeof name.value !== 'string') break
    names.push({ name: name.value, end })
  }
  return { root: at, names }
}
