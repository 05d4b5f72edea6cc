import type { Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import type { ProblemCode } from '../../problem/problem-codes.ts'
import { plainText } from '../../text/json.ts'
import { type MapValue, mapsIn, type NodePath, neverRuns } from '../../yaml/map-value.ts'
import type { YamlDocument } from '../../yaml/yaml-document.ts'
import { fitsInput, type GivenValue } from './fits-input.ts'
import { type Misfit, shown } from './misfit.ts'

/**
 * Defaults of the flow's own inputs that the input does not take: no execution begins that does not pass another value. A `prefill` is only
 * shown to people (docs/facts/kestra.md, "Inputs and values").
 */
export const checkDefaults: FlowRule = ({ document, value: flow, version }) =>
  mapsIn(flow['inputs'], ['inputs']).flatMap(({ value: input, path }) =>
    (['defaults', 'prefill'] as const).flatMap((key): readonly Diagnostic[] => {
      const at = [...path, key]
      const value = writtenValue(document, at, input[key])
      const misfit = fitsInput(input, { as: 'default', value, version })
      if (misfit === undefined) return []
      const isSure = key === 'defaults' && !neverRuns(flow, path)
      const what = `The ${key === 'defaults' ? 'default' : 'prefill'} "${shown(plainText(value))}" of ${named(input)}`
      return [{ ...told('invalid-default', what, misfit), path: at, ...(isSure ? {} : { severity: 'info' }) }]
    }),
  )

/** What is passed to the inputs of a flow, as its caller or trigger writes it, and what does not fit; `whose` is how that flow is called. */
export const checkPassed = (
  passed: { readonly values: MapValue; readonly path: NodePath; readonly whose: string },
  inputs: ReadonlyMap<string, MapValue>,
  version: GivenValue['version'],
): readonly Diagnostic[] =>
  Object.entries(passed.values).flatMap(([id, value]): readonly Diagnostic[] => {
    const input = inputs.get(id)
    const misfit = input && fitsInput(input, { as: 'passed', value, version })
    if (input === undefined || misfit === undefined) return []
    const what = `"${shown(plainText(value))}", passed to ${named(input)} of ${passed.whose},`
    return [{ ...told('invalid-input', what, misfit), path: [...passed.path, id] }]
  })

const named = ({ id, type }: MapValue): string => `the input "${plainText(id)}" (${plainText(type)})`

const told = (code: ProblemCode, what: string, { reason, readAs, fix }: Misfit): Omit<Diagnostic, 'path'> =>
  readAs === undefined
    ? { code, message: `${what} is refused: ${reason}.`, hint: fix }
    : { code: 'value-read-differently', message: `${what} is read as ${readAs}: ${reason}.`, hint: fix }

/**
 * The value at a path, a scalar as it is written: the default of an input is kept as that text (`yes` is no truth value there, `1_000` no whole
 * number), other than the properties of tasks.
 */
export const writtenValue = (document: YamlDocument, path: NodePath, value: unknown): unknown => {
  if (typeof value !== 'number' && typeof value !== 'boolean') return value
  const range = document.rangeOf(path)
  return range ? document.source.slice(range.start, range.end) : value
}
