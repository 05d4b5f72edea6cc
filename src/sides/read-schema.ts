import { posix, resolve } from 'node:path'
import type { KindSchema } from '../kinds/kind-in-tree.ts'
import { kindEntries } from '../kinds/kinds.ts'
import { messageOf, UserError } from '../problem/user-error.ts'
import type { ResourceKind } from '../resource/resource.ts'
import { findJsonFault } from '../text/json-fault.ts'
import { type FlowSchema, loadFlowSchema } from '../validate/schema/flow-schema.ts'
import type { NamedFile } from '../workspace/link-free.ts'
import { readNamedFile } from '../workspace/named-files.ts'

/** The file of a schema below `directory`, the top of the checkout, or wherever "schema" says. */
export const namedSchema = (path: string, directory: string): NamedFile => ({
  path: resolve(directory, path),
  workspace: directory,
  as: `the file "${path}" of "schema"`,
})

/**
 * A schema as a server exports it, from its file. Throws `UserError` where the file cannot be read or holds none: what it holds instead
 * is told to nobody, only where it breaks off.
 */
export const readSchema = async (path: string, directory: string): Promise<FlowSchema> => {
  const text = await readText(path, directory)
  const fault = findJsonFault(text)
  if (fault === undefined) return loadFlowSchema(JSON.parse(text))
  throw new UserError(
    'schema-unreadable',
    `The file "${path}" of "schema" is no JSON from line ${fault.line}, column ${fault.column} on. Fetch it again with the command "schema".`,
  )
}

const readText = async (path: string, directory: string): Promise<string> => {
  try {
    return (await readNamedFile(namedSchema(path, directory))).toString('utf8')
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      'invalid-settings',
      `Cannot read the file "${path}" of "schema": ${messageOf(error)}. Fetch it again with the command "schema".`,
      { cause: error },
    )
  }
}

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
