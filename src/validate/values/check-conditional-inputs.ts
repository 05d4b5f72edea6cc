import { readContextReferences } from '../../flow/context-references.ts'
import type { Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import { literalText } from '../../pebble/pebble-names.ts'
import type { PebbleExpression } from '../../pebble/pebble-tree.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapValue, mapsIn, type NodePath, valueAt } from '../../yaml/map-value.ts'
import { diagnosticIn, placesInTexts } from '../expressions/place-in-text.ts'
import { type ExpressionText, readExpressions } from '../expressions/read-expressions.ts'

/**
 * Inputs that are asked for under a condition (`dependsOn`) which the defaults do not meet, read where nothing asks for that condition: they
 * are not there (docs/facts/kestra.md, "Inputs and values").
 */
export const checkConditionalInputs: FlowRule = (flow) => {
  const absent = absentInputs(flow.value)
  if (absent.size === 0) return []
  const placeOf = placesInTexts(flow)
  return readExpressions(flow).flatMap((expression): readonly Diagnostic[] => {
    const { text, path, seesExecution } = expression
    if (!seesExecution) return []
    return readContextReferences(text).flatMap(({ root, names: [first], start, isGuarded }): readonly Diagnostic[] => {
      const condition = root === 'inputs' && first ? absent.get(first.name) : undefined
      if (first === undefined || condition === undefined || isGuarded) return []
      if (isAsked(flow.value, { text, path }, [first.name, ...condition.inputs])) return []
      const message = `The input "${first.name}" is asked for only where \`${condition.text}\`, which the defaults do not meet.`
      return [diagnosticIn(placeOf, expression, { code: 'conditional-input', message, start, end: first.end })]
    })
  })
}

interface UnmetCondition {
  readonly text: string
  readonly inputs: readonly string[]
}

const absentInputs = (flow: MapValue): ReadonlyMap<string, UnmetCondition> => {
  const inputs = new Map(mapsIn(flow['inputs'], ['inputs']).map(({ value: input }) => [plainText(input['id']), input]))
  return new Map(
    [...inputs].flatMap(([id, { dependsOn }]): [string, UnmetCondition][] => {
      const condition = isMapValue(dependsOn) ? dependsOn['condition'] : undefined
      const template = typeof condition === 'string' ? parsePebble(condition.trim()) : undefined
      if (template === undefined || 'says' in template || template.whole === undefined) return []
      if (valueWith(template.whole, inputs) !== false) return []
      const names = readContextReferences(String(condition)).flatMap(({ root, names: [first] }) =>
        root === 'inputs' && first ? [first.name] : [],
      )
      return [[id, { text: String(condition).replace(/^\s*\{\{-?\s*|\s*-?\}\}\s*$/g, ''), inputs: names }]]
    }),
  )
}

/** With the defaults of the inputs; `undefined` where they do not tell it. */
const valueWith = (part: PebbleExpression, inputs: ReadonlyMap<string, MapValue>): unknown => {
  if (part.kind === 'literal') return part.value ?? undefined
  if (part.kind === 'attribute') return defaultOf(part, inputs)
  if (part.kind !== 'operation') return undefined
  const [left, right] = part.operands.map((operand) => valueWith(operand, inputs))
  switch (part.operator) {
    case '==':
    case 'equals':
      return isKnown(left, right) ? left === right : undefined
    case '!=':
      return isKnown(left, right) ? left !== right : undefined
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

/** Of the same type: how Pebble compares others is left alone. */
const isKnown = (left: unknown, right: unknown): boolean => left !== undefined && typeof left === typeof right

const defaultOf = (part: PebbleExpression, inputs: ReadonlyMap<string, MapValue>): unknown => {
  if (part.kind !== 'attribute' || part.of.kind !== 'variable' || part.of.name !== 'inputs') return undefined
  const { type, defaults } = inputs.get(literalText(part.name) ?? '') ?? {}
  if (type === 'BOOL' || type === 'BOOLEAN') return typeof defaults === 'boolean' ? defaults : undefined
  const isText = type === 'STRING' || type === 'SELECT' || type === 'ENUM'
  return isText && typeof defaults === 'string' && !isTemplate(defaults) ? defaults : undefined
}

/** True where the text, its task or one around it asks for one of the inputs: then it may run only where they are there. */
const isAsked = (
  flow: MapValue,
  { text, path }: Pick<ExpressionText, 'text' | 'path'>,
  [own = '', ...others]: readonly string[],
): boolean => {
  const mentions = (value: unknown, names: readonly string[]): boolean =>
    typeof value === 'string' && names.some((name) => value.includes(name))
  if (mentions(text, others)) return true
  return ancestors(flow, path).some(({ runIf, condition, value, cases }) =>
    [runIf, condition, cases === undefined ? undefined : value].some((each) => mentions(each, [own, ...others])),
  )
}

const ancestors = (flow: MapValue, path: NodePath): readonly MapValue[] =>
  path.map((_, index) => valueAt(flow, path.slice(0, index + 1))).filter(isMapValue)
