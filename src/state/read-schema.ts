import { join, posix, resolve } from 'node:path'
import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { isUserError, messageOf, UserError } from '../finding/user-error.ts'
import type { KestraClient } from '../kestra/client.ts'
import { findSchema } from '../kestra/plugins.ts'
import type { ServerInfo } from '../kestra/server.ts'
import type { KindSchema } from '../kinds/kind-in-tree.ts'
import { kindEntries } from '../kinds/kinds.ts'
import { type FlowSchema, loadFlowSchema } from '../lint/schema/flow-schema.ts'
import { type NamedFile, readNamedText, writeNamedFile } from '../repository/named-files.ts'
import type { ResourceKind } from '../resource/resource.ts'
import { findJsonFault, parseJson } from '../text/json.ts'
import type { Runtime } from './run-options.ts'

/** The schema file: `path` below `directory` (the top of the checkout), or the path in "schema". */
export const namedSchema = (path: string, directory: string): NamedFile => ({
  path: resolve(directory, path),
  workspace: directory,
  as: `the file "${path}" of "schema"`,
})

/**
 * Reads a schema that a server exported. Throws `UserError` if the file cannot be read or contains no schema. The error gives the
 * line and column of a syntax error, never the content.
 */
const readSchema = async (path: string, directory: string): Promise<FlowSchema> => {
  const text = await readText(path, directory)
  const fault = findJsonFault(text)
  if (fault === undefined) return loadFlowSchema(JSON.parse(text))
  throw new UserError(
    'schema-unreadable',
    `The file "${path}" of "schema" is not valid JSON from line ${fault.line}, column ${fault.column} on. \`kestra-gitops schema --schema ${path}\` fetches it again.`,
  )
}

const readText = async (path: string, directory: string): Promise<string> => {
  try {
    return await readNamedText(namedSchema(path, directory))
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(
      'invalid-settings',
      `Cannot read the file "${path}" of "schema": ${messageOf(error)}. \`kestra-gitops schema --schema ${path}\` fetches it again.`,
      { cause: error },
    )
  }
}

/** The file with the JSON schema of a kind in the repository. */
export interface SchemaFile extends KindSchema {
  readonly kind: ResourceKind
  readonly path: string
  /** True for the file that "schema" names, which must exist. */
  readonly isGiven: boolean
}

const FLOWS = { type: 'flow', path: '.kestra/flow-schema.json' }

/** Path of the flow schema, from the top of the repository. */
export const flowSchemaPath = (given: string | undefined): string => given ?? FLOWS.path

/** The schema of a kind, or why the server's schema could not be read. */
export interface SchemaResult {
  readonly kind: ResourceKind
  readonly schema: FlowSchema | undefined
  /** Set if the server gave the schema in this run; absent for a file. */
  readonly isFromServer?: true
  readonly problem?: Problem
}

/**
 * Reads the schemas to validate the tree with. A schema among the tree's own `paths` comes first. Without one, the server's schema is
 * used for the kinds that this run validates on the server, because the server leaves some properties unchecked. Offline only those of
 * the tree are used. Throws `UserError` if a file cannot be read. A schema that the server does not give is a problem: other checks go on.
 */
export const readSchemas = (
  {
    paths,
    given,
    directory,
  }: { readonly paths: readonly string[]; readonly given: string | undefined; readonly directory: string },
  {
    client,
    asked,
    runtime,
  }: {
    readonly client: KestraClient | undefined
    readonly asked: ReadonlySet<ResourceKind>
    readonly runtime: Runtime
  },
): Promise<readonly SchemaResult[]> =>
  Promise.all(
    schemaFiles(given).map(async ({ kind, type, path, isGiven }): Promise<SchemaResult> => {
      if (isGiven || paths.includes(path)) return { kind, schema: await readSchema(path, directory) }
      if (client === undefined || !asked.has(kind)) return { kind, schema: undefined }
      try {
        return { kind, schema: await readServerSchema(client, type, runtime.cacheFolder), isFromServer: true }
      } catch (error) {
        if (!isUserError(error) || client.http.unavailableError() !== undefined || runtime.signal.aborted) throw error
        const message = `Types and properties of ${type}s were not looked at: the server did not give its schema. ${error.message}`
        return { kind, schema: undefined, problem: makeProblem('schema-not-read', { message }) }
      }
    }),
  )

/** Paths of the schemas to read and write: flows in the file of "schema", the other kinds beside it. */
export const schemaFiles = (given: string | undefined): readonly SchemaFile[] =>
  kindEntries().flatMap(([kind, { schema }]) => {
    if (schema === undefined) return []
    const ofFlows = flowSchemaPath(given)
    if (schema.type === FLOWS.type) return [{ ...schema, kind, path: ofFlows, isGiven: given !== undefined }]
    const path = posix.join(posix.dirname(ofFlows), `${schema.type}-schema.json`)
    return [{ ...schema, kind, path, isGiven: false }]
  })

/**
 * Fetches the schema of a kind (`flow`, `dashboard`, …) from the server; `undefined` if the server has none. Cached in `cacheFolder`
 * by version and plugin hash if the server reports a hash. Throws `UserError` if the server does not answer with a schema.
 */
export const readServerSchema = async (
  client: KestraClient,
  type: string,
  cacheFolder: string | undefined,
): Promise<FlowSchema | undefined> => {
  const file = keptAnswer(cacheFolder, type, client.info)
  const kept = await readKept(file, loadFlowSchema)
  if (kept !== undefined) return kept
  const read = await findSchema(client, type)
  if (read === undefined) return undefined
  const schema = loadFlowSchema(read)
  await keepAnswer(file, read)
  return schema
}

/** The version and plugins that a schema depends on; `undefined` if the server reports no plugin hash (docs/internals/facts/kestra.md, "Version"). */
export const schemaStamp = ({ version, pluginsHash }: Pick<ServerInfo, 'version' | 'pluginsHash'>) =>
  pluginsHash === undefined || pluginsHash === '0' ? undefined : { version, pluginsHash }

/**
 * The cache file of a server answer that depends only on version and plugins; `undefined` without a cache folder or plugin hash.
 */
export const keptAnswer = (folder: string | undefined, name: string, info: ServerInfo): NamedFile | undefined => {
  const stamp = schemaStamp(info)
  if (folder === undefined || stamp === undefined) return undefined
  const file = [name, stamp.version, stamp.pluginsHash].map(encodeURIComponent).join('_')
  return { path: join(folder, 'kestra-gitops', `${file}.json`), workspace: folder, as: 'a kept answer of the server' }
}

/** Reads a cached answer; `undefined` if the file is damaged or cannot be read. */
export const readKept = async <T>(file: NamedFile | undefined, parse: (json: unknown) => T): Promise<T | undefined> => {
  if (file === undefined) return undefined
  try {
    return parse(parseJson(await readNamedText(file)))
  } catch {
    return undefined
  }
}

/** Caches an answer. One that cannot be stored, or that another job reads while it is written, is fetched again. */
export const keepAnswer = async (file: NamedFile | undefined, answer: unknown): Promise<void> => {
  if (file === undefined) return
  try {
    await writeNamedFile(file, JSON.stringify(answer), { makesFolders: true })
  } catch {
    // The disk is full, or the folder belongs to another user.
  }
}
