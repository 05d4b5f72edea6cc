import { parsePebble } from '../../pebble/parse-pebble.ts'
import type { PebbleExpression } from '../../pebble/pebble-tree.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'

/**
 * True for a condition that is false whenever it is asked: `{{ false }}`, or a comparison of texts, numbers and the flow's own id and
 * namespace. What only a run can tell is not never true.
 */
export const isNeverTrue = (condition: unknown, flow: Pick<YamlDocument, 'id' | 'namespace'>): boolean => {
  if (condition === false) return true
  if (typeof condition !== 'string') return false
  if (condition.trim() === 'false') return true
  const parsed = parsePebble(condition.trim())
  return !('says' in parsed) && parsed.whole !== undefined && knownValue(parsed.whole, flow)?.value === false
}

/** `undefined` where only a run can tell. */
const knownValue = (
  expression: PebbleExpression,
  flow: Pick<YamlDocument, 'id' | 'namespace'>,
): { readonly value: unknown } | undefined => {
  if (expression.kind === 'literal') return expression
  if (expression.kind === 'attribute') {
    const { of, name, values } = expression
    if (of.kind !== 'variable' || of.name !== 'flow' || name.kind !== 'literal' || values !== undefined)
      return undefined
    const own = new Map<unknown, string | undefined>(Object.entries({ id: flow.id, namespace: flow.namespace }))
    const value = own.get(name.value)
    return value === undefined ? undefined : { value }
  }
  if (expression.kind !== 'operation') return undefined
  const [left, right] = expression.operands.map((operand) => knownValue(operand, flow))
  return left === undefined || right === undefined
    ? oneSided(expression.operator, left ?? right)
    : both(expression.operator, left.value, right.value)
}

/** `false and x` is false, whatever x is. */
const oneSided = (operator: string, known: { readonly value: unknown } | undefined) =>
  operator === 'and' && known?.value === false ? known : undefined

const both = (operator: string, left: unknown, right: unknown): { readonly value: unknown } | undefined => {
  // A text and a number are compared in ways of Java's own.
  const isSameType = typeof left === typeof right
  switch (operator) {
    case '==':
    case 'equals':
      return isSameType ? { value: left === right } : undefined
    case '!=':
      return isSameType ? { value: left !== right } : undefined
    case 'and':
      return left === false || right === false ? { value: false } : undefined
    case 'or':
      return left === false && right === false ? { value: false } : undefined
    default:
      return undefined
  }
}
