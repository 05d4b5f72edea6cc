import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findMoves } from '../../src/plan/find-moves.ts'
import { hashOf, NOTHING } from '../../src/resource/fingerprint.ts'
import { type ResourceName, resourceKey } from '../../src/resource/resource.ts'
import type { ResourceMap, ResourceState } from '../../src/resource/resource-state.ts'
import { growth } from '../fixtures/growth.ts'

type PlacedResource = ResourceName & Pick<ResourceState, 'file' | 'content' | 'fingerprint'>

const statesOf = (resources: readonly PlacedResource[]): ResourceMap =>
  new Map(
    resources.map(({ kind, namespace, name, ...side }) => {
      const named = { kind, namespace, name }
      return [resourceKey(named), { name: named, ...side, size: 0, revision: undefined, isDraft: false }]
    }),
  )

/** Each as where it was and what it is now, by its present name. */
const movesOf = (options: { base: readonly PlacedResource[]; desired: readonly PlacedResource[] }) => {
  const desired = statesOf(options.desired)
  const moves = [...findMoves(statesOf(options.base), desired)].map(([key, from]) => ({ from, to: desired.get(key) }))
  const presentName = ({ to }: { to: ResourceState | undefined }) => (to === undefined ? '' : resourceKey(to.name))
  return moves.sort((a, b) => (presentName(a) < presentName(b) ? -1 : 1))
}

const bodyOf = (size: number, unequal = 0) =>
  Array.from({ length: size }, (_, line) => (line < unequal ? `# other ${line}\n` : `# line ${line}\n`)).join('')

const aFlow = (overrides: Partial<PlacedResource> & { body?: string } = {}): PlacedResource => {
  const { body = 'tasks: []\n', ...rest } = overrides
  const named = { kind: 'flow' as const, namespace: 'company.team', name: 'daily', file: 'flows/daily.yml', ...rest }
  return { content: `id: ${named.name}\nnamespace: ${named.namespace}\n${body}`, fingerprint: NOTHING, ...named }
}

const aFile = (overrides: Partial<PlacedResource> & { text?: string } = {}): PlacedResource => {
  const { text = 'select 1', ...rest } = overrides
  const name = { kind: 'file' as const, namespace: 'company.team', name: '/sql/q.sql', file: 'files/sql/q.sql' }
  return { ...name, content: undefined, fingerprint: hashOf(text), ...rest }
}

