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

/** Namespace files come with one export per namespace; each is a write of its own (docs/internals/facts/kestra.md, "Reading files"). */
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
    // Any bytes could be a file: only its type tells that it is one.
    if (!answer.contentType.includes('application/octet-stream'))
      throw notAnApi(client.target.server, answer.contentType || 'no content type')
    return asResource(namespace, name, answer.body)
  },
  // New or over an old one. The part is named `content`: by a name that ends in `.zip` the server would unpack the file at the root of
  // the namespace (docs/internals/facts/kestra.md, "Writing files").
  write: async (client, { name: { namespace, name }, content }) => {
    const body = new FormData()
    body.append('fileContent', new Blob([new Uint8Array(bytesOf(content))]), 'content')
    const path = pathOf(client, namespace, name)
    const answer = await client.http.send({ method: 'POST', path, body, isRepeatable: true })
    return unlessSaved(toWriteAnswer(client, answer, 'write the file'))
  },
  // The server answers 200 also when it is gone already.
  remove: async (client, { namespace, name }) => {
    const answer = await client.http.send({ method: 'DELETE', path: pathOf(client, namespace, name) })
    if (answer.status === 404) return { kind: 'saved', revision: null }
    return unlessSaved(toWriteAnswer(client, answer, 'delete the file'))
  },
  validate: undefined,
}

/**
 * All files of a namespace, in one request (docs/internals/facts/kestra.md, "Reading files"). The flows that the export holds below `_flows/` before 2.0.0
 * are left out. A namespace that does not exist has no files.
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
    return path.startsWith('/_flows/') ? [] : [held(asResource(namespace, path, content), content, needs)]
  })
  return files.flat()
}

/** Without its bytes where nobody looks at them: an archive may hold hundreds of megabytes. */
const held = (resource: LiveResource, content: Uint8Array, needs: Needs | undefined): LiveResource => {
  if (needs === undefined) return resource
  const fingerprint = hashOf(content)
  const isLookedAt = needs.isNeeded(resource) && needs.expected(resource) !== fingerprint
  return isLookedAt ? resource : { ...resource, content: undefined, fingerprint, size: content.length }
}

const asResource = (namespace: string, path: string, content: Uint8Array): LiveResource => ({
  kind: 'file',
  namespace,
  name: path,
  content,
  revision: undefined,
  isDraft: false,
})

/** Whatever the server answered, the file may be stored (docs/internals/facts/kestra.md, "Writing files"). */
const unlessSaved = (answer: WriteAnswer): WriteAnswer =>
  answer.kind === 'refused' ? { ...answer, kind: 'unclear' } : answer

const pathOf = (client: KestraClient, namespace: string, path: string): string =>
  `${addressOf(client, '/namespaces/{namespace}/files', { namespace })}?path=${encodeURIComponent(path)}`
