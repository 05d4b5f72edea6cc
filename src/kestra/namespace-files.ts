import { FormData } from 'undici'
import { addressOf } from './address.ts'
import { type KestraClient, MAX_ARCHIVE_BYTES, unpackEach } from './client.ts'
import { explainAnswer } from './explain-failure.ts'
import { notAnApi } from './http/explain-connection.ts'
import type { LiveFile } from './server.ts'
import { toWriteAnswer, type WriteAnswer } from './write-flows.ts'

/**
 * All files of a namespace, in one request: the export (docs/facts/kestra.md, "Reading files"). Of each the answer holds what `take`
 * makes of its bytes, one file after the other. The flows that the export holds below `_flows/` before 2.0.0 are left out. A namespace
 * that does not exist has no files.
 */
export const readFiles = async <T>(
  client: KestraClient,
  namespace: string,
  take: (file: LiveFile) => T,
): Promise<readonly T[]> => {
  const answer = await client.http.send({
    method: 'GET',
    path: addressOf(client, '/namespaces/{namespace}/files/export', { namespace }),
    maxBytes: MAX_ARCHIVE_BYTES,
  })
  if (answer.status === 404) return []
  if (answer.status !== 200) throw explainAnswer(answer, `read the files of namespace ${namespace}`, client.target)
  const files = unpackEach(answer, client.target, (name, content) => {
    const path = name.startsWith('/') ? name : `/${name}`
    return path.startsWith('/_flows/') ? undefined : { taken: take({ namespace, path, content }) }
  })
  return files.flatMap((file) => (file === undefined ? [] : [file.taken]))
}

/** The bytes of one file; `undefined` when there is none (404). */
export const readFile = async (
  client: KestraClient,
  namespace: string,
  path: string,
): Promise<Uint8Array | undefined> => {
  const answer = await client.http.send({
    method: 'GET',
    path: `${filesPath(client, namespace)}?path=${encodeURIComponent(path)}`,
    maxBytes: MAX_ARCHIVE_BYTES,
  })
  if (answer.status === 404) return undefined
  if (answer.status !== 200) throw explainAnswer(answer, `read file ${path} of namespace ${namespace}`, client.target)
  // Any bytes could be a file: only its type tells that it is one.
  if (!answer.contentType.includes('application/octet-stream'))
    throw notAnApi(client.target.server, answer.contentType || 'no content type')
  return answer.body
}

/**
 * Uploads one file, new or over an old one. The part is named `content`: by a name that ends in `.zip` the server
 * would unpack the file at the root of the namespace (docs/facts/kestra.md, "Writing files").
 */
export const writeFile = async (client: KestraClient, { namespace, path, content }: LiveFile): Promise<WriteAnswer> => {
  const form = new FormData()
  form.append('fileContent', new Blob([new Uint8Array(content)]), 'content')
  const answer = await client.http.send({
    method: 'POST',
    path: `${filesPath(client, namespace)}?path=${encodeURIComponent(path)}`,
    body: form,
    isRepeatable: true,
  })
  return unlessSaved(toWriteAnswer(client, answer, 'write the file'))
}

/** Deletes one file; the server answers 200 also when it is gone already. */
export const deleteFile = async (client: KestraClient, namespace: string, path: string): Promise<WriteAnswer> => {
  const answer = await client.http.send({
    method: 'DELETE',
    path: `${filesPath(client, namespace)}?path=${encodeURIComponent(path)}`,
  })
  if (answer.status === 404) return { kind: 'saved', revision: null }
  return unlessSaved(toWriteAnswer(client, answer, 'delete the file'))
}

/** Whatever the server answered, the file may be stored (docs/facts/kestra.md, "Writing files"). */
const unlessSaved = (answer: WriteAnswer): WriteAnswer =>
  answer.kind === 'refused' ? { ...answer, kind: 'unclear' } : answer

const filesPath = (client: KestraClient, namespace: string): string =>
  addressOf(client, '/namespaces/{namespace}/files', { namespace })
