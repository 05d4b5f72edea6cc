import * as z from 'zod'
import { addressOf } from './address.ts'
import { concurrently, type KestraClient, readJson } from './client.ts'

const inherited = z.record(z.string(), z.array(z.string()))

/**
 * The names of the secrets that flows of these namespaces find, never a value; a namespace of which nothing is told is not in it
 * (docs/internals/facts/kestra.md, "Secrets"). An open-source server has the same for all namespaces and is asked once. Throws `UserError` where
 * the server does not tell.
 */
export const readSecretNames = async (
  client: KestraClient,
  namespaces: readonly string[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> => {
  const [first] = namespaces
  if (first === undefined) return new Map()
  if (client.info.edition === 'OSS') {
    const names = await readNamesIn(client, first)
    return new Map(names === undefined ? [] : namespaces.map((namespace) => [namespace, names]))
  }
  const read = await concurrently(namespaces, async (namespace) => {
    const names = await readNamesIn(client, namespace)
    // A store of Enterprise that cannot list its secrets tells of none.
    return names === undefined || names.size === 0 ? [] : [[namespace, names] as const]
  })
  return new Map(read.flat())
}

const readNamesIn = async (client: KestraClient, namespace: string): Promise<ReadonlySet<string> | undefined> => {
  const path = addressOf(client, '/namespaces/{namespace}/inherited-secrets', { namespace })
  const what = `list the names of the secrets of namespace ${namespace}`
  const lists = await readJson(client, { path, schema: inherited, what })
  return Object.hasOwn(lists, namespace) ? new Set(Object.values(lists).flat()) : undefined
}
