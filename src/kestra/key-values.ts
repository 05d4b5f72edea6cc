import * as z from 'zod'
import { isAtLeast } from '../flow/kestra-version.ts'
import { addressOf } from './address.ts'
import { concurrently, isTaken, type KestraClient, parseAnswer, readPage } from './client.ts'
import { explainAnswer } from './explain-failure.ts'
import type { HttpAnswer, HttpRequest } from './http/exchange.ts'
import { readPages, readUntilStable } from './read-pages.ts'

/** A key as a list of keys shows it: without its value. */
export interface ListedKey {
  readonly namespace: string
  readonly key: string
  readonly description: string | undefined
  /** When the key expires, as the server writes times. */
  readonly expires: string | undefined
  /** When the key was last written, as the server writes times. */
  readonly updated: string | undefined
}

const listed = z.looseObject({
  key: z.string(),
  description: z.string().nullish(),
  expirationDate: z.string().nullish(),
  updateDate: z.string().nullish(),
})
const listedOfTenant = listed.extend({ namespace: z.string() })

type ListedEntry = z.infer<typeof listed>

const toListedKey = (namespace: string, { key, description, expirationDate, updateDate }: ListedEntry): ListedKey => ({
  namespace,
  key,
  description: description ?? undefined,
  expires: expirationDate ?? undefined,
  updated: updateDate ?? undefined,
})

/** True where one list covers the whole tenant: since 2.0 (docs/internals/facts/kestra.md, "Key-value store"). */
export const listsTenant = ({ info }: Pick<KestraClient, 'info'>): boolean => isAtLeast(info, 2, 0)

/**
 * The keys of these namespaces, without their values. Since 2.0 one list covers the tenant; older servers are asked
 * once per namespace (docs/internals/facts/kestra.md, "Key-value store"). Without namespaces nothing is read.
 */
export const listKeys = async (client: KestraClient, namespaces: readonly string[]): Promise<readonly ListedKey[]> => {
  if (namespaces.length === 0) return []
  if (listsTenant(client)) {
    const wanted = new Set(namespaces)
    return (await listTenant(client)).filter(({ namespace }) => wanted.has(namespace))
  }
  return (await concurrently(namespaces, (namespace) => listNamespace(client, namespace))).flat()
}

const PAGE_SIZE = 1000

const listTenant = async (client: KestraClient): Promise<readonly ListedKey[]> => {
  const readListed = (number: number) =>
    readPage(client, {
      path: `${client.base}/kv?page=${number}&size=${PAGE_SIZE}`,
      item: listedOfTenant,
      what: 'list the key-value pairs',
    })
  const readAll = () => readPages(readListed, ({ namespace, key }) => `${namespace} ${key}`)
  const keys = await readUntilStable(await readAll(), readAll, ({ updateDate }) => updateDate ?? '')
  return [...keys.values()].map((entry) => toListedKey(entry.namespace, entry))
}

const listNamespace = async (client: KestraClient, namespace: string): Promise<readonly ListedKey[]> => {
  const answer = await client.http.send({
    method: 'GET',
    path: addressOf(client, '/namespaces/{namespace}/kv', { namespace }),
  })
  if (answer.status === 404 || isNamespaceMissing(answer)) return []
  const what = `list the key-value pairs of namespace ${namespace}`
  return parseAnswer(answer, z.array(listed), { what, target: client.target }).map((entry) =>
    toListedKey(namespace, entry),
  )
}

/** The answer of a server about one key. */
export interface KeyAnswer {
  readonly value: unknown
  /** The whole answer as JSON text: its numbers may exceed the precision of a double. */
  readonly json: string
  readonly revision: number | undefined
  /** When the key was last written; servers before 2.0 do not return it with the value. */
  readonly updated: string | undefined
}

const held = z.looseObject({ value: z.unknown(), revision: z.number().nullish(), updated: z.string().nullish() })

/**
 * The stored value; `undefined` when the key does not exist or has expired (404 and 410). A namespace without flows has
 * keys like any other (docs/internals/facts/kestra.md, "Key-value store"). Where Enterprise requires namespaces to be
 * created first, a missing namespace has no keys.
 */
export const readKey = async (client: KestraClient, namespace: string, key: string): Promise<KeyAnswer | undefined> => {
  const answer = await client.http.send({ method: 'GET', path: keyPath(client, namespace, key) })
  if (isKeyAbsent(answer)) return undefined
  const what = `read key ${key} of namespace ${namespace}`
  const { value, revision, updated } = parseAnswer(answer, held, { what, target: client.target })
  return { value, json: answer.body.toString('utf8'), revision: revision ?? undefined, updated: updated ?? undefined }
}

/**
 * `PUT …/kv/{key}`, which replaces an existing value. Sent as `text/plain`, which every version accepts; 2.0 refuses
 * `application/json` (docs/internals/facts/kestra.md, "Key-value store").
 */
export const putOf = (client: KestraClient, namespace: string, key: string): HttpRequest => ({
  method: 'PUT',
  path: keyPath(client, namespace, key),
  contentType: 'text/plain',
})

/** One entry of a namespace's key-value store; `value` is any JSON. */
export interface KeyValue {
  readonly namespace: string
  readonly key: string
  readonly value: unknown
}

/** Stores a JSON value. Throws `UserError` unless the server confirms the write. */
export const writeValue = async (client: KestraClient, { namespace, key, value }: KeyValue): Promise<void> => {
  const answer = await client.http.send({ ...putOf(client, namespace, key), body: JSON.stringify(value) })
  if (!isTaken(answer)) throw explainAnswer(answer, `write key ${key} of namespace ${namespace}`, client.target)
}

/** Deletes a key. A missing key or namespace is not an error. Throws `UserError` for every other failure. */
export const deleteValue = async (client: KestraClient, namespace: string, key: string): Promise<void> => {
  const answer = await client.http.send({ method: 'DELETE', path: keyPath(client, namespace, key) })
  if (isTaken(answer) || isKeyAbsent(answer)) return
  throw explainAnswer(answer, `delete key ${key} of namespace ${namespace}`, client.target)
}

/** True for the answer to a key that does not exist or has expired. */
export const isKeyAbsent = (answer: HttpAnswer): boolean =>
  answer.status === 404 || answer.status === 410 || isNamespaceMissing(answer)

/** Enterprise can require that a namespace is created before anything is stored in it. */
const isNamespaceMissing = ({ status, body }: HttpAnswer): boolean =>
  status === 422 && /namespace .{0,300} does not exist/i.test(body.toString('utf8'))

/** The address of a key. Throws as `addressOf`. */
export const keyPath = (client: KestraClient, namespace: string, key: string): string =>
  addressOf(client, '/namespaces/{namespace}/kv/{key}', { namespace, key })
