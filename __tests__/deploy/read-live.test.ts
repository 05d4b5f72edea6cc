import { expect, test } from 'vitest'
import { type ReadBack, readBack } from '../../src/deploy/read-live.ts'
import { isUserError, UserError } from '../../src/finding/user-error.ts'
import { indexLive } from '../../src/kinds/kinds.ts'
import type { Step } from '../../src/plan/order-steps.ts'
import type { ResourceMap } from '../../src/resource/resource-state.ts'
import { serverInMemory } from '../support/server-in-memory.ts'
import { aStep } from './a-step.ts'

const FLOWS = ['a', 'b', 'c', 'd', 'e', 'f']
const files = (namespace: string): Step[] =>
  ['/a', '/b', '/c', '/d', '/e', '/f'].map((name) => ({ ...aStep('create', name), kind: 'file', namespace }))
interface Row {
  readonly name: string
  readonly written: readonly Step[]
  readonly isFailing?: boolean
  /** So many bytes of flows the server held. */
  readonly before?: number
  readonly calls: readonly string[]
  /** For each name, in order: whether the server has it, or why that is not known. */
  readonly found: readonly string[]
}

const rows: readonly Row[] = [
  { name: 'nothing', written: [], calls: [], found: [] },
  {
    name: 'five resources, one by one',
    written: FLOWS.slice(0, 5).map((name) => aStep('update', name)),
    calls: FLOWS.slice(0, 5).map((name) => `read flow company.team ${name}`),
    found: ['there', 'absent', 'there', 'absent', 'there'],
  },
  {
    name: 'six flows, all at once',
    written: FLOWS.map((name) => aStep('update', name)),
    calls: ['read all flows'],
    found: ['there', 'absent', 'there', 'absent', 'there', 'absent'],
  },
  {
    name: 'six files of each of two namespaces, namespace by namespace',
    written: [...files('x'), ...files('y')],
    calls: ['read all files', 'read all files'],
    found: Array.from({ length: 12 }, () => 'absent'),
  },
  {
    name: 'a file of each of six namespaces, one by one',
    written: ['u', 'v', 'w', 'x', 'y', 'z'].flatMap((namespace) => files(namespace).slice(0, 1)),
    calls: ['u', 'v', 'w', 'x', 'y', 'z'].map((namespace) => `read file ${namespace} /a`),
    found: Array.from({ length: 6 }, () => 'absent'),
  },
  {
    name: 'six flows of a server that has 100 kB of them for each, one by one',
    written: FLOWS.map((name) => aStep('update', name)),
    before: 700_000,
    calls: FLOWS.map((name) => `read flow company.team ${name}`),
    found: ['there', 'absent', 'there', 'absent', 'there', 'absent'],
  },
  {
    name: 'what fails, one by one',
    ...{ written: [aStep('update', 'a')], isFailing: true },
    ...{ calls: ['read flow company.team a'], found: ['No (503).'] },
  },
  {
    name: 'what fails, all at once',
    ...{ written: FLOWS.map((name) => aStep('update', name)), isFailing: true },
    ...{ calls: ['read all flows'], found: FLOWS.map(() => 'No (503).') },
  },
]

const flowsOf = (bytes: number): ResourceMap =>
  indexLive([{ kind: 'flow', namespace: 'x', name: 'x', content: 'x'.repeat(bytes), revision: 1, isDraft: false }])

const reported = (one: ReadBack): string => {
  if (isUserError(one)) return one.message
  return one === undefined ? 'absent' : 'there'
}

test.each(rows)('reads back $name', async ({ written, isFailing = false, before = 0, calls, found }) => {
  const server = serverInMemory()
  for (const name of ['a', 'c', 'e']) server.put({ kind: 'flow', namespace: 'company.team', name, content: name })
  if (isFailing) server.earlier = () => new UserError('server-error', 'No (503).')
  const read = await readBack(server.client, written, flowsOf(before))
  expect(server.calls).toEqual(calls)
  expect([...read.values()].map(reported)).toEqual(found)
})
