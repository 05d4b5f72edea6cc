import * as z from 'zod'
import { UserError } from '../../finding/user-error.ts'
import { type KnownVersion, versionOf } from '../../kestra/server.ts'
import { decodedOnce } from '../../resource/route-names.ts'
import { memoize } from '../../text/memoize.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import { TypeOutputs } from '../outputs/output-shape.ts'
import {
  constantsOf,
  parseChoice,
  parseShape,
  type SchemaChoice,
  type SchemaNode,
  type SchemaShape,
} from './schema-shape.ts'

/** A server's JSON schema for flows (`plugins/schemas/flow`), indexed by type; nothing is parsed before it is needed. */
export interface FlowSchema {
  /** Of the server that it comes from, as far as the document tells. */
  readonly version: KnownVersion | undefined
  /** What tasks give, by their types, as far as the document tells. */
  readonly outputs: TypeOutputs | undefined
  /** The flow itself. */
  readonly root: SchemaNode
  /** Every `type` of a task, trigger, condition or task runner, aliases included. */
  readonly types: ReadonlyMap<string, SchemaNode>
  /** A part of the schema with its references followed and its `allOf` merged; each part is read once. */
  shapeOf(node: SchemaNode): SchemaShape
  /** The alternatives of a part, sorted once. */
  choiceOf(shape: SchemaShape): SchemaChoice
}

const Exported = z.looseObject({
  $ref: z.string().optional(),
  definitions: z.record(z.string(), z.unknown()),
  // Written by the command "schema".
  'x-kestra-gitops': z
    .looseObject({ version: z.string(), outputs: TypeOutputs.optional().catch(undefined) })
    .optional()
    .catch(undefined),
})

const REFERENCE_PREFIX = '#/definitions/'

/**
 * Takes the JSON as a server exports it: a root `$ref` into `definitions`, all references local (docs/internals/facts/kestra.md, "Schema of flows").
 * Throws a UserError when it is anything else.
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

/** The types that the flow itself may have as tasks. */
export const taskTypes = ({ root, shapeOf, choiceOf }: FlowSchema): readonly string[] => {
  const { items } = shapeOf(shapeOf(root).properties.get('tasks') ?? {})
  return items === undefined ? [] : [...(choiceOf(shapeOf(items)).byType?.keys() ?? [])]
}

/** 2.0 brought Loop for what ForEach was (docs/internals/facts/kestra.md, "Syntax that 2.0 no longer has"). */
const versionOfTypes = (types: ReadonlyMap<string, unknown>): KnownVersion | undefined => {
  if (types.has('io.kestra.plugin.core.flow.Loop')) return { major: 2, minor: 0 }
  return types.has('io.kestra.plugin.core.flow.ForEach') ? { major: 1, minor: 0 } : undefined
}

/** Every list of tasks refers to every plugin anew: what only refers is read where it leads, also in a circle. */
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

/** Plugins only, which are named after their Java class: `STRING` or `constant` mean something in one place each. */
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
