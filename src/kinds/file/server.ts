import { posix } from 'node:path'
import { FormData } from 'undici'
import { addressOf } from '../../kestra/address.ts'
import { concurrently, type KestraClient, MAX_ARCHIVE_BYTES, unpackEach } from '../../kestra/client.ts'
import { explainAnswer } from '../../kestra/explain-failure.ts'
import { notAnApi } from '../../kestra/http/explain-connection.ts'
import { toWriteAnswer, type WriteAnswer } from '../../kestra/write-flows.ts'
import { hashOf } from '../../resource/fingerprint.ts'
import { bytesOf } from '../../resource/resource.ts'
import type { LiveResource } from '../../resource/resource-state.ts'
import type { KindOnServer, Needs } from '../kind-on-server.ts'

/** One export request reads the namespace files of a namespace; each file is written by its own request (docs/internals/facts/kestra.md, "Reading files"). */
export const FILE_ON_SERVER: KindOnServer = {
  reading: 'by-namespace',
  listedBy: undefined,
  refusesExisting: false,
  folder: ({ namespace, name }) => `${namespace}/${posix.dirname(name)}`,
  readAll: async (client, namespaces, needs) =>
    (await concurrently(namespaces, (namespace) => readExport(client, namespace, needs))).flat(),
  readOne: async (client, { namespace, name }) => {
    const answer = await client.http.send({
      method: 'GET',
      path: pathOf(client, namespace, name),
      maxBytes: MAX_ARCHIVE_BYTES,
    })
    if (answer.status === 404) return undefined
    if (answer.status !== 200) throw explainAnswer(answer, `read file ${name} of namespace ${namespace}`, client.target)
    // A file may have any content, so only the content type shows that the answer is a file.
    if (!answer.contentType.includes('application/octet-stream'))
      throw notAnApi(client.target.server, answer.contentType || 'no content type')
    return liveFile(namespace, name, answer.body)
  },
  // Creates or replaces the file. The part is named `content`: with a name that ends in `.zip` the server would unpack the file at the
  // root of the namespace (docs/internals/facts/kestra.md, "Writing files").
  write: async (client, { name: { namespace, name }, content }) => {
    const body = new FormData()
    body.append('fileContent', new Blob([new Uint8Array(bytesOf(content))]), 'content')
    const path = pathOf(client, namespace, name)
    const answer = await client.http.send({ method: 'POST', path, body, isRepeatable: true })
    return unlessSaved(toWriteAnswer(client, answer, 'write the file'))
  },
  // The server also answers 200 if the file does not exist.
  remove: async (client, { namespace, name }) => {
    const answer = await client.http.send({ method: 'DELETE', path: pathOf(client, namespace, name) })
    if (answer.status === 404) return { kind: 'saved', revision: null }
    return unlessSaved(toWriteAnswer(client, answer, 'delete the file'))
  },
  validate: undefined,
}

/**
 * All files of a namespace in one request (docs/internals/facts/kestra.md, "Reading files"). Before 2.0.0 the export contains the flows
 * below `_flows/`, which are left out. A namespace that does not exist has no files.
 */
const readExport = async (
  client: KestraClient,
  namespace: string,
  needs: Needs | undefined,
): Promise<readonly LiveResource[]> => {
  const answer = await client.http.send({
    method: 'GET',
    path: addressOf(client, '/namespaces/{namespace}/files/export', { namespace }),
    maxBytes: MAX_ARCHIVE_BYTES,
  })
  if (answer.status === 404) return []
  if (answer.status !== 200) throw explainAnswer(answer, `read the files of namespace ${namespace}`, client.target)
  const files = unpackEach(answer, client.target, (name, content) => {
    const path = name.startsWith('/') ? name : `/${name}`
    return path.startsWith('/_flows/') ? [] : [withNeededContent(liveFile(namespace, path, content), content, needs)]
  })
  return files.flat()
}

/** The resource, without its bytes if they are not needed: an archive may have hundreds of megabytes. */
const withNeededContent = (resource: LiveResource, content: Uint8Array, needs: Needs | undefined): LiveResource => {
  if (needs === undefined) return resource
  const fingerprint = hashOf(content)
  const isNeeded = needs.isNeeded(resource) && needs.expected(resource) !== fingerprint
  return isNeeded ? resource : { ...resource, content: undefined, fingerprint, size: content.length }
}

const liveFile = (namespace: string, path: string, content: Uint8Array): LiveResource => ({
  kind: 'file',
  namespace,
  name: path,
  content,
  revision: undefined,
  isDraft: false,
})

/** The file may be stored whatever the server answered (docs/internals/facts/kestra.md, "Writing files"). */
const unlessSaved = (answer: WriteAnswer): WriteAnswer =>
  answer.kind === 'refused' ? { ...answer, kind: 'unclear' } : answer

const pathOf = (client: KestraClient, namespace: string, path: string): string =>
  `${addressOf(client, '/namespaces/{namespace}/files', { namespace })}?path=${encodeURIComponent(path)}`
