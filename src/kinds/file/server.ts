import { concurrently } from '../../kestra/api.ts'
import type { WriteAnswer } from '../../kestra/write-flows.ts'
import type { LiveResource } from '../../resource/live.ts'
import { bytesOf } from '../../resource/resource.ts'
import type { KindOnServer } from '../kind-on-server.ts'

/** Namespace files come with one export per namespace; they are written one by one (docs/facts/kestra.md, "Reading files"). */
export const FILE_ON_SERVER: KindOnServer = {
  isReadWhole: false,
  refusesExisting: false,
  readAll: async (client, namespaces) => {
    const files = await concurrently(namespaces, (namespace) => client.readFiles(namespace))
    return files.flat().map(({ namespace, path, content }) => asResource(namespace, path, content))
  },
  readOne: async (client, { namespace, name }) => {
    const content = await client.readFile(namespace, name)
    return content && asResource(namespace, name, content)
  },
  write: async (client, { name: { namespace, name: path }, content }) =>
    asAnswer(await client.writeFile({ namespace, path, content: bytesOf(content) })),
  remove: async (client, { namespace, name }) => asAnswer(await client.deleteFile(namespace, name)),
}

const asResource = (namespace: string, path: string, content: Uint8Array): LiveResource => ({
  kind: 'file',
  namespace,
  name: path,
  content,
  revision: undefined,
  isDraft: false,
})

/** Whatever the server answered, the file may be stored. */
const asAnswer = (failure: string | undefined): WriteAnswer =>
  failure === undefined ? { kind: 'saved', revision: null } : { kind: 'unclear', message: failure }
