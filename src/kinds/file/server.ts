import { posix } from 'node:path'
import { concurrently } from '../../kestra/client.ts'
import { deleteFile, readFile, readFiles, writeFile } from '../../kestra/namespace-files.ts'
import type { LiveFile } from '../../kestra/server.ts'
import { hashOf } from '../../resource/fingerprint.ts'
import { bytesOf } from '../../resource/resource.ts'
import type { LiveResource } from '../../resource/sides.ts'
import type { KindOnServer, Needs } from '../kind-on-server.ts'

/** Namespace files come with one export per namespace; each is a write of its own (docs/facts/kestra.md, "Reading files"). */
export const FILE_ON_SERVER: KindOnServer = {
  reading: 'by-namespace',
  listedBy: undefined,
  refusesExisting: false,
  folder: ({ namespace, name }) => `${namespace}/${posix.dirname(name)}`,
  readAll: async (client, namespaces, needs) => {
    const files = await concurrently(namespaces, (namespace) =>
      readFiles(client, namespace, (file) => held(file, needs)),
    )
    return files.flat()
  },
  readOne: async (client, { namespace, name }) => {
    const content = await readFile(client, namespace, name)
    return content && asResource(namespace, name, content)
  },
  write: (client, { name: { namespace, name: path }, content }) =>
    writeFile(client, { namespace, path, content: bytesOf(content) }),
  remove: (client, { namespace, name }) => deleteFile(client, namespace, name),
  validate: undefined,
}

/** Without its bytes where nobody looks at them: an archive may hold hundreds of megabytes. */
const held = ({ namespace, path, content }: LiveFile, needs: Needs | undefined): LiveResource => {
  const resource = asResource(namespace, path, content)
  if (needs === undefined) return resource
  const fingerprint = hashOf(content)
  const isLookedAt = needs.isNeeded(resource) && needs.expected(resource) !== fingerprint
  return isLookedAt ? resource : { ...resource, content: undefined, fingerprint, size: content.length }
}

const asResource = (
  namespace: string,
  path: string,
  content: Uint8Array,
): LiveResource & { readonly content: Uint8Array } => ({
  kind: 'file',
  namespace,
  name: path,
  content,
  revision: undefined,
  isDraft: false,
})
