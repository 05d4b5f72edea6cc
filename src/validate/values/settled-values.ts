import { type ContextReference, wholeReference } from '../../flow/context-references.ts'
import { flowInputs } from '../../flow/declarations.ts'
import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapValue, type NodePath } from '../../yaml/map-value.ts'
import { fitsInput } from './fits-input.ts'

/** What an expression that is a variable of the flow gives, where that holds no expression itself. Any other value as it is. */
export const settledValue = (flow: CheckedFlow, value: unknown): unknown => {
  const reference = referenceOf(value)
  const known = reference?.root === 'vars' ? variableOf(flow, reference) : undefined
  const isPlain = typeof known === 'string' ? !isTemplate(known) : typeof known === 'number'
  return isPlain ? known : value
}

/** Of which every step is written out. */
const referenceOf = (value: unknown): ContextReference | undefined => {
  const reference = typeof value === 'string' ? wholeReference(value) : undefined
  return reference?.names.length === reference?.steps.length ? reference : undefined
}

const variableOf = ({ value: { variables }, nodes }: CheckedFlow, { names }: ContextReference): unknown => {
  if (nodes.some(({ type = '' }) => type.endsWith('.SetVariables'))) return undefined
  return names.reduce<unknown>((at, { name }) => (isMapValue(at) ? at[name] : undefined), variables)
}

/** A text that each type gives when it is rendered; of the others it may be any. */
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

/** An input of the flow itself, passed to one of another type that takes no value of its own type. */
export const checkPassedTypes = (
  flow: CheckedFlow,
  passed: { readonly values: MapValue; readonly path: NodePath; readonly whose: string },
  inputs: ReadonlyMap<string, MapValue>,
): readonly Diagnostic[] => {
  const own = flowInputs(flow.value)?.byId
  return Object.entries(passed.values).flatMap(([id, value]): readonly Diagnostic[] => {
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
