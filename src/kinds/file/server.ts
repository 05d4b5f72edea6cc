import { concurrently } from '../../kestra/api.ts'
import type { LiveFile } from '../../kestra/live.ts'
import type { LiveResource } from '../../resource/live.ts'
import type { KindOnServer } from '../kind-on-server.ts'

/** Namespace files come with one export per namespace; they are written one by one (docs/facts/kestra.md, "Reading files"). */
export const FILE_ON_SERVER: KindOnServer = {
  isReadWhole: false,
  readAll: async (client, namespaces) =>
    (await concurrently(namespaces, (namespace) => client.readFiles(namespace))).flat().map(asResource),
}

const asResource = ({ namespace, path, content }: LiveFile): LiveResource => ({
  kind: 'file',
  namespace,
  name: path,
  content,
  revision: undefined,
  isDraft: false,
})
