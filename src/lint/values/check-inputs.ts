import type { ProblemCode } from '../../finding/problem-codes.ts'
import { type ContextReference, wholeReference } from '../../flow/context-references.ts'
import { flowInputs } from '../../flow/declarations.ts'
import type { DocumentFinding } from '../../flow/document-finding.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { suggestion } from '../../text/closest-word.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapValue, mapsIn, type NodePath } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import { type FlowRule, infoWhereIdle, type RuleContext } from '../rule-context.ts'
import { fitsInput } from './fits-input.ts'
import { type Misfit, shown } from './java-texts.ts'

/**
 * Reports defaults that their own input refuses: no execution starts unless it passes another value. A `prefill` is
 * only shown to people (docs/internals/facts/kestra.md, "Inputs and values").
 */
export const checkDefaults: FlowRule = (flow) =>
  mapsIn(flow.value['inputs'], ['inputs']).flatMap(({ value: input, path }) =>
    (['defaults', 'prefill'] as const).flatMap((key): readonly DocumentFinding[] => {
      const at = [...path, key]
      const value = writtenValue(flow.document, at, input[key])
      const misfit = fitsInput(input, { as: 'default', value, version: flow.version })
      if (misfit === undefined) return []
      const severity = key === 'defaults' ? infoWhereIdle(flow, path) : ({ severity: 'info' } as const)
      const what = `The ${key === 'defaults' ? 'default' : 'prefill'} "${shown(plainText(value))}" of ${named(input)}`
      return [{ ...reported('invalid-default', what, misfit), path: at, ...severity }]
    }),
  )

/** Values passed to the inputs of a flow, as its caller or trigger writes them. */
export interface PassedValues {
  readonly values: MapValue
  readonly path: NodePath
  /** Name of the flow that has the inputs. */
  readonly whose: string
}

/**
 * Reports passed names that no input has. A name with a dot may be below an input, so it is ignored. `says` returns the
 * message about a name.
 */
export const checkPassedNames = (
  { values, path }: PassedValues,
  inputs: ReadonlyMap<string, MapValue>,
  says: (name: string) => string,
): readonly DocumentFinding[] =>
  Object.keys(values)
    .filter((name) => !inputs.has(name) && !name.includes('.'))
    .map((name) => {
      const hint = suggestion(name, inputs.keys())
      return { code: 'unknown-input', path: [...path, name], part: 'key', message: says(name), hint }
    })

/** Reports passed values that their inputs refuse. */
export const checkPassed = (
  passed: PassedValues,
  inputs: ReadonlyMap<string, MapValue>,
  version: RuleContext['version'],
): readonly DocumentFinding[] =>
  Object.entries(passed.values).flatMap(([id, value]): readonly DocumentFinding[] => {
    const input = inputs.get(id)
    const misfit = input && fitsInput(input, { as: 'passed', value, version })
    if (input === undefined || misfit === undefined) return []
    const what = `"${shown(plainText(value))}", passed to ${named(input)} of ${passed.whose},`
    return [{ ...reported('invalid-input', what, misfit), path: [...passed.path, id] }]
  })

const named = ({ id, type }: MapValue): string => `the input "${plainText(id)}" (${plainText(type)})`

const reported = (code: ProblemCode, what: string, { reason, readAs, fix }: Misfit): Omit<DocumentFinding, 'path'> =>
  readAs === undefined
    ? { code, message: `${what} is refused: ${reason}.`, hint: fix }
    : { code: 'value-read-differently', message: `${what} is read as ${readAs}: ${reason}.`, hint: fix }

/**
 * The value at a path; a scalar as it is written. Unlike properties of tasks, the default of an input is kept as text:
 * `yes` is not a boolean there, `1_000` not a whole number.
 */
const writtenValue = (document: YamlDocument, path: NodePath, value: unknown): unknown => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return value
  const range = document.rangeOf(path)
  return range ? document.source.slice(range.start, range.end) : value
}

/**
 * Replaces an expression that is exactly one variable of the flow by the variable's value, if that has no expression.
 * Returns any other value unchanged.
 */
export const fixedValue = (flow: RuleContext, value: unknown): unknown => {
  const reference = referenceOf(value)
  const known = reference?.root === 'vars' ? variableOf(flow, reference) : undefined
  const isPlain = typeof known === 'string' ? !isTemplate(known) : typeof known === 'number'
  return isPlain ? known : value
}

/** The reference in a text that is exactly one reference with literal steps. */
const referenceOf = (value: unknown): ContextReference | undefined => {
  const reference = typeof value === 'string' ? wholeReference(value) : undefined
  return reference?.names.length === reference?.steps.length ? reference : undefined
}

const variableOf = ({ value: { variables }, nodes }: RuleContext, { names }: ContextReference): unknown => {
  if (nodes.some(({ type = '' }) => type.endsWith('.SetVariables'))) return undefined
  return names.reduce<unknown>((at, { name }) => (isMapValue(at) ? at[name] : undefined), variables)
}

/** A sample of the rendered text for each type; other types may render as any text. */
const SAMPLES: Readonly<Record<string, string>> = {
  BOOL: 'true',
  BOOLEAN: 'true',
  FLOAT: '5.5',
  DATE: '2031-01-15',
  DATETIME: '2031-01-15T10:00:00Z',
  TIME: '10:00:00',
  DURATION: 'PT5M',
  FILE: 'kestra:///file.txt',
  EMAIL: 'me@example.com',
}

/** Reports an input of the flow that is passed to an input of another type that never accepts its values. */
export const checkPassedTypes = (
  flow: RuleContext,
  passed: PassedValues,
  inputs: ReadonlyMap<string, MapValue>,
): readonly DocumentFinding[] => {
  const own = flowInputs(flow.value)?.byId
  return Object.entries(passed.values).flatMap(([id, value]): readonly DocumentFinding[] => {
    const { root, names: [{ name } = { name: '' }, ...more] = [] } = referenceOf(value) ?? {}
    const [input, given] = [inputs.get(id), root === 'inputs' && more.length === 0 ? own?.get(name) : undefined]
    const sample = SAMPLES[plainText(given?.['type'])]
    if (input === undefined || given === undefined || sample === undefined || given['required'] === false) return []
    const { type, itemType } = input
    const misfit = fitsInput({ type, itemType }, { as: 'passed', value: sample, version: flow.version })
    if (misfit === undefined || misfit.readAs !== undefined) return []
    const message = `"${name}" is of type ${plainText(given['type'])}, and "${id}" of ${passed.whose} of type ${plainText(type)}: ${misfit.reason}.`
    return [{ code: 'invalid-input', path: [...passed.path, id], message }]
  })
}
