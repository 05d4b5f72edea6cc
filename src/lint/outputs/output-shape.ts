import * as z from 'zod'
import { findFlowReferences } from '../../flow/flow-references.ts'
import { coreName } from '../../flow/task-reach.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { isMapValue, valueAt } from '../../yaml/map-value.ts'
import type { RuleContext } from '../rule-context.ts'
import type { SymbolIndex } from '../symbol-index.ts'

/** What a property holds, as a JSON schema calls it; `any` where it does not say. */
const OutputKind = z.enum(['string', 'number', 'integer', 'boolean', 'array', 'object', 'any']).catch('any')
export type OutputKind = z.infer<typeof OutputKind>

/** The properties that tasks of a type give, by name; none where there is none. */
export type OutputProperties = Readonly<Record<string, OutputKind>>

/** By type, as far as they are known: the form in which a file of the command "schema" holds them. */
export const TypeOutputs = z.record(z.string(), z.record(z.string(), OutputKind))
export type TypeOutputs = Readonly<Record<string, OutputProperties>>

/**
 * Of the answer to `GET /api/v1/plugins/{type}` (docs/internals/facts/kestra.md, "Outputs of a type"). `undefined` where it does not tell its outputs, or
 * allows for others than it names.
 */
export const readPluginOutputs = (answer: unknown): OutputProperties | undefined => {
  const outputs = valueAt(answer, ['schema', 'outputs'])
  if (!isMapValue(outputs)) return undefined
  const { properties = {}, additionalProperties = false } = outputs
  if (!isMapValue(properties) || additionalProperties !== false) return undefined
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => [name, OutputKind.parse(valueAt(property, ['type']))]),
  )
}

/** What expressions find in an output: anything, one value without names, or a map with these names and, unless it is open, no others. */
export type OutputShape = { readonly kind: 'any' | 'text' | 'list' | 'number' | 'truth value' } | OutputNames

interface OutputNames {
  readonly kind: 'map'
  readonly names: ReadonlyMap<string, OutputShape>
  readonly isOpen: boolean
}

const ANY: OutputShape = { kind: 'any' }

const mapOf = (names: Iterable<readonly [string, OutputShape]>, isOpen = false): OutputNames => ({
  kind: 'map',
  names: new Map(names),
  isOpen,
})

const CORE = 'io.kestra.plugin.core.'

/** What core types give beside, or instead of, what their schema tells: they take it from what they hold (docs/internals/facts/kestra.md, "Outputs of a type"). */
const OWN: Readonly<Record<string, OutputProperties | undefined>> = {
  'flow.ForEachItem': undefined,
  'flow.Template': undefined,
  'templating.TemplatedTask': undefined,
  'flow.Loop': {
    iterationCount: 'integer',
    runningIterations: 'integer',
    terminatedIterations: 'integer',
    outputs: 'array',
  },
  'flow.LoopUntil': { iterationCount: 'integer' },
  'flow.WorkingDirectory': { outputFiles: 'object' },
}

/** What the outputs of tasks of one flow hold; `types` as far as it is known what they give. */
export const outputShapes = ({ document, nodes }: RuleContext, known: SymbolIndex, types: TypeOutputs = {}) => {
  const called = new Map(findFlowReferences(document, nodes).map((call) => [call.path, call]))
  return (node: FlowNode): OutputShape => {
    const { type = '', value, path } = node
    const shape = shapeOfType(type, types)
    if (type === `${CORE}output.OutputValues`) return withName(shape, 'values', shapeOfValue(value['values']))
    if (type !== `${CORE}flow.Subflow`) return shape
    if (value['wait'] === false) return withoutName(shape, 'outputs')
    const call = called.get(path)
    // What an older revision declares is not known, and `outputs` of the task itself replaced what is declared.
    if (call === undefined || call.revision !== undefined || value['outputs'] !== undefined) return shape
    const declared = known.flowOf(call.namespace, call.id)?.outputs
    return declared === undefined
      ? shape
      : withName(shape, 'outputs', mapOf([...declared].map((id): [string, OutputShape] => [id, ANY])))
  }
}

const shapeOfType = (type: string, types: TypeOutputs): OutputNames => {
  const name = coreName(type)
  const isCore = name.startsWith(CORE)
  const short = name.slice(CORE.length)
  const reported = Object.hasOwn(types, type) ? types[type] : undefined
  const properties = isCore && Object.hasOwn(OWN, short) ? reported && OWN[short] : reported
  if (properties === undefined) return mapOf([], true)
  const entries = Object.entries(properties)
  // Of plugins, what gives nothing and what gives whatever it likes have one schema.
  return mapOf(
    entries.map(([name, kind]): [string, OutputShape] => [name, SHAPES[kind]]),
    entries.length === 0 && !isCore,
  )
}

const SHAPES: Readonly<Record<OutputKind, OutputShape>> = {
  string: { kind: 'text' },
  array: { kind: 'list' },
  integer: { kind: 'number' },
  number: { kind: 'number' },
  boolean: { kind: 'truth value' },
  object: ANY,
  any: ANY,
}

/** Of a value that is written out; one that is rendered as a whole may become anything. */
const shapeOfValue = (value: unknown): OutputShape =>
  isMapValue(value) && !Object.keys(value).some((key) => key.includes('{{'))
    ? mapOf(Object.entries(value).map(([key, child]): [string, OutputShape] => [key, shapeOfValue(child)]))
    : ANY

const withName = (shape: OutputNames, name: string, child: OutputShape): OutputNames => ({
  ...shape,
  names: new Map([...shape.names, [name, child]]),
})

const withoutName = (shape: OutputNames, name: string): OutputNames => ({
  ...shape,
  names: new Map([...shape.names].filter(([known]) => known !== name)),
})
