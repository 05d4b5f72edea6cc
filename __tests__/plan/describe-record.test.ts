import { describe, expect, it } from 'vitest'
import type { OwnerRecord } from '../../src/plan/deployment-record.ts'
import { describeRecord, readDescription, recordAsDescribed } from '../../src/plan/describe-record.ts'
import { type RecordJson, rewriteRecord } from '../../src/plan/record-json.ts'
import { resourceKey } from '../../src/resource/resource.ts'

const KEY = '0123456789abcdef'
const OWNER = 'acme/flows'
const daily = resourceKey({ kind: 'flow', namespace: 'dev', name: 'daily' })
const record: OwnerRecord = {
  ...{ commit: 'c0ffee', committed: 7, run: 'command line, noon', namespaces: ['dev', 'prod'], hasMore: false },
  resources: new Map([[daily, { deployed: 'x', file: 'dev/daily.yml' }]]),
}
const { namespaces, resources } = record
const marks = new Map([[daily, 'mark']])
const at = { namespace: 'dev', owner: OWNER, revision: 11 }
const stored = (next = record, key?: string, before?: unknown): RecordJson => {
  const value = rewriteRecord(before, { ...at, next, key })
  if (value === undefined) throw new Error('nothing is stored')
  return value
}
const line = (value: RecordJson, described: Partial<typeof at> & { key?: string } = {}) =>
  describeRecord(value, { ...at, ...described }) ?? 'none'
const known = (text: string, described: Partial<typeof at> & { key?: string } = {}) =>
  recordAsDescribed(text, { ...at, ...described }, { namespaces, resources, marks })
const withResource = (fields: object): OwnerRecord => ({
  ...record,
  resources: new Map([[daily, { deployed: 'x', file: 'dev/daily.yml', ...fields }]]),
})
const good = line(stored())

describe('the line beside a record', () => {
  it('says what wrote it in a form that people read as well', () => {
    expect(good).toMatch(/^kestra-gitops r11 sha256:[0-9a-f]{64} - c0ffee 7 command line, noon$/)
    expect(line(stored(record, KEY), { key: KEY })).toMatch(/^kestra-gitops r11 hmac-sha256:[0-9a-f]{64} - c0ffee 7 /)
    expect(readDescription(good)).toEqual({
      ...{ revision: 11, marks: '-' },
      commit: 'c0ffee',
      committed: 7,
      run: 'command line, noon',
    })
  })

  it('proves the whole record to whoever knows what it should be, with and without a key', () => {
    expect(known(good)).toEqual({ record, knowsMarks: true })
    expect(known(line(stored(record, KEY), { key: KEY }), { key: KEY })).toEqual({ record, knowsMarks: true })
  })

  it('tells of what was checked where that is known, and else leaves it out', () => {
    const marked = line(stored(withResource({ checked: 'mark' })))
    expect(known(marked)).toEqual({ record: withResource({ checked: 'mark' }), knowsMarks: true })
    const older = line(stored(withResource({ checked: 'of another release' })))
    expect(known(older)).toEqual({ record, knowsMarks: false })
  })

  it('does not mind in which order the fields are stored', () => {
    const turned = Object.fromEntries(Object.entries(stored()).toReversed()) as RecordJson
    expect(line(turned)).toBe(good)
  })

  const others = { version: 1, owners: { 'acme/other': stored().owners[OWNER] } }
  const forged: [string, string, (Partial<typeof at> & { key?: string })?][] = [
    ['tells of another deploy', line(stored(withResource({ deployed: 'y' })))],
    ['tells of a write that was begun', line(stored(withResource({ intended: 'y' })))],
    ['tells what was found', line(stored(withResource({ found: '' })))],
    ['tells another file', line(stored(withResource({ file: 'dev/other.yml' })))],
    ['tells that it is gone', line(stored(withResource({ isGone: true })))],
    ['tells of more namespaces', line(stored({ ...record, namespaces: ['dev', 'prod', 'test'] }))],
    ['tells of fewer resources', line(stored({ ...record, resources: new Map() }))],
    ['is shared with another owner', line(stored(record, undefined, others))],
    ['holds what a later release added', line({ ...stored(), audit: { by: 'x' } })],
    ['holds what a later release added to the part', line(withPart({ dashboards: { sales: { deployed: 'z' } } }))],
    ['stands in another namespace', line(stored(), { namespace: 'prod' })],
    ['is of another owner', line(otherOwner(), { owner: 'acme/other' })],
    ['is of another revision', line(stored(), { revision: 12 })],
    ['was moved to this revision', good.replace('r11', 'r12'), { revision: 12 }],
    ['has other marks put into it', good.replace(' - ', ` ${'a'.repeat(16)} `)],
    ['has another commit put into it', good.replace('c0ffee', 'decade')],
    ['has another time put into it', good.replace(' 7 ', ' 8 ')],
    ['has another run put into it', good.replace('noon', 'night')],
    ['has something behind it', `${good} `],
    ['is no line of ours', 'sales figures'],
    ['is empty', ''],
    ['has no key, and one is asked for', good, { key: KEY }],
    ['was made with another key', line(stored(record, KEY), { key: 'fedcba9876543210' }), { key: KEY }],
    ['was made with a key that this run has not', line(stored(record, KEY), { key: KEY })],
  ]
  it.for(forged)('proves nothing where it %s', ([_, text, described]) => {
    expect(known(text, described)).toBeUndefined()
  })

  it.each([
    ['a run that is no ASCII', { ...record, run: 'Läufer' }],
    ['a run of two lines', { ...record, run: 'a\nb' }],
    ['a run with a blank at its end', { ...record, run: 'a ' }],
    ['a commit with a blank', { ...record, commit: 'a b' }],
    ['a time that is no whole number', { ...record, committed: 1.5 }],
    ['more than 250 characters', { ...record, run: 'a'.repeat(200) }],
  ])('is left out for %s', (_, next) => {
    expect(line(stored(next))).toBe('none')
  })

  it('is left out where this owner has no part any more', () => {
    expect(line(stored(), { owner: 'acme/other' })).toBe('none')
  })
})

function withPart(fields: object): RecordJson {
  const value = stored()
  const part = value.owners[OWNER]
  if (part === undefined) throw new Error('this owner has no part')
  return { ...value, owners: { [OWNER]: { ...part, ...fields } } }
}

function otherOwner(): RecordJson {
  const value = rewriteRecord(undefined, { ...at, owner: 'acme/other', next: record })
  if (value === undefined) throw new Error('nothing is stored')
  return value
}
