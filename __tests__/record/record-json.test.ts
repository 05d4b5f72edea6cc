import { describe, expect, it } from 'vitest'
import { nextRecords } from '../../src/record/deployment-record.ts'
import { parseRecord, rewriteRecord } from '../../src/record/record-json.ts'
import type { Fingerprint } from '../../src/resource/fingerprint.ts'
import { resourceKey } from '../../src/resource/resource.ts'

const OWNER = 'acme/flows'
const stamp = { commit: 'c', committed: 7, run: 'r' }
const ownerPart = (groups: object) => ({ ...stamp, namespaces: ['corp.x'], flows: {}, files: {}, ...groups })
const aRecord = (groups: object) => ({ version: 1, owners: { [OWNER]: ownerPart(groups) } })
const reported = (namespace: string, value: unknown) => {
  const reading = parseRecord(namespace, value)
  return reading.kind === 'read' ? [...(reading.owners.get(OWNER)?.resources.keys() ?? [])] : reading.kind
}

const believed: readonly (readonly [string, object, readonly string[]])[] = [
  [
    'flows and files',
    { flows: { 'a.b': {}, c: {} }, files: { '/q.sql': {} } },
    ['flow corp.x a.b', 'flow corp.x c', 'file corp.x /q.sql'],
  ],
  ['no file that would be one of another namespace', { files: { 'team/x': {}, '.y/z': {}, '': {} } }, []],
  [
    'a file with an invalid path',
    {
      files: { '/../y': {}, '/a//b': {}, '/a/../b': {}, '/./a': {}, '/a/': {}, '/a\nb': {}, '/\u001b[2J': {}, '/': {} },
    },
    [],
  ],
  ['a file with dots in its name', { files: { '/..a/b..': {} } }, ['file corp.x /..a/b..']],
  ['no flow that cannot be called so', { flows: { '': {}, 'a/b': {}, 'a b': {}, '../x': {}, '-x': {} } }, []],
  ['no group that it does not know', { dashboards: { sales: {} } }, []],
]

describe('the record of a namespace', () => {
  it.each(believed)('has only its own resources: %s', (_, groups, expected) => {
    expect(reported('corp.x', aRecord(groups))).toEqual(expected)
  })

  it.each([[{ flows: 3 }], [{ files: { '/q': 'x' } }], [{ commit: 1 }]])('is unreadable with %j', (groups) => {
    expect(reported('corp.x', aRecord(groups))).toBe('unreadable')
  })
})

/** The record of a later release: more kinds, more fields everywhere, and another owner with as much. */
const LATER = {
  version: 1,
  owners: {
    [OWNER]: {
      ...stamp,
      namespaces: ['corp.x'],
      flows: { daily: { deployed: 'old', file: 'daily.yml', reviewed: 'yesterday' }, gone: { deployed: 'x' } },
      files: { 'no-path': { deployed: 'y' } },
      dashboards: { sales: { deployed: 'z' } },
      tool: '9.0',
    },
    'acme/other': { ...stamp, namespaces: [], flows: {}, files: {}, keys: { k: { at: 1 } }, tool: '9.1' },
  },
  audit: { by: 'x' },
}

const daily = resourceKey({ kind: 'flow', namespace: 'corp.x', name: 'daily' })
const deployed = (content: string, stored: unknown, keeps: boolean, left?: string) => {
  const live = keeps ? content : left
  const reading = parseRecord('corp.x', stored)
  const own = reading.kind === 'read' ? reading.owners.get(OWNER) : undefined
  const name = { kind: 'flow' as const, namespace: 'corp.x', name: 'daily' }
  const state = {
    name,
    content,
    fingerprint: content as Fingerprint,
    size: content.length,
    file: 'daily.yml',
    revision: undefined,
    isDraft: false,
  }
  const next = nextRecords({
    stamp: { commit: 'd', committed: 8, run: 's' },
    desiredResources: new Map(keeps ? [[daily, state]] : []),
    recorded: own?.resources ?? new Map(),
    liveNow: new Map(live === undefined ? [] : [[daily, live as Fingerprint]]),
    updated: new Map(),
    ownedByOthers: new Map(),
    unsupportedKinds: new Set(),
    homesWithMore: new Set(own?.hasMore === true ? ['corp.x'] : []),
    intended: new Map(),
  }).get('corp.x')
  return JSON.parse(JSON.stringify(rewriteRecord(stored, { namespace: 'corp.x', owner: OWNER, next }) ?? null))
}

describe('a release that rewrites the record of a later one', () => {
  it('loses nothing that it does not know, and reports what it deployed', () => {
    const own = LATER.owners[OWNER]
    expect(deployed('new', LATER, true)).toEqual({
      ...LATER,
      owners: {
        ...LATER.owners,
        [OWNER]: {
          ...own,
          commit: 'd',
          committed: 8,
          run: 's',
          flows: { daily: { deployed: 'new', file: 'daily.yml', reviewed: 'yesterday' } },
        },
      },
    })
  })

  it('leaves what it does not know also when all else is deleted', () => {
    const { flows: _, ...rest } = LATER.owners[OWNER]
    const left = deployed('', LATER, false)
    expect(left.owners[OWNER]).toEqual({ ...rest, commit: 'd', committed: 8, run: 's', flows: {} })
    expect(left.owners['acme/other']).toEqual(LATER.owners['acme/other'])
  })
})

describe('a record of a release before 1.1', () => {
  it('is read with the mark of what was checked, and written without it', () => {
    const removed = { deployed: 'old', file: 'daily.yml', reviewed: 'yesterday' }
    const written = deployed('', aRecord({ flows: { daily: { ...removed, checked: 'old' } } }), false, 'old')
    expect(written.owners[OWNER].flows).toEqual({ daily: { ...removed, isGone: true } })
  })
})

describe('a record of which nothing is left', () => {
  it('is deleted with its last owner', () => {
    expect(deployed('', aRecord({ flows: { daily: {} } }), false)).toBeNull()
  })

  it('is written anew where it could not be read', () => {
    const written = deployed('new', { version: 'x', owners: {} }, true)
    expect(reported('corp.x', written)).toEqual([daily])
  })
})
