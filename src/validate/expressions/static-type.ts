import type { CheckedFlow } from '../../flow/diagnostic.ts'
import { namedSteps, readsIn } from '../../pebble/pebble-names.ts'
import type { PebbleExpression } from '../../pebble/pebble-tree.ts'
import { isMapValue } from '../../yaml/map-value.ts'

export type StaticType = 'text' | 'number' | 'boolean' | 'list' | 'map'

/** How expressions see the value of an input; JSON, YAML and others can be anything. */
const OF_INPUTS: ReadonlyMap<unknown, StaticType> = new Map([
  ...['STRING', 'SELECT', 'ENUM', 'DATE', 'DATETIME', 'TIME', 'URI', 'EMAIL'].map((type): [string, StaticType] => [
    type,
    'text',
  ]),
  ...['INT', 'FLOAT', 'DURATION'].map((type): [string, StaticType] => [type, 'number']),
  ...['BOOL', 'BOOLEAN'].map((type): [string, StaticType] => [type, 'boolean']),
  ...['ARRAY', 'MULTISELECT'].map((type): [string, StaticType] => [type, 'list']),
])

const OF_FILTERS: ReadonlyMap<string, StaticType> = new Map([
  ...['length', 'number', 'abs'].map((name): [string, StaticType] => [name, 'number']),
  ...['upper', 'lower', 'trim', 'string', 'title', 'capitalize', 'toJson', 'join', 'date', 'substringBefore'].map(
    (name): [string, StaticType] => [name, 'text'],
  ),
])

const OF_OPERATORS: ReadonlyMap<string, StaticType> = new Map([
  ...['==', '!=', 'equals', '<', '>', '<=', '>=', 'and', 'or', 'not', 'contains', 'isIn'].map(
    (sign): [string, StaticType] => [sign, 'boolean'],
  ),
  ...['-', '*', '/', '%'].map((sign): [string, StaticType] => [sign, 'number']),
  ['~', 'text'],
  ['#{', 'text'],
  ['[', 'list'],
  ['{', 'map'],
])

/** The type of the inputs of a flow by their ids, where each value of it has one (docs/facts/kestra.md, "Comparisons"). */
export const inputTypes = ({ value: { inputs } }: CheckedFlow): ReadonlyMap<string, StaticType> =>
  new Map(
    (Array.isArray(inputs) ? inputs : []).filter(isMapValue).flatMap(({ id, type }): [string, StaticType][] => {
      const of = OF_INPUTS.get(type)
      return typeof id === 'string' && of !== undefined ? [[id, of]] : []
    }),
  )

/** What an expression surely is, if it is anything; `undefined` where only a run can tell. */
export const staticType = (
  expression: PebbleExpression,
  inputs: ReadonlyMap<string, StaticType>,
): StaticType | undefined => {
  const { kind } = expression
  if (kind === 'literal') return ofLiteral(expression.value)
  if (kind === 'operation') return OF_OPERATORS.get(expression.operator)
  if (kind === 'filter') return OF_FILTERS.get(expression.name)
  if (kind === 'test') return 'boolean'
  return kind === 'attribute' ? ofInput(expression, inputs) : undefined
}

const ofLiteral = (value: string | number | boolean | null): StaticType | undefined => {
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

const ofInput = (expression: PebbleExpression, inputs: ReadonlyMap<string, StaticType>): StaticType | undefined => {
  const id = inputOf(expression)
  return id === undefined ? undefined : inputs.get(id)
}
