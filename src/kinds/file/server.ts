import { concurrently } from '../../kestra/api.ts'
import { deleteFile, readFile, readFiles, writeFile } from '../../kestra/namespace-files.ts'
import type { LiveResource } from '../../resource/live.ts'
import { bytesOf } from '../../resource/resource.ts'
import type { KindOnServer } from '../kind-on-server.ts'

/** Namespace files come with one export per namespace; they are written one by one (docs/facts/kestra.md, "Reading files"). */
export const FILE_ON_SERVER: KindOnServer = {
  reading: 'by-namespace',
  refusesExisting: false,
  readAll: async ({ api }, namespaces) => {
    const files = await concurrently(namespaces, (namespace) => readFiles(api, namespace))
    return files.flat().map(({ namespace, path, content }) => asResource(namespace, path, content))
  },
  readOne: async ({ api }, { namespace, name }) => {
    const content = await readFile(api, namespace, name)
    return content && asResource(namespace, name, content)
  },
  write: ({ api }, { name: { namespace, name: path }, content }) =>
    writeFile(api, { namespace, path, content: bytesOf(content) }),
  remove: ({ api }, { namespace, name }) => deleteFile(api, namespace, name),
  validate: undefined,
}

const asResource = (namespace: string, path: string, content: Uint8Array): LiveResource => ({
  kind: 'file',
  namespace,
  name: path,
  content,
  revision: undefined,
  isDraft: false,
})
