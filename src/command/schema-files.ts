import { posix } from 'node:path'
import type { KindSchema } from '../kinds/kind-in-tree.ts'
import { kindEntries } from '../kinds/kinds.ts'
import type { ResourceKind } from '../resource/resource.ts'

/** The JSON schema of a kind, kept in the repository. */
export interface SchemaFile extends KindSchema {
  readonly kind: ResourceKind
  readonly path: string
  /** True for the file that "schema" names: it must be there. */
  readonly isGiven: boolean
}

const FLOWS = { type: 'flow', path: '.kestra/flow-schema.json' }

/** Where that of flows lies, from the top of the repository. */
export const flowSchemaPath = (given: string | undefined): string => given ?? FLOWS.path

/** Where schemas are looked for, and written to: that of flows in the file of "schema", the others beside it. */
export const schemaFiles = (given: string | undefined): readonly SchemaFile[] =>
  kindEntries().flatMap(([kind, { schema }]) => {
    if (schema === undefined) return []
    const ofFlows = flowSchemaPath(given)
    if (schema.type === FLOWS.type) return [{ ...schema, kind, path: ofFlows, isGiven: given !== undefined }]
    const path = posix.join(posix.dirname(ofFlows), `${schema.type}-schema.json`)
    return [{ ...schema, kind, path, isGiven: false }]
  })
