import { type ContextReference, wholeReference } from '../../../flow/context-references.ts'
import { flowInputs } from '../../../flow/declarations.ts'
import { isTemplate } from '../../../pebble/lex-pebble.ts'
import { suggestion } from '../../../text/closest-word.ts'
import { plainText } from '../../../text/json.ts'
import { isMapValue, type MapValue, type NodePath } from '../../../yaml/map-value.ts'
import type { RuleContext } from '../../rule-context.ts'
import type { FindingCode, RuleFinding } from '../../rule-finding.ts'
import { fitsInput } from '../../values/fits-input.ts'
import { type Misfit, shown } from '../../values/java-texts.ts'

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
): readonly RuleFinding[] =>
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
): readonly RuleFinding[] =>
  Object.entries(passed.values).flatMap(([id, value]): readonly RuleFinding[] => {
    const input = inputs.get(id)
    const misfit = input && fitsInput(input, { as: 'passed', value, version })
    if (input === undefined || misfit === undefined) return []
    const what = `"${shown(plainText(value))}", passed to ${named(input)} of ${passed.whose},`
    return [{ ...reported('invalid-input', what, misfit), path: [...passed.path, id] }]
  })

export const named = ({ id, type }: MapValue): string => `the input "${plainText(id)}" (${plainText(type)})`

export const reported = (
  code: FindingCode,
  what: string,
  { reason, readAs, fix }: Misfit,
): Omit<RuleFinding, 'path'> =>
  readAs === undefined
    ? { code, message: `${what} is refused: ${reason}.`, hint: fix }
    : { code: 'value-read-differently', message: `${what} is read as ${readAs}: ${reason}.`, hint: fix }

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
): readonly RuleFinding[] => {
  const own = flowInputs(flow.value)?.byId
  return Object.entries(passed.values).flatMap(([id, value]): readonly RuleFinding[] => {
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
