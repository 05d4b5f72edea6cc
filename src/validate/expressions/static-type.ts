import type { CheckedFlow } from '../../flow/diagnostic.ts'
import type { PebbleValueType } from '../../pebble/filter-inputs.ts'
import { namedSteps, readsIn } from '../../pebble/pebble-names.ts'
import type { PebbleExpression } from '../../pebble/pebble-tree.ts'
import { isMapValue, type MapValue } from '../../yaml/map-value.ts'

const typed = (names: string, type: PebbleValueType) =>
  names.split(' ').map((name): [string, PebbleValueType] => [name, type])

/** How expressions see the value of an input; JSON, YAML and others can be anything. */
const OF_INPUTS: ReadonlyMap<unknown, PebbleValueType> = new Map([
  ...typed('STRING SELECT ENUM DATE DATETIME TIME URI EMAIL', 'text'),
  ...typed('INT FLOAT DURATION', 'number'),
  ...typed('BOOL BOOLEAN', 'boolean'),
  ...typed('ARRAY MULTISELECT', 'list'),
])

const OF_FILTERS: ReadonlyMap<string, PebbleValueType> = new Map([
  ...typed('length number abs', 'number'),
  ...typed('upper lower trim string title capitalize toJson join date replace md5 sha1 sha256 sha512', 'text'),
  ...typed('substringBefore substringBeforeLast substringAfter substringAfterLast urlencode base64encode', 'text'),
  ...typed('split keys chunk distinct flatten', 'list'),
])

const OF_FUNCTIONS: ReadonlyMap<string, PebbleValueType> = new Map([
  ...typed('now uuid ksuid read', 'text'),
  ...typed('randomInt randomPort fileSize', 'number'),
  ...typed('range', 'list'),
])

const OF_OPERATORS: ReadonlyMap<string, PebbleValueType> = new Map([
  ...typed('== != equals < > <= >= and or not contains isIn', 'boolean'),
  ...typed('* / %', 'number'),
  ...typed('~ #{', 'text'),
  ['[', 'list'],
  ['{', 'map'],
])

/** The type of the inputs of a flow by their ids, where each value of it has one (docs/facts/kestra.md, "Comparisons"). */
export const inputTypes = ({ value: { inputs } }: CheckedFlow): ReadonlyMap<string, PebbleValueType> =>
  new Map(
    (Array.isArray(inputs) ? inputs : []).filter(isMapValue).flatMap(({ id, type }): [string, PebbleValueType][] => {
      const of = OF_INPUTS.get(type)
      return typeof id === 'string' && of !== undefined ? [[id, of]] : []
    }),
  )

/** What an expression surely is, if it is anything; `undefined` where only a run can tell. */
export const staticType = (
  expression: PebbleExpression,
  inputs: ReadonlyMap<string, PebbleValueType>,
): PebbleValueType | undefined => {
  const { kind } = expression
  if (kind === 'literal') return ofLiteral(expression.value)
  if (kind === 'operation') return OF_OPERATORS.get(expression.operator)
  if (kind === 'filter') return OF_FILTERS.get(expression.name)
  if (kind === 'function') return OF_FUNCTIONS.get(expression.name)
  if (kind === 'test') return 'boolean'
  return kind === 'attribute' ? ofInput(expression, inputs) : undefined
}

const ofLiteral = (value: string | number | boolean | null): PebbleValueType | undefined => {
  if (value === null) return undefined
  return typeof value === 'string' ? 'text' : (typeof value as 'number' | 'boolean')
}

/** The id of the input that an expression is, and nothing else. */
export const inputOf = (expression: PebbleExpression): string | undefined => {
  if (expression.kind !== 'attribute') return undefined
  const [first] = readsIn(expression)
  const names = namedSteps(first?.steps ?? [])
  const isInput = first?.of.kind === 'variable' && first.of.name === 'inputs' && names.at(-1)?.end === expression.end
  return isInput ? names.map(({ name }) => name).join('.') : undefined
}

const ofInput = (
  expression: PebbleExpression,
  inputs: ReadonlyMap<string, PebbleValueType>,
): PebbleValueType | undefined => {
  const id = inputOf(expression)
  return id === undefined ? undefined : inputs.get(id)
}

/** What an expression that is an input can be, as text: of a choice or of true and false. */
export const inputValues = (
  { value: { inputs } }: CheckedFlow,
  expression: PebbleExpression,
): ReadonlySet<string> | undefined => {
  const id = inputOf(expression)
  const declared = (Array.isArray(inputs) ? inputs : []).filter(isMapValue).filter((input) => input['id'] === id)
  const [input] = declared
  return id === undefined || declared.length !== 1 || input === undefined ? undefined : valuesOfInput(input)
}

const valuesOfInput = ({ type, values, allowCustomValue, expression, defaults, required }: MapValue) => {
  // Without a value it is rendered as nothing.
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