const cases: { title: string; base: PlacedResource[]; desired: PlacedResource[]; moves: string[] }[] = [
  { title: 'finds nothing where nothing moved', base: [aFlow()], desired: [aFlow({ body: 'x: 1\n' })], moves: [] },
  {
    title: 'knows a flow by its name when its file moved, however much was edited',
    base: [aFlow()],
    desired: [aFlow({ file: 'flows/team/daily.yml', body: 'all: other\n' })],
    moves: ['file company.team/daily > company.team/daily'],
  },
  {
    title: 'finds a renamed id by the rest of the source, whatever the file is called',
    base: [aFlow()],
    desired: [aFlow({ name: 'nightly', file: 'flows/nightly.yml' })],
    moves: ['name company.team/daily > company.team/nightly'],
  },
  {
    title: 'overlooks line ends and a revision line',
    base: [aFlow({ body: 'revision: 7\r\ntasks: []\r\n' })],
    desired: [aFlow({ name: 'nightly', file: 'n.yml' })],
    moves: ['name company.team/daily > company.team/nightly'],
  },
  {
    title: 'finds a renamed namespace',
    base: [aFlow(), aFlow({ name: 'hourly', file: 'flows/hourly.yml' })],
    desired: [
      aFlow({ namespace: 'company.data' }),
      aFlow({ namespace: 'company.data', name: 'hourly', file: 'h.yml' }),
    ],
    moves: ['namespace company.team/daily > company.data/daily', 'namespace company.team/hourly > company.data/hourly'],
  },
  {
    title: 'says id when both id and namespace changed',
    base: [aFlow()],
    desired: [aFlow({ namespace: 'company.data', name: 'nightly' })],
    moves: ['name company.team/daily > company.data/nightly'],
  },
  {
    title: 'follows the file when two flows of equal text were renamed',
    base: [aFlow({ name: 'a', file: '1.yml' }), aFlow({ name: 'b', file: '2.yml' })],
    desired: [aFlow({ name: 'z', file: '1.yml' }), aFlow({ name: 'c', file: '2.yml' })],
    moves: ['name company.team/b > company.team/c', 'name company.team/a > company.team/z'],
  },
  {
    title: 'takes four fifths of equal lines in the same file for a rename',
    base: [aFlow({ body: bodyOf(10) })],
    desired: [aFlow({ name: 'nightly', body: bodyOf(10, 2) })],
    moves: ['name company.team/daily > company.team/nightly'],
  },
  {
    title: 'takes fewer equal lines in the same file for another flow',
    base: [aFlow({ body: bodyOf(10) })],
    desired: [aFlow({ name: 'nightly', body: bodyOf(10, 3) })],
    moves: [],
  },
  {
    title: 'takes an edited flow in another file for another flow',
    base: [aFlow({ body: bodyOf(10) })],
    desired: [aFlow({ name: 'nightly', file: 'nightly.yml', body: bodyOf(10, 1) })],
    moves: [],
  },
  {
    title: 'counts repeated lines once each',
    base: [aFlow({ body: 'a\n'.repeat(9) })],
    desired: [aFlow({ name: 'nightly', body: `${'a\n'.repeat(9)}${'b\n'.repeat(30)}` })],
    moves: [],
  },
  {
    title: 'moves a namespace file of equal bytes to its new path',
    base: [aFile()],
    desired: [aFile({ name: '/queries/q.sql' })],
    moves: ['name company.team//sql/q.sql > company.team//queries/q.sql'],
  },
  {
    title: 'moves a namespace file of equal bytes to its new namespace',
    base: [aFile()],
    desired: [aFile({ namespace: 'company.data', file: 'data/q.sql' })],
    moves: ['namespace company.team//sql/q.sql > company.data//sql/q.sql'],
  },
  {
    title: 'takes an edited namespace file at another path for another file',
    base: [aFile()],
    desired: [aFile({ name: '/queries/q.sql', text: 'select 2' })],
    moves: [],
  },
  {
    title: 'keeps file names together when a folder of equal files was renamed',
    base: [aFile({ name: '/a/x.py', file: 'a/x.py' }), aFile({ name: '/a/y.py', file: 'a/y.py' })],
    desired: [aFile({ name: '/b/y.py', file: 'b/y.py' }), aFile({ name: '/c/x.py', file: 'c/x.py' })],
    moves: ['name company.team//a/y.py > company.team//b/y.py', 'name company.team//a/x.py > company.team//c/x.py'],
  },
  {
    title: 'never takes a namespace file for a flow',
    base: [aFlow({ content: 'same' })],
    desired: [aFile({ content: 'same' })],
    moves: [],
  },
  {
    title: 'does not compare flows whose text is not known as text',
    base: [aFlow({ content: new Uint8Array([1]) })],
    desired: [aFlow({ name: 'nightly' })],
    moves: [],
  },
  {
    title: 'does not call it a move when one side has no file',
    base: [{ ...aFlow(), file: undefined }],
    desired: [aFlow()],
    moves: [],
  },
]

test.each(cases)('$title', ({ base, desired, moves }) => {
  const shown = (side: ResourceState | undefined) => `${side?.name.namespace}/${side?.name.name}`
  expect(
    movesOf({ base, desired }).map(({ from, to }) => `${changedOf(from, to)} ${shown(from)} > ${shown(to)}`),
  ).toEqual(moves)
})

const changedOf = ({ name: from }: ResourceState, to: ResourceState | undefined): string => {
  if (from.name !== to?.name.name) return 'name'
  return from.namespace === to.name.namespace ? 'file' : 'namespace'
}

test('pairs 1,600 renamed flows, in time that grows with their number and not with its square', () => {
  const many = (prefix: string, count: number, edits: number) =>
    Array.from({ length: count }, (_, n) =>
      aFlow({ name: `${prefix}${n}`, file: `${n}.yml`, body: `# ${n}\n${bodyOf(30, edits)}` }),
    )
  const pairing = (count: number) => {
    const [base, desired] = [many('old', count, 0), many('current', count, 2)]
    const resourceStates = [statesOf(base ?? []), statesOf(desired ?? [])] as const
    return () => expect(findMoves(...resourceStates).size).toBe(count)
  }
  expect(growth([200, 1600], pairing)).toBeLessThan(24)
})

test('uses every resource at most once and does not depend on the order of its lists', () => {
  const resource = fc.record({
    kind: fc.constantFrom('flow' as const, 'file' as const),
    namespace: fc.constantFrom('a', 'b'),
    name: fc.constantFrom('x', 'y', 'z'),
    file: fc.constantFrom('1', '2', '3'),
    content: fc.constantFrom('p', 'q', 'p\nq'),
    fingerprint: fc.constant(NOTHING),
  })
  const resources = fc.uniqueArray(resource, { selector: (r) => `${r.kind} ${r.namespace} ${r.name}`, maxLength: 12 })
  fc.assert(
    fc.property(resources, resources, (base, desired) => {
      const moves = movesOf({ base, desired })
      expect(new Set(moves.map(({ from }) => from)).size).toBe(moves.length)
      expect(new Set(moves.map(({ to }) => to)).size).toBe(moves.length)
      expect(movesOf({ base: base.toReversed(), desired: desired.toReversed() })).toEqual(moves)
    }),
  )
})
