import * as z from 'zod'
import { addressOf } from './address.ts'
import { concurrently, type KestraClient, readJson } from './client.ts'

const inherited = z.record(z.string(), z.array(z.string()))

/**
 * The names of the secrets that flows of each namespace can read, by namespace; never their values
 * (docs/internals/facts/kestra.md, "Secrets"). A namespace is left out when the server lists nothing for it. An
 * open-source server has the same secrets for all namespaces and is asked once. Throws `UserError` when the server
 * refuses the list.
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
    // An Enterprise secret store that cannot list its secrets reports none.
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
