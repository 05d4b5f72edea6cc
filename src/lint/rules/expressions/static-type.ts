import { namedSteps, readsIn } from '../../../pebble/pebble-names.ts'
import type { PebbleAttribute, PebbleExpression } from '../../../pebble/pebble-tree.ts'
import type { PebbleValueType } from '../../../pebble/signatures.ts'
import { type MapValue, mapsIn } from '../../../yaml/map-value.ts'
import type { RuleContext } from '../../rule-context.ts'

const typed = (names: string, type: PebbleValueType) =>
  names.split(' ').map((name): [string, PebbleValueType] => [name, type])

const TYPE_BY_LITERAL: ReadonlyMap<string, PebbleValueType> = new Map([
  ['string', 'text'],
  ['number', 'number'],
  ['boolean', 'boolean'],
])

/**
 * The type that expressions see, by the type of an input. JSON, YAML and others can be anything, so they are absent.
 */
const TYPE_BY_INPUT: ReadonlyMap<unknown, PebbleValueType> = new Map([
  ...typed('STRING SELECT ENUM DATE DATETIME TIME URI EMAIL', 'text'),
  ...typed('INT FLOAT DURATION', 'number'),
  ...typed('BOOL BOOLEAN', 'boolean'),
  ...typed('ARRAY MULTISELECT', 'list'),
])

const TYPE_BY_FILTER: ReadonlyMap<string, PebbleValueType> = new Map([
  ...typed('length number abs', 'number'),
  ...typed('upper lower trim string title capitalize toJson join date replace md5 sha1 sha256 sha512', 'text'),
  ...typed('substringBefore substringBeforeLast substringAfter substringAfterLast urlencode base64encode', 'text'),
  ...typed('split keys chunk distinct flatten', 'list'),
])

const TYPE_BY_FUNCTION: ReadonlyMap<string, PebbleValueType> = new Map([
  ...typed('now uuid ksuid read', 'text'),
  ...typed('randomInt randomPort fileSize', 'number'),
  ...typed('range', 'list'),
])

const TYPE_BY_OPERATOR: ReadonlyMap<string, PebbleValueType> = new Map([
  ...typed('== != equals < > <= >= and or not contains isIn', 'boolean'),
  ...typed('* / %', 'number'),
  ...typed('~ #{', 'text'),
  ['[', 'list'],
  ['{', 'map'],
])

/**
 * The types of a flow's inputs by their ids; only inputs with one certain type (docs/internals/facts/kestra.md,
 * "Comparisons").
 */
export const inputTypes = ({ value }: RuleContext): ReadonlyMap<string, PebbleValueType> =>
  new Map(
    mapsIn(value['inputs'], ['inputs']).flatMap(({ value: { id, type } }): [string, PebbleValueType][] => {
      const of = TYPE_BY_INPUT.get(type)
      return typeof id === 'string' && of !== undefined ? [[id, of]] : []
    }),
  )

/** The certain type of an expression; `undefined` where only a run knows it. */
export const staticType = (
  expression: PebbleExpression,
  inputs: ReadonlyMap<string, PebbleValueType>,
): PebbleValueType | undefined => {
  const { kind } = expression
  if (kind === 'literal') return TYPE_BY_LITERAL.get(typeof expression.value)
  if (kind === 'operation') return TYPE_BY_OPERATOR.get(expression.operator)
  if (kind === 'filter') return TYPE_BY_FILTER.get(expression.name)
  if (kind === 'function') return TYPE_BY_FUNCTION.get(expression.name)
  return kind === 'test' ? 'boolean' : inputs.get(inputOf(expression) ?? '')
}

/** The id of the input, if the expression is exactly one input. */
const inputOf = (expression: PebbleExpression): string | undefined => {
  if (expression.kind !== 'attribute') return undefined
  const [first] = readsIn(expression)
  const names = namedSteps(first?.steps ?? [])
  const isInput = first?.of.kind === 'variable' && first.of.name === 'inputs' && names.at(-1)?.end === expression.end
  return isInput ? names.map(({ name }) => name).join('.') : undefined
}

/**
 * All possible values, as texts, of an expression that is exactly one input with a closed list: a choice, or true and
 * false.
 */
export const inputValues = ({ value }: RuleContext, expression: PebbleExpression): ReadonlySet<string> | undefined => {
  const id = inputOf(expression)
  return id === undefined ? undefined : valuesOfInputs(value).get(id)
}

/** The default, as text, of an expression that is exactly one input; `undefined` without one. */
export const inputDefault = ({ value }: RuleContext, expression: PebbleExpression): string | undefined => {
  const id = inputOf(expression)
  const input = mapsIn(value['inputs'], ['inputs']).find((each) => each.value['id'] === id)
  const given = id === undefined ? undefined : (input?.value['defaults'] ?? undefined)
  return given === undefined ? undefined : String(given)
}

const valuesByFlow = new WeakMap<MapValue, ReadonlyMap<unknown, ReadonlySet<string> | undefined>>()

/** Possible values by the ids of the inputs, cached per flow. */
const valuesOfInputs = (flow: MapValue): ReadonlyMap<unknown, ReadonlySet<string> | undefined> => {
  const known = valuesByFlow.get(flow)
  if (known !== undefined) return known
  const inputs = Map.groupBy(mapsIn(flow['inputs'], ['inputs']), ({ value: { id } }) => id)
  const values = new Map(
    [...inputs].map(([id, [input, ...more]]) => [
      id,
      input && more.length === 0 ? valuesOfInput(input.value) : undefined,
    ]),
  )
  valuesByFlow.set(flow, values)
  return values
}

const valuesOfInput = ({ type, values, allowCustomValue, expression, defaults, required }: MapValue) => {
  // An optional input without a value is rendered as an empty text.
  const none = defaults === undefined && required === false ? [''] : []
  if (type === 'BOOL' || type === 'BOOLEAN') return new Set(['true', 'false', ...none])
  const isClosed = (type === 'SELECT' || type === 'ENUM') && !allowCustomValue && expression === undefined
  if (
    !isClosed ||
    !Array.isArray(values) ||
    !values.every((each) => ['string', 'number', 'boolean'].includes(typeof each))
  )
    return undefined
  return new Set([...values.map(String), ...none])
}

/**
 * The constant value of an expression; `undefined` where only a run knows it. `ofAttribute` returns the values of its
 * attributes.
 */
export const constantValue = (
  part: PebbleExpression,
  ofAttribute: (attribute: PebbleAttribute) => unknown,
): unknown => {
  if (part.kind === 'literal') return part.value
  if (part.kind === 'attribute') return ofAttribute(part)
  if (part.kind !== 'operation') return undefined
  const [left, right] = part.operands.map((operand) => constantValue(operand, ofAttribute))
  // Java compares a text and a number by rules of its own.
  const isComparable = left !== undefined && typeof left === typeof right
  switch (part.operator) {
    case '==':
    case 'equals':
      return isComparable ? left === right : undefined
    case '!=':
      return isComparable ? left !== right : undefined
    case 'not':
      return typeof left === 'boolean' ? !left : undefined
    case 'and':
      return left === false || right === false ? false : undefined
    case 'or':
      return left === false && right === false ? false : undefined
    default:
      return undefined
  }
}
