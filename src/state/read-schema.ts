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
const readSchema = async (path: string, directory: string): Promise<FlowSchema> => {
  const text = await readText(path, directory)
  const fault = findJsonFault(text)
  if (fault === undefined) return loadFlowSchema(JSON.parse(text))
  throw new UserError(
    'schema-unreadable',
    `The file "${path}" of "schema" is no JSON from line ${fault.line}, column ${fault.column} on. \`kestra-gitops schema --schema ${path}\` fetches it again.`,
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

/** The schema of a kind, or why the server's was not to be had. */
export interface SchemaResult {
  readonly kind: ResourceKind
  readonly schema: FlowSchema | undefined
  /** True when the server gave the schema in this run; absent for a file. */
  readonly isFromServer?: true
  readonly problem?: Problem
}

/**
 * The schemas that the resources of a tree are compared with: those among its own `paths`, and where it has none that of the server, for the kinds that
 * this run asks it about: its verdict leaves properties unlooked-at. Offline only those of the tree. A file that cannot be read is a
 * `UserError`; a schema that the server does not give is a problem, because the rest can be told.
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

/** Where schemas are looked for, and written to: that of flows in the file of "schema", the others beside it. */
export const schemaFiles = (given: string | undefined): readonly SchemaFile[] =>
  kindEntries().flatMap(([kind, { schema }]) => {
    if (schema === undefined) return []
    const ofFlows = flowSchemaPath(given)
    if (schema.type === FLOWS.type) return [{ ...schema, kind, path: ofFlows, isGiven: given !== undefined }]
    const path = posix.join(posix.dirname(ofFlows), `${schema.type}-schema.json`)
    return [{ ...schema, kind, path, isGiven: false }]
  })

/**
 * The schema of `flow`, `dashboard` and their like as this server has it; `undefined` where it has none. Kept in `cacheFolder`, by the version of the server
 * and the hash of its plugins, where the server tells such a hash. Throws `UserError` where the server does not answer, or with something else.
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

/** The version and the plugins that a schema is made of; `undefined` where the server does not tell the latter (docs/internals/facts/kestra.md, "Version"). */
export const schemaStamp = ({ version, pluginsHash }: Pick<ServerInfo, 'version' | 'pluginsHash'>) =>
  pluginsHash === undefined || pluginsHash === '0' ? undefined : { version, pluginsHash }

/**
 * Where an answer of this server is kept that changes with its version and its plugins alone; `undefined` where there is no folder, or the
 * server does not tell them.
 */
export const keptAnswer = (folder: string | undefined, name: string, info: ServerInfo): NamedFile | undefined => {
  const stamp = schemaStamp(info)
  if (folder === undefined || stamp === undefined) return undefined
  const file = [name, stamp.version, stamp.pluginsHash].map(encodeURIComponent).join('_')
  return { path: join(folder, 'kestra-gitops', `${file}.json`), workspace: folder, as: 'a kept answer of the server' }
}

/** A file that is damaged, or that nobody may read, is none. */
export const readKept = async <T>(file: NamedFile | undefined, parse: (json: unknown) => T): Promise<T | undefined> => {
  if (file === undefined) return undefined
  try {
    return parse(parseJson(await readNamedText(file)))
  } catch {
    return undefined
  }
}

/** What cannot be kept, or is read while another job of the runner writes it, is fetched again. */
export const keepAnswer = async (file: NamedFile | undefined, answer: unknown): Promise<void> => {
  if (file === undefined) return
  try {
    await writeNamedFile(file, JSON.stringify(answer), { makesFolders: true })
  } catch {
    // A full disk, or a folder of somebody else.
  }
}
