import { expect, test } from 'vitest'
import { type Records, readRecords } from '../../src/deploy/read-records.ts'
import { writeRecords } from '../../src/deploy/write-records.ts'
import { connectKestra, type KestraClient } from '../../src/kestra/client.ts'
import { indexDesired } from '../../src/kinds/index-sides.ts'
import { describeRecord } from '../../src/plan/describe-record.ts'
import { nextRecords } from '../../src/plan/next-record.ts'
import type { RecordJson } from '../../src/plan/record-json.ts'
import { call, describeEngines, freshServer, type TestServer } from '../engine/engine.ts'
import { aFlow } from '../hands/a-flow.ts'
import { type Fault, startFaultProxy } from '../hands/fault-proxy.ts'
import { serverHands } from '../hands/server-hands.ts'
import { startScenario } from './start-scenario.ts'

const OWNER = 'acme/flows'
const NAMESPACES = ['dev', 'prod', 'test', 'qa']
const KEY = '0123456789abcdef'
const NONE = {
  checked: new Map(),
  claims: new Map(),
  absent: new Set<never>(),
  homesWithMore: new Set<string>(),
  intended: new Map(),
}

const desired = indexDesired(
  NAMESPACES.map((namespace) => ({
    ...{ kind: 'flow' as const, namespace, name: 'a', file: `${namespace}/a.yml` },
    content: aFlow({ namespace, id: 'a' }),
  })),
)

/** What a deploy of all that is desired writes. */
const planned = (commit: string) => {
  const liveNow = new Map([...desired].map(([key, { fingerprint }]) => [key, fingerprint]))
  const stamp = { commit, committed: 7, run: 'command line, noon' }
  return nextRecords({ ...NONE, stamp, desiredSides: desired, recorded: new Map(), liveNow })
}

interface Place {
  readonly server: TestServer
  readonly client: KestraClient
  readonly key?: string | undefined
}

const read = ({ client, key }: Place, fewestToList: number, owner = OWNER): Promise<Records> =>
  readRecords(client, owner, { namespaces: NAMESPACES, key, desired, fewestToList })

const deploy = async (place: Place, commit = 'c', owner = OWNER): Promise<void> => {
  const before = await read(place, Number.POSITIVE_INFINITY, owner)
  expect((await writeRecords(place.client, before, planned(commit))).notices).toEqual([])
}

const put = async ({ server }: Place, value: unknown, headers: Record<string, string>): Promise<void> => {
  const init = { method: 'PUT', body: JSON.stringify(value), headers: { 'content-type': 'text/plain', ...headers } }
  const answer = await call(server, '/namespaces/prod/kv/kestra-gitops', init)
  expect(answer.status).toBe(200)
}

const descriptions = async ({ client }: Place): Promise<ReadonlyMap<string, string>> =>
  new Map(
    ((await client.skimKeys(() => true)) ?? []).map(({ namespace, description = '' }) => [namespace, description]),
  )

/** What happens to the record of `prod` after a deploy, and how many records are read then. */
const rows: readonly {
  readonly name: string
  readonly act: (place: Place) => Promise<void>
  readonly reads: number
}[] = [
  { name: 'nothing', act: async () => undefined, reads: 1 },
  { name: 'a deploy of another commit', act: (place) => deploy(place, 'd'), reads: 1 },
  {
    name: 'a write of the same by a release that describes nothing',
    act: async (place) => put(place, await serverHands(place.server).record('prod'), {}),
    reads: 2,
  },
  {
    name: 'an edit in the UI, which keeps the description',
    act: async (place) => {
      const description = (await descriptions(place)).get('prod') ?? 'none'
      await put(place, { version: 1, owners: {} }, { description })
    },
    reads: 2,
  },
  { name: 'something that is no record', act: (place) => put(place, 'ours now', {}), reads: 2 },
  {
    name: 'a deploy of another owner to the same namespaces',
    act: (place) => deploy(place, 'c', 'acme/other'),
    reads: NAMESPACES.length,
  },
  { name: 'a delete', act: ({ server }) => serverHands(server).deleteRecord('prod'), reads: 2 },
  {
    name: 'a delete, and a deploy: which revision it becomes nothing had told',
    act: async (place) => {
      await serverHands(place.server).deleteRecord('prod')
      await deploy(place)
    },
    reads: 2,
  },
  {
    name: 'a time to live',
    act: async (place) => {
      const value = (await serverHands(place.server).record('prod')) as RecordJson
      const description = describeRecord(value, { namespace: 'prod', owner: OWNER, revision: 2, key: place.key }) ?? ''
      await put(place, value, { description, ttl: 'PT1H' })
    },
    reads: 2,
  },
]

