import * as z from 'zod'
import { UserError } from '../../finding/user-error.ts'
import { type KnownVersion, versionOf } from '../../flow/kestra-version.ts'
import { decodedOnce } from '../../resource/route-names.ts'
import { memoize } from '../../text/memoize.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { TypeOutputs } from '../type-outputs.ts'
import {
  constantsOf,
  parseChoice,
  parseShape,
  type SchemaChoice,
  type SchemaNode,
  type SchemaShape,
} from './schema-shape.ts'

/**
 * A server's JSON schema for flows (`plugins/schemas/flow`), indexed by type. Parts are parsed when they are first
 * used.
 */
export interface FlowSchema {
  /** Version of the server that the schema comes from, if the document says so. */
  readonly version: KnownVersion | undefined
  /** Outputs of tasks by their types, if the document has them. */
  readonly outputs: TypeOutputs | undefined
  /** The schema of the flow itself. */
  readonly root: SchemaNode
  /** Schemas by the `type` of a task, trigger, condition or task runner, aliases included. */
  readonly types: ReadonlyMap<string, SchemaNode>
  /** A part of the schema with its references resolved and its `allOf` merged. Each part is parsed once. */
  shapeOf(node: SchemaNode): SchemaShape
  /** The alternatives of a part, parsed once. */
  choiceOf(shape: SchemaShape): SchemaChoice
}

const Exported = z.looseObject({
  $ref: z.string().optional(),
  definitions: z.record(z.string(), z.unknown()),
  // Added by the command "schema".
  'x-kestra-gitops': z
    .looseObject({ version: z.string(), outputs: TypeOutputs.optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

const REFERENCE_PREFIX = '#/definitions/'

/**
 * Indexes the JSON that a server exports: a root `$ref` into `definitions`, only local references
 * (docs/internals/facts/kestra.md, "Schema of flows"). Throws a UserError for any other document.
 */
export const loadFlowSchema = (json: unknown): FlowSchema => {
  const exported = Exported.safeParse(json)
  const root = exported.data && resolve(exported.data, exported.data.definitions)
  if (exported.data === undefined || root === undefined || !isMapValue(root['properties'])) {
    throw new UserError(
      'schema-unreadable',
      'The flow schema is not one that Kestra exports: it needs `$ref` and `definitions`. Fetch it again from `/api/v1/plugins/schemas/flow`.',
    )
  }
  const { definitions } = exported.data
  const shapeOfTarget = memoize((target: SchemaNode) => parseShape(target, (part) => resolve(part, definitions)))
  const shapeOf = memoize((node: SchemaNode) => shapeOfTarget(targetOf(node, definitions)))
  const types = typesOf(definitions)
  const stamp = exported.data['x-kestra-gitops']
  return {
    version: stamp === undefined ? versionOfTypes(types) : versionOf(stamp.version),
    outputs: stamp?.outputs,
    root,
    types,
    shapeOf,
    choiceOf: memoize((shape) => parseChoice(shape.alternatives.map(shapeOf))),
  }
}

/** The types that a flow may have as its tasks. */
export const taskTypes = ({ root, shapeOf, choiceOf }: FlowSchema): readonly string[] => {
  const { items } = shapeOf(shapeOf(root).properties.get('tasks') ?? {})
  return items === undefined ? [] : [...(choiceOf(shapeOf(items)).byType?.keys() ?? [])]
}

/**
 * A guess from the types: 2.0 replaced ForEach by Loop (docs/internals/facts/kestra.md, "Syntax that 2.0 no longer
 * has").
 */
const versionOfTypes = (types: ReadonlyMap<string, unknown>): KnownVersion | undefined => {
  if (types.has('io.kestra.plugin.core.flow.Loop')) return { major: 2, minor: 0 }
  return types.has('io.kestra.plugin.core.flow.ForEach') ? { major: 1, minor: 0 } : undefined
}

/** The target of a chain of references; each list of tasks refers to each plugin again. Cycles are followed once. */
const targetOf = (node: SchemaNode, definitions: Readonly<Record<string, unknown>>): SchemaNode => {
  const seen = new Set<SchemaNode>()
  let target = node
  while (Object.keys(target).length === 1 && !seen.has(target)) {
    seen.add(target)
    target = resolve(target, definitions) ?? target
  }
  return target
}

const resolve = (node: SchemaNode, definitions: Readonly<Record<string, unknown>>): SchemaNode | undefined => {
  const reference = node['$ref']
  if (typeof reference !== 'string') return node
  const name = reference.startsWith(REFERENCE_PREFIX) ? reference.slice(REFERENCE_PREFIX.length) : undefined
  const definition = name === undefined ? '' : decodePointer(name)
  const target = Object.hasOwn(definitions, definition) ? definitions[definition] : undefined
  return isMapValue(target) ? target : undefined
}

const decodePointer = (token: string): string => decodedOnce(token).replaceAll('~1', '/').replaceAll('~0', '~')

/**
 * The types of plugins, which are Java class names. Names such as `STRING` or `constant` mean something in one place
 * only.
 */
const typesOf = (definitions: Readonly<Record<string, unknown>>): Map<string, SchemaNode> => {
  const types = new Map<string, SchemaNode>()
  for (const definition of Object.values(definitions)) {
    if (!isMapValue(definition) || !isMapValue(definition['properties'])) continue
    for (const type of constantsOf(definition['properties']['type'])) {
      if (type.includes('.')) types.set(type, definition)
    }
  }
  return types
}
