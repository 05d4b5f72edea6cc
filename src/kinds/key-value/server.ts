import * as z from 'zod'
import { concurrently, type KestraClient, parseAnswer } from '../../kestra/client.ts'
import { notAnApi } from '../../kestra/http/explain-connection.ts'
import {
  isKeyAbsent,
  type KeyAnswer,
  keyPath,
  type ListedKey,
  listKeys,
  listsTenant,
  putOf,
  readKey,
} from '../../kestra/key-values.ts'
import { toWriteAnswer } from '../../kestra/write-flows.ts'
import type { Fingerprint } from '../../resource/fingerprint.ts'
import { RECORD_KEY, type ResourceName } from '../../resource/resource.ts'
import type { LiveResource } from '../../resource/resource-state.ts'
import type { KindOnServer } from '../kind-on-server.ts'
import { isJsonMap, parseExactJson } from './value/exact-json.ts'
import { contentOf, isRouteKey, isSendable, pairOf, sentText } from './value/pair.ts'

/**
 * A list returns the keys without their values. A value is read by its own request if it is needed and was written since it was last known
 * (docs/internals/facts/kestra.md, "Key-value store").
 */
export const KEY_VALUE_ON_SERVER: KindOnServer = {
  reading: 'by-namespace',
  listedBy: (client) => (listsTenant(client) ? 'tenant' : 'namespace'),
  refusesExisting: false,
  folder: undefined,
  readAll: async (client, namespaces, needs) => {
    const listed = (await listKeys(client, namespaces)).filter(({ key }) => key !== RECORD_KEY)
    const found = await concurrently(listed, async (entry) => {
      const name = pairName(entry)
      // At this address the API returns a list of other keys.
      if (needs?.isNeeded(name) === false || isRouteKey(name)) return { ...name, content: undefined }
      const fingerprint = needs?.knownAt(name, entry.updated)
      return fingerprint === undefined ? readPair(client, name, entry) : unchanged(name, entry, fingerprint)
    })
    return found.filter((pair) => pair !== undefined)
  },
  readOne: (client, { namespace, name }) => readPair(client, { kind: 'key-value', namespace, name }),
  write: async (client, { name: { namespace, name }, content }) => {
    const pair = pairOf(content)
    const { description } = pair
    const headers = description !== undefined && isSendable(description) ? { headers: { description } } : {}
    const answer = await client.http.send({ ...putOf(client, namespace, name), body: sentText(pair), ...headers })
    return toWriteAnswer(client, answer, 'write the key-value pair')
  },
  // The server answers true, or false if the key does not exist.
  remove: async (client, { namespace, name }) => {
    const what = 'delete the key-value pair'
    const answer = await client.http.send({ method: 'DELETE', path: keyPath(client, namespace, name) })
    if (isKeyAbsent(answer)) return { kind: 'missing', earlier: answer.earlier }
    if (answer.status >= 300) return toWriteAnswer(client, answer, what)
    const wasThere = parseAnswer(answer, z.boolean(), { what, target: client.target })
    return wasThere ? { kind: 'saved', revision: null } : { kind: 'missing', earlier: answer.earlier }
  },
  validate: undefined,
}

const pairName = ({ namespace, key }: ListedKey): ResourceName => ({ kind: 'key-value', namespace, name: key })

const unchanged = (name: ResourceName, { updated }: ListedKey, fingerprint: Fingerprint): LiveResource => ({
  ...name,
  content: undefined,
  fingerprint,
  size: 0,
  revision: undefined,
  updated,
  isDraft: false,
})

const readPair = async (
  client: KestraClient,
  name: ResourceName,
  entry?: ListedKey,
): Promise<LiveResource | undefined> => {
  const answer = await readKey(client, name.namespace, name.name)
  if (answer === undefined) return undefined
  const content = contentOf({
    ...pairIn(client, name, answer),
    description: entry?.description,
    expires: entry?.expires,
  })
  // The list is older than the value, so the next run notices a write between the two.
  return { ...name, content, revision: answer.revision, updated: answer.updated ?? entry?.updated, isDraft: false }
}

const pairIn = (client: KestraClient, { namespace, name }: ResourceName, { json }: KeyAnswer) => {
  const fields = parseExactJson(json)
  const got = `invalid JSON while trying to read key ${name} of namespace ${namespace}`
  if (!isJsonMap(fields) || typeof fields['type'] !== 'string') throw notAnApi(client.target.server, got)
  return { type: fields['type'], value: fields['value'] }
}
