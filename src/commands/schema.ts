import { posix } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { KestraClient } from '../kestra/client.ts'
import { notAnApi } from '../kestra/http/explain-connection.ts'
import { findSchema } from '../kestra/plugins.ts'
import type { ServerInfo } from '../kestra/server.ts'
import { loadFlowSchema, taskTypes } from '../lint/schema/flow-schema.ts'
import { findLayout } from '../repository/find-layout.ts'
import { findNamedText, type NamedFile, writeNamedFile } from '../repository/named-files.ts'
import { openWorkTree } from '../repository/work-tree.ts'
import { askOutputs } from '../state/read-outputs.ts'
import { flowSchemaPath, namedSchema, type SchemaFile, schemaFiles, schemaStamp } from '../state/read-schema.ts'
import { noServer } from '../state/read-states.ts'
import type { RunOptions } from '../state/run-options.ts'
import { writeSecretNames } from '../state/secrets.ts'
import { connect } from '../state/server-connection.ts'
import { parseJson } from '../text/json.ts'

const stampOf = ({ version, pluginsHash }: ServerInfo): Stamp => ({ version, pluginsHash: pluginsHash ?? null })
const stamp = z.object({ version: z.string(), pluginsHash: z.string().nullable() })
type Stamp = z.infer<typeof stamp>
/** A file of an older version has no `outputs`. */
const stamped = z.looseObject({ 'x-kestra-gitops': stamp.extend({ outputs: z.unknown().optional() }) })

type KnownStamp = z.infer<typeof stamped>['x-kestra-gitops']

/**
 * Writes the JSON schemas of flows, and of the other kinds in the repository, with the plugins of this server, to the files of
 * `schemaFiles` for offline checks. The flow schema also gets the outputs of each task type. A file of the same version and plugins is
 * left as it is unless "refresh" is set. Also updates the repository's list of secret names. Returns sentences that say what was done
 * and how an editor uses the schema.
 */
export const fetchSchema = async (run: RunOptions): Promise<string> => {
  const { settings, directory } = run
  if (settings.server === undefined) throw noServer('schema')
  const { paths } = (await openWorkTree(directory)).whole
  const wanted = schemaFiles(settings.schemaFile).filter(({ isFor }) => isFor(paths))
  const client = await connect(settings.server, run)
  try {
    const sentences: string[] = []
    for (const file of wanted) sentences.push(await fetchOne(client, file, run))
    const ofFlows = flowSchemaPath(settings.schemaFile)
    const isThere = (await readStamp(namedSchema(ofFlows, directory))) !== undefined
    const ofSecrets = await writeSecretNames(client, directory)
    return [...sentences, ...ofSecrets, ...(isThere ? editorText(ofFlows, paths) : [])].join('\n')
  } finally {
    await client.http.close()
  }
}

const fetchOne = async (
  client: KestraClient,
  { type, path }: SchemaFile,
  { settings, directory }: Pick<RunOptions, 'settings' | 'directory'>,
): Promise<string> => {
  const hasOutputs = path === flowSchemaPath(settings.schemaFile)
  const file = namedSchema(path, directory)
  const current = stampOf(client.info)
  if (!settings.isRefreshing && isUpToDate(await readStamp(file), client.info, hasOutputs)) {
    return `${path} is up to date: Kestra ${current.version}, the same plugins.`
  }
  const read = await findSchema(client, type)
  if (read === undefined)
    return `${path} was not written: this server (Kestra ${current.version}) has no schema of ${type}s.`
  const schema = z.looseObject({}).safeParse(read)
  if (!schema.success) throw notAnApi(client.target.server, 'a schema that is not a JSON object')
  const outputs = hasOutputs ? { outputs: await askOutputs(client, taskTypes(loadFlowSchema(read))) } : {}
  const text = `${JSON.stringify({ 'x-kestra-gitops': { ...current, ...outputs }, ...schema.data })}\n`
  await writeNamedFile(file, text, { makesFolders: true })
  return `${path} now holds the ${type} schema of Kestra ${current.version}. Commit it, and offline checks know the plugins of that server.`
}

const isUpToDate = (known: KnownStamp | undefined, info: ServerInfo, hasOutputs: boolean): boolean => {
  if (known === undefined || (hasOutputs && known.outputs === undefined)) return false
  const { version, pluginsHash } = known
  return isDeepStrictEqual({ version, pluginsHash }, schemaStamp(info))
}

const readStamp = async (file: NamedFile): Promise<KnownStamp | undefined> =>
  stamped.safeParse(parseJson((await findNamedText(file)) ?? '')).data?.['x-kestra-gitops']

/** Maximum number of folders that an editor setting lists. */
const MAX_FOLDERS = 10

/**
 * Explains how an editor with the YAML language server uses the flow schema at `schemaPath`: a setting of VS Code for the flows among
 * `paths`, and a line for a single flow. Returns lines to print; none without a flow folder. Both paths start at the top of the
 * repository.
 */
export const editorText = (schemaPath: string, paths: readonly string[]): readonly string[] => {
  const roots = findLayout(paths, { roots: [], namespace: undefined }).flowRoots.flatMap(
    ({ root, paths: files, isLoose }) => (isLoose || root === '' ? [] : [{ root, files }]),
  )
  const flow = roots.flatMap(({ files }) => files).find((path) => /\.ya?ml$/.test(path))
  if (flow === undefined) return []
  const setting = { 'yaml.schemas': { [`./${schemaPath}`]: globsOf(roots.map(({ root }) => root)) } }
  return [
    'Editors with the YAML language server check flows with it as you type. VS Code, in .vscode/settings.json:',
    `  ${JSON.stringify(setting)}`,
    `Any other, as the first line of a flow (it becomes a part of the flow), here of ${flow}:`,
    `  # yaml-language-server: $schema=${posix.relative(posix.dirname(flow), schemaPath)}`,
  ]
}

const globsOf = (roots: readonly string[]): readonly string[] => {
  const folders = roots.length <= MAX_FOLDERS ? roots : roots.map((root) => `**/${posix.basename(root)}`)
  return [...new Set(folders)].map((folder) => `${folder}/**/*.{yml,yaml}`)
}