/** Why a list of keys tells of no record. */
const LISTS: readonly { readonly name: string; readonly fault: Fault }[] = [
  { name: 'is refused', fault: ({ answer }) => answer({ status: 403, headers: {}, body: Buffer.from('') }) },
  {
    name: 'would be too long',
    fault: async ({ forward, answer }) => {
      const { status, headers, body } = await forward()
      const page = { ...(JSON.parse(body.toString()) as object), total: 1001 }
      answer({ status, headers, body: Buffer.from(JSON.stringify(page)) })
    },
  },
]

const disposable = (client: KestraClient): KestraClient & AsyncDisposable =>
  Object.assign(client, { [Symbol.asyncDispose]: () => client.close() })

describeEngines('the records of many namespaces', (version) => {
  const isBefore2 = version.startsWith('1.')

  const place = async (key?: string): Promise<Place & AsyncDisposable> => {
    const server = freshServer(version)
    const client = await connect(server, server.url)
    return { server, client, ...(key !== undefined && { key }), [Symbol.asyncDispose]: () => client.close() }
  }

  const connect = ({ tenant, username, password }: TestServer, url: string): Promise<KestraClient> =>
    connectKestra({
      ...{
        server: url,
        tenant,
        credentials: { kind: 'basic', username, password },
        headers: {},
        caCertificate: undefined,
      },
      ...{ timeoutSeconds: 30, signal: new AbortController().signal, onRepeat: () => undefined },
    })

  test.concurrent.for(rows)('are what a reading of each one tells, after $name', async ({ act, reads }) => {
    for (const key of [undefined, KEY]) {
      await using there = await place(key)
      await deploy(there)
      await act(there)
      const each = await read(there, Number.POSITIVE_INFINITY)
      const before = there.client.requestCount()
      expect(await read(there, 0)).toEqual(each)
      const count = there.client.requestCount() - before
      expect(count).toBe(isBefore2 ? NAMESPACES.length : 1 + reads)
    }
  })

  test.concurrent('are read where a description was made without the key, and are not believed', async () => {
    await using there = await place()
    await deploy(there)
    const keyed = { ...there, key: KEY }
    const records = await read(keyed, 0)
    expect(records).toEqual(await read(keyed, Number.POSITIVE_INFINITY))
    expect([...records.unreadable].toSorted()).toEqual(NAMESPACES.toSorted())
  })

  test.concurrent.for(LISTS)('are all read where the list of keys $name', async ({ fault }) => {
    await using there = await place()
    await deploy(there)
    await using proxy = await startFaultProxy({
      to: there.server.url,
      faultOf: ({ path }) => (/\/kv\?/.test(path) ? fault : undefined),
      secondMs: 1000,
    })
    await using client = disposable(await connect(there.server, proxy.url))
    expect(await read({ ...there, client }, 0)).toEqual(await read(there, Number.POSITIVE_INFINITY))
    const records = proxy.log.filter(({ path }) => path.endsWith('/kv/kestra-gitops'))
    expect(records).toHaveLength(NAMESPACES.length)
  })

  test.concurrent('cost a run that changes nothing one list and one record, and a change its own', async () => {
    const names = Array.from({ length: 21 }, (_, index) => `company.n${index}`)
    const tree = (message: string) => (namespace: string) =>
      [`${namespace}/flows/a.yml`, aFlow({ namespace, id: 'a', message })] as const
    using scenario = startScenario(version, Object.fromEntries(names.map(tree('one'))))
    await scenario.json(['deploy'])
    const records = async (args: readonly string[]) => {
      const requests = await scenario.requestsOf(() => scenario.json(args))
      return requests.filter(({ path }) => path.includes('/kv')).length
    }
    expect(await records(['plan'])).toBe(isBefore2 ? names.length : 2)
    expect(await records(['deploy'])).toBe(isBefore2 ? names.length : 2)
    scenario.repository.commit(Object.fromEntries(names.slice(7, 8).map(tree('two'))))
    expect(await records(['plan'])).toBe(isBefore2 ? names.length : 3)
    // Each record that changes is read and written twice: before the first write, and after the last.
    expect(await records(['deploy'])).toBe(isBefore2 ? names.length + 4 : 3 + 4)
    expect(await records(['plan'])).toBe(isBefore2 ? names.length : 2)
  })
})
