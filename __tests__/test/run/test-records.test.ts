import { describe, expect, it } from 'vitest'
import type { KestraClient } from '../../../src/kestra/client.ts'
import type { HttpRequest } from '../../../src/kestra/http/exchange.ts'
import { parseServerInfo } from '../../../src/kestra/server.ts'
import { clearStage, isStaged } from '../../../src/test/run/stage.ts'
import { eightSigns, lookForOthers, readOthers } from '../../../src/test/run/test-records.ts'

const OURS = 't-0a1b2c3d.company.team'

/** A server with these records, on which nothing else is, and what it was asked. */
const serverWith = (records: Record<string, unknown>) => {
  const asked: string[] = []
  const send = ({ method, path }: HttpRequest) => {
    const of = path.replace('/api/v1/main', '')
    asked.push(`${method} ${of}`)
    const json = of.startsWith('/kv?')
      ? { total: 9, results: Object.keys(records).map((key) => ({ namespace: 't-records', key })) }
      : { total: 0, results: [] }
    const body = Buffer.from(method === 'DELETE' ? '' : JSON.stringify(json))
    const isThere = of.startsWith('/kv?') || of.startsWith('/executions?')
    return Promise.resolve({ status: isThere ? 200 : 404, contentType: 'application/json', body })
  }
  const info = parseServerInfo({ version: '2.0.0', edition: 'OSS' })
  const target = { server: 'https://kestra.acme.io', tenant: 'main', credentials: 'basic' }
  const client = {
    info,
    target,
    http: { send },
    base: '/api/v1/main',
    readValue: (_: string, key: string) => Promise.resolve(records[key]),
    deleteValue: (_: string, key: string) => {
      delete records[key]
      return Promise.resolve()
    },
  } as unknown as KestraClient
  return { client, asked }
}

const record = (beat: number, namespace = OURS) => ({ beat, namespaces: [namespace], flows: [{ namespace, id: 'a' }] })

const sweeper = (client: KestraClient) => {
  let time = 0
  return {
    ...{ client, signal: new AbortController().signal, onWait: () => undefined },
    // Each look at the clock is 30 s later.
    now: () => (time += 30_000),
  }
}

describe('the record of a run of tests', () => {
  it('is kept under eight signs by chance, as each of its cases is', () => {
    const signs = Array.from({ length: 200 }, eightSigns)
    expect(new Set(signs).size).toBe(200)
    for (const each of signs) expect(isStaged(`t-${each}.company`)).toBe(true)
  })

  it.each(['company.team', 't-0a1b2c3.company', 'x.t-0a1b2c3d', 't-records', 't-0A1B2C3D.a', ''])(
    'names no namespace %j: nothing is ever removed there',
    async (namespace) => {
      expect(isStaged(namespace)).toBe(false)
      const { client, asked } = serverWith({})
      await clearStage(client, { namespaces: [namespace], flows: [{ namespace, id: 'a' }] })
      expect(asked.filter((each) => !each.startsWith('GET'))).toEqual([])
      expect(asked.filter((each) => each.includes('company'))).toEqual([])
      const [read] = await readOthers(serverWith({ k: record(1, namespace) }).client)
      expect(read?.stage).toEqual({ namespaces: [], flows: [] })
    },
  )

  it('of a run that was killed is removed with what it names', async () => {
    const records = { dead: record(3), broken: 'x' }
    const { client, asked } = serverWith(records)
    const sweep = await lookForOthers(sweeper(client))
    expect(await sweep()).toEqual(['Removed what 1 earlier test run left that did not come to an end.'])
    expect(asked).toContain(`DELETE /flows/${OURS}/a`)
    expect(Object.keys(records)).toEqual(['broken'])
  })

  it('of a run that lives is left alone', async () => {
    const records: Record<string, unknown> = { alive: record(3) }
    const { client, asked } = serverWith(records)
    const sweep = await lookForOthers(sweeper(client))
    records['alive'] = record(4)
    expect(await sweep()).toEqual([])
    expect(asked.filter((each) => each.startsWith('DELETE'))).toEqual([])
  })
})
