import { readContextReferences } from '../../flow/context-references.ts'
import type { Diagnostic } from '../../flow/diagnostic.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import { literalText } from '../../pebble/pebble-names.ts'
import type { PebbleAttribute } from '../../pebble/pebble-tree.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapValue, mapsIn, type NodePath, valueAt } from '../../yaml/map-value.ts'
import { diagnosticIn, type FlowRule } from '../checked-flow.ts'
import type { ExpressionText } from '../expression-texts.ts'
import { constantValue } from '../expressions/static-type.ts'

/**
 * Inputs that are asked for under a condition (`dependsOn`) which the defaults do not meet, read where nothing asks for that condition: they
 * are not there (docs/facts/kestra.md, "Inputs and values").
 */
export const checkConditionalInputs: FlowRule = (flow) => {
  const absent = absentInputs(flow.value)
  if (absent.size === 0) return []
  return flow.texts.flatMap((expression): readonly Diagnostic[] => {
    const { text, seesExecution } = expression
    if (!seesExecution) return []
    return readContextReferences(text).flatMap(({ root, names: [first], start, isGuarded }): readonly Diagnostic[] => {
      const condition = root === 'inputs' && first ? absent.get(first.name) : undefined
      if (first === undefined || condition === undefined || isGuarded) return []
      if (isAsked(flow.value, expression, [first.name, ...condition.inputs])) return []
      const message = `The input "${first.name}" is asked for only where \`${condition.text}\`, which the defaults do not meet.`
      return [diagnosticIn(flow, expression, { code: 'conditional-input', message, start, end: first.end })]
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
      if (constantValue(template.whole, (attribute) => defaultOf(attribute, inputs)) !== false) return []
      const names = readContextReferences(String(condition)).flatMap(({ root, names: [first] }) =>
        root === 'inputs' && first ? [first.name] : [],
      )
      return [[id, { text: String(condition).replace(/^\s*\{\{-?\s*|\s*-?\}\}\s*$/g, ''), inputs: names }]]
    }),
  )
}

/** `undefined` where the default of an input does not tell its value. */
const defaultOf = ({ of, name }: PebbleAttribute, inputs: ReadonlyMap<string, MapValue>): unknown => {
  if (of.kind !== 'variable' || of.name !== 'inputs') return undefined
  const { type, defaults } = inputs.get(literalText(name) ?? '') ?? {}
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
