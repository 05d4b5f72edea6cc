import { findFlowReferences } from '../../flow/flow-references.ts'
import { coreName } from '../../flow/task-reach.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import type { RuleContext } from '../rule-context.ts'
import type { SymbolIndex } from '../symbol-index.ts'
import type { OutputKind, OutputProperties, TypeOutputs } from '../type-outputs.ts'

/** The content of an output: anything, one value without names, or a map with these names (an open map may have more). */
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

/**
 * Output properties that core types add to, or use instead of, their schema, because they depend on their nested tasks
 * (docs/internals/facts/kestra.md, "Outputs of a type"). `undefined`: not known.
 */
const CORE_OUTPUTS: Readonly<Record<string, OutputProperties | undefined>> = {
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

/** Returns a function that gives the shape of the outputs of a task of the flow. `types`: the known outputs by type. */
export const outputShapes = ({ document, nodes }: RuleContext, known: SymbolIndex, types: TypeOutputs = {}) => {
  const called = new Map(findFlowReferences(document, nodes).map((call) => [call.path, call]))
  return (node: FlowNode): OutputShape => {
    const { type = '', value, path } = node
    const shape = shapeOfType(type, types)
    if (type === `${CORE}output.OutputValues`) return withName(shape, 'values', shapeOfValue(value['values']))
    if (type !== `${CORE}flow.Subflow`) return shape
    if (value['wait'] === false) return withoutName(shape, 'outputs')
    const call = called.get(path)
    // The outputs of an older revision are not known, and `outputs` on the task itself replaces those of the called flow.
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
  const properties = isCore && Object.hasOwn(CORE_OUTPUTS, short) ? reported && CORE_OUTPUTS[short] : reported
  if (properties === undefined) return mapOf([], true)
  const entries = Object.entries(properties)
  // A plugin without outputs and one with arbitrary outputs have the same schema.
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

/** The shape of a literal value. A rendered value may become anything. */
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
