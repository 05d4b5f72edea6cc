import * as z from 'zod'
import { type Api, readJson, segment } from './api.ts'
import { explainAnswer } from './explain-failure.ts'

const stored = z.looseObject({ value: z.unknown() })

/** The JSON value of a key; `undefined` when it is absent or has expired (404, 410). */
export const readValue = async (api: Api, namespace: string, key: string): Promise<unknown> => {
  const answer = await api.http.send({ method: 'GET', path: keyPath(api, namespace, key) })
  if (answer.status === 404 || answer.status === 410) return undefined
  return readJson(answer, stored, { what: `read key ${key} of namespace ${namespace}`, target: api.target }).value
}

/** Stores a JSON value. As `text/plain`, which every version takes; 2.0 refuses `application/json` (section 0). */
export const writeValue = async (
  api: Api,
  { namespace, key, value }: { readonly namespace: string; readonly key: string; readonly value: unknown },
): Promise<void> => {
  const answer = await api.http.send({
    method: 'PUT',
    path: keyPath(api, namespace, key),
    body: JSON.stringify(value),
    contentType: 'text/plain',
  })
  if (answer.status < 200 || answer.status >= 300)
    throw explainAnswer(answer, `write key ${key} of namespace ${namespace}`, api.target)
}

/** Deletes a key; one that is gone already is fine. */
export const deleteValue = async (api: Api, namespace: string, key: string): Promise<void> => {
  const answer = await api.http.send({ method: 'DELETE', path: keyPath(api, namespace, key) })
  if (answer.status >= 300 && answer.status !== 404)
    throw explainAnswer(answer, `delete key ${key} of namespace ${namespace}`, api.target)
}

const keyPath = (api: Api, namespace: string, key: string): string =>
  `${api.base}/namespaces/${segment(namespace)}/kv/${segment(key)}`
