import { describe, expect, it } from 'vitest'
import type { KestraClient } from '../../../src/kestra/client.ts'
import { clearStage, isStaged } from '../../../src/test/run/stage.ts'
import { eightSigns, lookForOthers, readOthers } from '../../../src/test/run/test-records.ts'
import { aClient } from '../../hands/a-client.ts'

const OURS = 't-0a1b2c3d.company.team'

/** A server with these records, on which nothing else is, and what it was asked. */
const serverWith = (records: Record<string, unknown>) =>
  aClient(({ method, path }) => {
    const of = path.replace('/api/v1/main', '')
    if (of.startsWith('/kv?'))
      return { json: { total: 9, results: Object.keys(records).map((key) => ({ namespace: 't-records', key })) } }
    if (of.startsWith('/executions?')) return method === 'DELETE' ? {} : { json: { total: 0, results: [] } }
    const [, key] = /^\/namespaces\/t-records\/kv\/(.*)$/.exec(of) ?? []
    if (key === undefined) return { status: 404 }
    if (method === 'GET') return { json: { value: records[key] } }
    delete records[key]
    return {}
  })

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
