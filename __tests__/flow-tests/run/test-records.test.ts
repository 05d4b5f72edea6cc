import { describe, expect, it } from 'vitest'
import { isStaged, newMarker, prefixOfCase, withMarker } from '../../../src/flow-tests/run/marker.ts'
import { clearStage } from '../../../src/flow-tests/run/stage.ts'
import { lookForOthers, readOthers } from '../../../src/flow-tests/run/test-records.ts'
import type { KestraClient } from '../../../src/kestra/client.ts'
import { aClient } from '../../support/a-client.ts'

const DEAD = '0a1b2c3d4e5f6'
const OURS = `kestra-gitops-test-${DEAD}-0.company.team`
const RECORDS = 'kestra-gitops-test-records'
const run = { marker: DEAD, isKept: () => false }

/** A server with these records, on which there is one flow at most, and what it was asked. */
const serverWith = (records: Record<string, unknown>, source?: string) =>
  aClient(({ method, path }) => {
    const of = path.replace('/api/v1/main', '')
    if (of.startsWith('/kv?'))
      return { json: { total: 9, results: Object.keys(records).map((key) => ({ namespace: RECORDS, key })) } }
    if (of.startsWith('/executions?')) return method === 'DELETE' ? {} : { json: { total: 0, results: [] } }
    if (of === `/flows/${OURS}/a?source=true` && source !== undefined)
      return { json: { namespace: OURS, id: 'a', revision: 1, source } }
    const [, key] = /^\/namespaces\/kestra-gitops-test-records\/kv\/(.*)$/.exec(of) ?? []
    if (key === undefined) return { status: 404 }
    if (method === 'GET') return { json: { value: records[key] } }
    delete records[key]
    return {}
  })

const record = (beat: number, namespace = OURS, marker = DEAD) => ({
  ...{ marker, beat },
  ...{ namespaces: [namespace], flows: [{ namespace, id: 'a' }] },
})

const sweeper = (client: KestraClient, isKept = (_: string) => false) => {
  let time = 0
  return {
    ...{ client, isKept, signal: new AbortController().signal, onWait: () => undefined },
    // Each look at the clock is 30 s later.
    now: () => (time += 30_000),
  }
}

const changes = (asked: readonly string[]) => asked.filter((each) => !each.startsWith('GET'))

describe('the record of a run of tests', () => {
  it('is kept under a marker by chance that each of its namespaces has', () => {
    const markers = Array.from({ length: 200 }, newMarker)
    expect(new Set(markers).size).toBe(200)
    for (const marker of markers)
      expect(isStaged(`${prefixOfCase(marker, 12)}.company`, { marker, isKept: () => false })).toBe(true)
  })

  it.each([
    ...['company.team', 't-payments', 't-platform.team', 'kestra-gitops-test', RECORDS, ''],
    ...['kestra-gitops-test-0a1b2c3d4e5f7-0.company', `kestra-gitops-test-${DEAD}.company`, `x.${OURS}`],
  ])('names no namespace %j: nothing is ever removed there', async (namespace) => {
    expect(isStaged(namespace, run)).toBe(false)
    const { client, asked } = serverWith({})
    await clearStage(client, { namespaces: [namespace], flows: [{ namespace, id: 'a' }] }, run)
    expect(changes(asked)).toEqual([])
    const { client: other, asked: askedOther } = serverWith({ [DEAD]: record(1, namespace) })
    expect(await readOthers(other, run.isKept)).toEqual({ runs: [], ignored: 1 })
    expect(await (await lookForOthers(sweeper(other)))()).toHaveLength(1)
    expect(changes(askedOther)).toEqual([])
  })

  it('that says another marker, or stands under a key that is none, is ignored', async () => {
    const records = { [DEAD]: record(1, OURS, 'ffffffffffff0'), payments: record(1), '..': 'x' }
    expect(await readOthers(serverWith(records).client, run.isKept)).toEqual({ runs: [], ignored: 3 })
  })

  it('leads to no namespace of the tree and to no protected one', async () => {
    const { client, asked } = serverWith({ [DEAD]: record(1) })
    await (await lookForOthers(sweeper(client, (namespace) => namespace === OURS)))()
    expect(changes(asked)).toEqual([])
  })

  it('leads to no flow without its marker, and to nothing beside such a flow', async () => {
    const records = { [DEAD]: record(3) }
    const { client, asked } = serverWith(records, `id: a\nnamespace: ${OURS}\n`)
    expect(await (await lookForOthers(sweeper(client)))()).toHaveLength(1)
    expect(changes(asked)).toEqual([])
    expect(Object.keys(records)).toEqual([DEAD])
  })

  it('of a server that cannot answer fails no later run', async () => {
    const { client } = aClient(({ path }) => {
      if (path.includes('/kv?')) return { json: { total: 1, results: [{ namespace: RECORDS, key: DEAD }] } }
      return path.includes(`/kv/${DEAD}`) ? { json: { value: record(3) } } : { status: 403 }
    })
    expect(await (await lookForOthers(sweeper(client)))()).toHaveLength(1)
  })

  it('of a run that was killed is removed with what it names', async () => {
    const records = { [DEAD]: record(3) }
    const flow = { kind: 'flow', namespace: OURS, name: 'a', content: 'id: a\n' } as const
    const { client, asked } = serverWith(records, String(withMarker(flow, DEAD).content))
    const sweep = await lookForOthers(sweeper(client))
    // The flow of this server is there for ever.
    expect(await sweep()).toHaveLength(1)
    expect(changes(asked)).toEqual([`DELETE /flows/${OURS}/a`])
    expect(Object.keys(records)).toEqual([DEAD])
    const { client: empty } = serverWith(records)
    await (await lookForOthers(sweeper(empty)))()
    expect(Object.keys(records)).toEqual([])
  })

  it('of a run that lives is left alone', async () => {
    const records: Record<string, unknown> = { [DEAD]: record(3) }
    const { client, asked } = serverWith(records)
    const sweep = await lookForOthers(sweeper(client))
    records[DEAD] = record(4)
    expect(await sweep()).toEqual([])
    expect(asked.filter((each) => each.startsWith('DELETE'))).toEqual([])
  })
})
