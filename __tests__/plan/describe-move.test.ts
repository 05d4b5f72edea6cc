import { expect, test } from 'vitest'
import { describeMove } from '../../src/plan/find-moves.ts'
import { NOTHING } from '../../src/resource/fingerprint.ts'
import type { ResourceName } from '../../src/resource/resource.ts'
import type { ResourceState } from '../../src/resource/resource-state.ts'

const aName = (overrides: Partial<ResourceName> = {}): ResourceName => ({
  ...{ kind: 'flow', namespace: 'company.team', name: 'daily' },
  ...overrides,
})

const aSide = (overrides: Partial<ResourceName> = {}): ResourceState => ({
  name: aName(overrides),
  ...{ file: 'flows/daily.yml', content: '', fingerprint: NOTHING, size: 0, revision: undefined, isDraft: false },
})

const NOT_FOLLOWING =
  'a rename on the server is a new flow: executions, logs, trigger state and webhook URLs stay with the old name'

const cases: { title: string; from: ResourceState; to: ResourceName; words: string[] }[] = [
  {
    title: 'says of a moved file that the server keeps the flow',
    from: aSide(),
    to: aName(),
    words: ['moved from `flows/daily.yml`, the same flow on the server'],
  },
  {
    title: 'says of a moved data file that the server keeps it',
    from: aSide({ kind: 'file' }),
    to: aName({ kind: 'file' }),
    words: ['moved from `flows/daily.yml`, the same namespace file on the server'],
  },
  {
    title: 'says what does not follow a renamed id',
    from: aSide(),
    to: aName({ name: 'nightly' }),
    words: [NOT_FOLLOWING],
  },
  {
    title: 'says what does not follow a renamed namespace',
    from: aSide(),
    to: aName({ namespace: 'company.data' }),
    words: [NOT_FOLLOWING, 'it now reads the key-value pairs, files and secrets of `company.data`'],
  },
  {
    title: 'says who must follow a namespace file to its new path',
    from: aSide({ kind: 'file', name: '/a.sql' }),
    to: aName({ kind: 'file', name: '/b.sql' }),
    words: ['its revisions stay with the old name; everything that reads it there must be updated'],
  },
  {
    title: 'says who must follow a namespace file to its new namespace',
    from: aSide({ kind: 'file' }),
    to: aName({ kind: 'file', namespace: 'company.data' }),
    words: ['its revisions stay with the old name; everything that reads it there must be updated'],
  },
]

test.each(cases)('$title', ({ from, to, words }) => {
  expect(describeMove(from, to)).toEqual(words)
})
