import { join } from 'node:path'
import type { ServerInfo } from '../../kestra/server.ts'
import { parseJson } from '../../text/json.ts'
import { type NamedFile, readNamedFile, writeNamedFile } from '../../workspace/named-files.ts'

/** The version and the plugins that a schema is made of; `undefined` where the server does not tell the latter (docs/facts/kestra.md, "Version"). */
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
    return parse(parseJson((await readNamedFile(file)).toString('utf8')))
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
