import { FormData } from 'undici'
import { addressOf } from './address.ts'
import { type Api, MAX_ARCHIVE_BYTES, parseArchive, queryValue } from './api.ts'
import { explainAnswer, notAnApi } from './explain-failure.ts'
import type { HttpAnswer } from './http-message.ts'
import type { LiveFile } from './server.ts'

/**
 * All files of a namespace with their bytes, in one request: the export (docs/facts/kestra.md, "Reading files"). The flows that it
 * holds below `_flows/` before 2.0.0 are left out. A namespace that does not exist has no files.
 */
export const readFiles = async (api: Api, namespace: string): Promise<readonly LiveFile[]> => {
  const answer = await api.http.send({
    method: 'GET',
    path: addressOf(api, '/namespaces/{namespace}/files/export', { namespace }),
    maxBytes: MAX_ARCHIVE_BYTES,
  })
  if (answer.status === 404) return []
  if (answer.status !== 200) throw explainAnswer(answer, `read the files of namespace ${namespace}`, api.target)
  if (answer.contentType.includes('text/html')) throw notAnApi(api.target.server, 'an HTML page')
  return [...parseArchive(answer, api.target)]
    .map(([name, content]) => ({ namespace, path: name.startsWith('/') ? name : `/${name}`, content }))
    .filter(({ path }) => !path.startsWith('/_flows/'))
}

/** The bytes of one file; `undefined` when there is none (404). */
export const readFile = async (api: Api, namespace: string, path: string): Promise<Uint8Array | undefined> => {
  const answer = await api.http.send({
    method: 'GET',
    path: `${filesPath(api, namespace)}?path=${queryValue(path)}`,
    maxBytes: MAX_ARCHIVE_BYTES,
  })
  if (answer.status === 404) return undefined
  if (answer.status !== 200) throw explainAnswer(answer, `read file ${path} of namespace ${namespace}`, api.target)
  return answer.body
}

/**
 * Uploads one file, new or over an old one. The part is named `content`: by a name that ends in `.zip` the server
 * would unpack the file at the root of the namespace (docs/facts/kestra.md, "Writing files").
 */
export const writeFile = async (api: Api, { namespace, path, content }: LiveFile): Promise<string | undefined> => {
  const form = new FormData()
  form.append('fileContent', new Blob([new Uint8Array(content)]), 'content')
  return failureOf(
    api,
    await api.http.send({
      method: 'POST',
      path: `${filesPath(api, namespace)}?path=${queryValue(path)}`,
      body: form,
      isRepeatable: true,
    }),
    'write',
  )
}

/** Deletes one file; the server answers 200 also when it is gone already. */
export const deleteFile = async (api: Api, namespace: string, path: string): Promise<string | undefined> => {
  const answer = await api.http.send({
    method: 'DELETE',
    path: `${filesPath(api, namespace)}?path=${queryValue(path)}`,
  })
  return answer.status === 404 ? undefined : failureOf(api, answer, 'delete')
}

const failureOf = (api: Api, answer: HttpAnswer, verb: string): string | undefined =>
  answer.status >= 200 && answer.status < 300
    ? undefined
    : explainAnswer(answer, `${verb} the file`, api.target).message

const filesPath = (api: Api, namespace: string): string =>
  addressOf(api, '/namespaces/{namespace}/files', { namespace })
