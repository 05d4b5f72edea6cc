import { expect, test } from 'vitest'
import { describeMove, type Move, type PlacedResource } from '../../src/plan/find-moves.ts'
import { NOTHING } from '../../src/resource/fingerprint.ts'

const aFlow = (overrides: Partial<PlacedResource> & { file?: string } = {}) => ({
  kind: 'flow' as const,
  namespace: 'company.team',
  name: 'daily',
  file: 'flows/daily.yml',
  content: '',
  fingerprint: NOTHING,
  ...overrides,
})

const NOT_FOLLOWING =
  'a rename on the server is a new flow: executions, logs, trigger state and webhook URLs stay with the old name'

const cases: { title: string; move: Move; words: string[] }[] = [
  {
    title: 'says of a moved file that the server keeps the flow',
    move: { changed: 'file', from: aFlow(), to: aFlow({ file: 'daily.yml' }) },
    words: ['moved from `flows/daily.yml`, the same flow on the server'],
  },
  {
    title: 'says of a moved data file that the server keeps it',
    move: { changed: 'file', from: aFlow({ kind: 'file' }), to: aFlow({ kind: 'file', file: 'daily.yml' }) },
    words: ['moved from `flows/daily.yml`, the same namespace file on the server'],
  },
  {
    title: 'says what does not follow a renamed id',
    move: { changed: 'name', from: aFlow(), to: aFlow({ name: 'nightly' }) },
    words: [NOT_FOLLOWING],
  },
  {
    title: 'says what does not follow a renamed namespace',
    move: { changed: 'namespace', from: aFlow(), to: aFlow({ namespace: 'company.data' }) },
    words: [NOT_FOLLOWING, 'it now reads the key-value pairs, files and secrets of `company.data`'],
  },
  {
    title: 'says who must follow a namespace file to its new path',
    move: {
      changed: 'name',
      from: aFlow({ kind: 'file', name: '/a.sql' }),
      to: aFlow({ kind: 'file', name: '/b.sql' }),
    },
    words: ['its revisions stay with the old name; what reads it there must follow'],
  },
  {
    title: 'says who must follow a namespace file to its new namespace',
    move: {
      changed: 'namespace',
      from: aFlow({ kind: 'file' }),
      to: aFlow({ kind: 'file', namespace: 'company.data' }),
    },
    words: ['its revisions stay with the old name; what reads it there must follow'],
  },
]

test.each(cases)('$title', ({ move, words }) => {
  expect(describeMove(move)).toEqual(words)
})
