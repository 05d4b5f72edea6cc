import * as z from 'zod'
import { addressOf } from './address.ts'
import { type Api, isTaken, parseAnswer } from './api.ts'
import { explainAnswer } from './explain-failure.ts'
import type { HttpAnswer } from './http/exchange.ts'

const stored = z.looseObject({ value: z.unknown() })

/**
 * Reads the JSON value of a key; `undefined`: there is none, or it has expired (404 and 410). A namespace without flows has keys as any other (docs/facts/kestra.md, "Key-value store");
 * one that Enterprise wants to be created first holds none.
 */
export const readValue = async (api: Api, namespace: string, key: string): Promise<unknown> => {
  const answer = await api.http.send({ method: 'GET', path: keyPath(api, namespace, key) })
  if (isKeyAbsent(answer)) return undefined
  const what = `read key ${key} of namespace ${namespace}`
  return parseAnswer(answer, stored, { what, target: api.target }).value
}

/** One entry of a namespace's key-value store; `value` is any JSON. */
export interface KeyValue {
  readonly namespace: string
  readonly key: string
  readonly value: unknown
}

/** Stores a JSON value. As `text/plain`, which every version takes; 2.0 refuses `application/json` ("Key-value store"). */
export const writeValue = async (api: Api, { namespace, key, value }: KeyValue): Promise<void> => {
  const answer = await api.http.send({
    method: 'PUT',
    path: keyPath(api, namespace, key),
    body: JSON.stringify(value),
    contentType: 'text/plain',
  })
  if (!isTaken(answer)) throw explainAnswer(answer, `write key ${key} of namespace ${namespace}`, api.target)
}

/** Deletes a key; one that is gone already is fine, and so is a namespace that is. */
export const deleteValue = async (api: Api, namespace: string, key: string): Promise<void> => {
  const answer = await api.http.send({ method: 'DELETE', path: keyPath(api, namespace, key) })
  if (isTaken(answer) || isKeyAbsent(answer)) return
  throw explainAnswer(answer, `delete key ${key} of namespace ${namespace}`, api.target)
}

/** Nothing is stored there, or it has expired. */
export const isKeyAbsent = (answer: HttpAnswer): boolean =>
  answer.status === 404 || answer.status === 410 || isNamespaceMissing(answer)

/** Enterprise can be set up so that a namespace must be created before anything is stored in it. */
export const isNamespaceMissing = ({ status, body }: HttpAnswer): boolean =>
  status === 422 && /namespace .{0,300} does not exist/i.test(body.toString('utf8'))

export const keyPath = (api: Api, namespace: string, key: string): string =>
  addressOf(api, '/namespaces/{namespace}/kv/{key}', { namespace, key })
