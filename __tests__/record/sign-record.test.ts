import { describe, expect, it } from 'vitest'
import { writeRecords } from '../../src/deploy/deploy-plan.ts'
import type { OwnerRecord } from '../../src/record/deployment-record.ts'
import { readRecords } from '../../src/record/read-records.ts'
import { parseRecord, rewriteRecord } from '../../src/record/record-json.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { aClient, replyOfPairs } from '../support/a-client.ts'

const KEY = '0123456789abcdef'
const OWNER = 'acme/flows'
const daily = resourceKey({ kind: 'flow', namespace: 'dev', name: 'daily' })
const record: OwnerRecord = {
  ...{ commit: 'c', committed: 7, run: 'r', namespaces: ['dev'], hasMore: false },
  resources: new Map([[daily, { deployed: 'x', file: undefined }]]),
}
const stored = (value: unknown) => JSON.parse(JSON.stringify(value))
const written = (key: string | undefined, before?: unknown, namespace = 'dev') =>
  stored(rewriteRecord(before, { namespace, owner: OWNER, next: record, key }))
const reported = (value: unknown, { namespace = 'dev', key = KEY, owner = OWNER } = {}) => {
  const reading = parseRecord(namespace, value, { owner, key })
  if (reading.kind !== 'read') return reading.kind
  return reading.distrusted ?? [...(reading.owners.get(owner)?.resources.keys() ?? [])]
}
const signed = written(KEY)
const part = signed.owners[OWNER]
const changed = (fields: object) => ({ ...signed, owners: { [OWNER]: { ...part, ...fields } } })

describe('a record that a key has signed', () => {
  it('is believed, in whatever order the store gives its fields back', () => {
    const turned = Object.fromEntries(Object.entries(part).toReversed())
    expect(reported(signed)).toEqual([daily])
    expect(reported({ owners: { [OWNER]: turned }, version: 1 })).toEqual([daily])
  })

  it.each([
    ['another text deployed', changed({ flows: { daily: { deployed: 'y' } } }), {}],
    ['a stranger to delete', changed({ flows: { ...part.flows, theirs: { deployed: 'y' } } }), {}],
    ['what a later release knows', changed({ dashboards: { sales: {} } }), {}],
    ['another commit', changed({ commit: 'd' }), {}],
    ['another namespace named', changed({ namespaces: ['dev', 'prod'] }), {}],
    ['the place of another namespace', signed, { namespace: 'prod' }],
    ['another owner', { version: 1, owners: { 'acme/other': part } }, { owner: 'acme/other' }],
    ['another key', signed, { key: 'fedcba9876543210' }],
    ['a signature of another length', changed({ signature: 'ab' }), {}],
  ])('is not with %s', (_, value, options) => {
    expect(reported(value, options)).toBe('wrongly signed')
  })

  it.each([[written(undefined)], [changed({ signature: undefined })], [changed({ signature: { a: 1 } })]])(
    'is not without a signature: %j',
    (value) => {
      expect(reported(value)).toBe('unsigned')
    },
  )

  it('loses its signature in the hand of a run without the key, which believes it as before', () => {
    const reading = parseRecord('dev', signed)
    expect(reading.kind === 'read' && reading.owners.get(OWNER)?.resources.has(daily)).toBe(true)
    expect(written(undefined, signed)).toEqual(written(undefined))
  })

  it('takes nothing over from a part that was not signed, and everything from one that was', () => {
    const more = (value: typeof signed) => ({ ...value.owners[OWNER], dashboards: { sales: { deployed: 'z' } } })
    const unsigned = {
      version: 1,
      owners: { [OWNER]: more(written(undefined)), 'acme/other': part },
      audit: { by: 'x' },
    }
    expect(written(KEY, unsigned)).toEqual({ ...unsigned, owners: { ...unsigned.owners, [OWNER]: part } })
  })
})

describe('a job with a key that finds an unsigned record', () => {
  it('says so, trusts the parts of others, and signs its own', async () => {
    const other = { ...written(undefined).owners[OWNER], flows: { theirs: { deployed: 'y' } } }
    const values = new Map<string, unknown>([
      ['dev', { version: 1, owners: { ...written(undefined).owners, 'acme/other': other } }],
    ])
    const { client, asked } = aClient((request) => replyOfPairs(request, values) ?? { status: 500 })
    const records = await readRecords(client, OWNER, { namespaces: ['dev'], key: KEY })
    expect(records.notices).toEqual([expect.stringMatching(/namespace dev is unsigned, .* not trusted/)])
    expect([...records.recorded.keys()]).toEqual([])
    expect([...records.unreadable]).toEqual(['dev'])
    expect([...records.ownedByOthers.values()]).toEqual(['acme/other'])

    await writeRecords(client, records, new Map([['dev', record]]))
    const again = await readRecords(client, OWNER, { namespaces: ['dev'], key: KEY })
    expect(again.notices).toEqual([])
    expect([...again.recorded.keys()]).toEqual([daily])
    expect(asked.filter((each) => each.startsWith('DELETE'))).toEqual([])
  })
})

describe('the part of an owner who is taken over', () => {
  const OLD = 'local/flows'
  const old = (key: string | undefined) =>
    stored(rewriteRecord(undefined, { namespace: 'dev', owner: OLD, next: record, key }))
  const taking = { owner: OWNER, formerly: [OLD] }

  it('becomes the new one in one write, and what a later release added comes along', () => {
    const before = { ...old(undefined), owners: { [OLD]: { ...old(undefined).owners[OLD], apps: { x: {} } } } }
    const after = stored(rewriteRecord(before, { namespace: 'dev', next: record, key: undefined, ...taking }))
    expect(Object.keys(after.owners)).toEqual([OWNER])
    expect(after.owners[OWNER]).toMatchObject({ flows: { daily: { deployed: 'x' } }, apps: { x: {} } })
  })

  it('stays where it is not signed with the key', () => {
    for (const key of [undefined, 'fedcba9876543210']) {
      const reading = parseRecord('dev', old(key), { ...taking, key: KEY })
      expect(reading).toMatchObject({ kind: 'read', unproven: new Set([OLD]) })
      const after = stored(rewriteRecord(old(key), { namespace: 'dev', next: record, key: KEY, ...taking }))
      expect(Object.keys(after.owners).toSorted()).toEqual([OWNER, OLD])
    }
    expect(parseRecord('dev', old(KEY), { ...taking, key: KEY })).toMatchObject({ unproven: new Set() })
  })
})
