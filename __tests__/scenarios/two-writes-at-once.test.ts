import { expect, test } from 'vitest'
import { type Write, writeStep } from '../../src/deploy/write-step.ts'
import type { KestraClient } from '../../src/kestra/client.ts'
import { connectKestra } from '../../src/kestra/connect.ts'
import { contentOf } from '../../src/kinds/key-value/value/pair.ts'
import { ON_SERVER } from '../../src/kinds/on-server.ts'
import type { Content, ResourceKind, ResourceName } from '../../src/resource/resource.ts'
import { describeEngines, freshServer, type TestServer } from '../engine/engine.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Crossing, type Fault, type FaultProxy, startFaultProxy } from '../support/fault-proxy.ts'

const HOW_MANY = 12
const NAMESPACE = 'acme.prod'

const CONTENTS: Readonly<Record<ResourceKind, (name: string, text: string) => Content>> = {
  flow: (name, text) => aFlow({ namespace: NAMESPACE, id: name, message: text }),
  dashboard: (name, text) => aDashboard({ id: name, title: text }),
  file: (_, text) => Buffer.from(text),
  'key-value': (_, text) => contentOf({ type: 'STRING', value: text }),
}

const nameOf = (kind: ResourceKind, index: number): ResourceName => ({
  kind,
  namespace: kind === 'dashboard' ? '' : NAMESPACE,
  name: kind === 'file' ? `/n${index}.txt` : `n${index}`,
})

/**
 * Every write that may be sent again meets itself: the connection of the first one is cut, and what it carried reaches the server
 * at the same moment as the second one.
 */
const meetingItself = (): ((crossing: Crossing) => Fault | undefined) => {
  const waiting = new Map<string, () => void>()
  return ({ method, path, body }) => {
    if (method === 'GET' || (method === 'POST' && !path.includes('/files'))) return undefined
    const key = `${method} ${path} ${method === 'DELETE' ? '' : body.length}`
    const release = waiting.get(key)
    waiting.delete(key)
    if (release !== undefined)
      return async ({ forward, answer }) => {
        release()
        answer(await forward())
      }
    return async ({ forward, cut }) => {
      const second = Promise.withResolvers<void>()
      waiting.set(key, second.resolve)
      cut()
      await second.promise
      await forward()
    }
  }
}

const connect = async (
  { tenant, username, password }: TestServer,
  { url }: FaultProxy,
): Promise<KestraClient & AsyncDisposable> => {
  const client = await connectKestra({
    ...{ server: url, tenant, credentials: { kind: 'basic', username, password }, headers: {}, caCertificate: '' },
    ...{ timeoutSeconds: 60, signal: new AbortController().signal, onRepeat: () => undefined },
  })
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.http.close() })
}

describeEngines('a write that meets the first attempt of itself on the server', (version) => {
  test.concurrent.each(Object.keys(ON_SERVER) as ResourceKind[])('is done, and said to be done: %s', async (kind) => {
    const server = freshServer(version)
    await using proxy = await startFaultProxy({ to: server.url, faultOf: meetingItself(), secondMs: 1000 })
    await using client = await connect(server, proxy)
    const all = async (
      make: (name: ResourceName) => Omit<Write, 'name'>,
      names = Array.from({ length: HOW_MANY }, (_, index) => nameOf(kind, index)),
    ): Promise<void> => {
      const written = await Promise.all(names.map((name) => writeStep(client, { name, ...make(name) })))
      expect(written.filter(({ isWritten }) => !isWritten)).toEqual([])
      await proxy.settled()
    }
    const holding = (text: string) => async (): Promise<void> => {
      for (let index = 0; index < HOW_MANY; index += 1) {
        const name = nameOf(kind, index)
        const live = await ON_SERVER[kind].readOne(client, name)
        expect(live && String(live.content)).toEqual(text === '' ? undefined : String(CONTENTS[kind](name.name, text)))
      }
    }
    const create = ({ name }: ResourceName) => ({ content: CONTENTS[kind](name, 'first'), isNew: true })
    // Files are written side by side where their folder is (docs/internals/facts/kestra.md, "Files side by side").
    await all(create, [nameOf(kind, HOW_MANY)])
    await all(create)
    await all(({ name }) => ({ content: CONTENTS[kind](name, 'second one'), isNew: false }))
    await holding('second one')()
    await all(() => ({ content: undefined, isNew: false }))
    await holding('')()
    expect(proxy.log.filter(({ isFaulty }) => isFaulty).length).toBeGreaterThanOrEqual(4 * HOW_MANY)
  })
})
