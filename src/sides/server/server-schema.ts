import { join } from 'node:path'
import type { KestraClient } from '../../kestra/client.ts'
import type { ServerInfo } from '../../kestra/server.ts'
import { parseJson } from '../../text/parse-json.ts'
import { type FlowSchema, loadFlowSchema } from '../../validate/schema/flow-schema.ts'
import type { NamedFile } from '../../workspace/link-free.ts'
import { readNamedFile, writeNamedFile } from '../../workspace/named-files.ts'

/**
 * The schema of `flow`, `dashboard` and their like as this server has it; `undefined` where it has none. Kept in `cacheFolder`, by the version of the server
 * and the hash of its plugins, where the server tells such a hash. Throws `UserError` where the server does not answer, or with something else.
 */
export const readServerSchema = async (
  client: KestraClient,
  type: string,
  cacheFolder: string | undefined,
): Promise<FlowSchema | undefined> => {
  const file = cacheFolder === undefined ? undefined : keptIn(cacheFolder, type, client.info)
  const kept = file && (await readKept(file))
  if (kept !== undefined) return kept
  const read = await client.readSchema(type)
  if (read === undefined) return undefined
  const schema = loadFlowSchema(read)
  if (file !== undefined) await keep(file, JSON.stringify(read))
  return schema
}

/** The version and the plugins that a schema is made of; `undefined` where the server does not tell the latter (docs/facts/kestra.md, "Version"). */
export const schemaStamp = ({ version, pluginsHash }: Pick<ServerInfo, 'version' | 'pluginsHash'>) =>
  pluginsHash === undefined || pluginsHash === '0' ? undefined : { version, pluginsHash }

const keptIn = (folder: string, type: string, info: ServerInfo): NamedFile | undefined => {
  const stamp = schemaStamp(info)
  if (stamp === undefined) return undefined
  const name = [type, stamp.version, stamp.pluginsHash].map(encodeURIComponent).join('_')
  return { path: join(folder, 'kestra-gitops', `${name}.json`), workspace: folder, as: 'the kept schema of the server' }
}

/** A file that is damaged, or that nobody may read, is none. */
const readKept = async (file: NamedFile): Promise<FlowSchema | undefined> => {
  try {
    return loadFlowSchema(parseJson((await readNamedFile(file)).toString('utf8')))
  } catch {
    return undefined
  }
}

/** What cannot be kept, or is read while another job of the runner writes it, is fetched again. */
const keep = async (file: NamedFile, text: string): Promise<void> => {
  try {
    await writeNamedFile(file, text, { makesFolders: true })
  } catch {
    // A full disk, or a folder of somebody else.
  }
}
