import { describe, expect, it, test } from 'vitest'
import { staleCheck } from '../../src/deploy/write-steps.ts'
import { UserError } from '../../src/finding/user-error.ts'
import { indexLive } from '../../src/kinds/kinds.ts'
import type { Step } from '../../src/plan/order-steps.ts'
import type { ReadResource } from '../resource/live-resources.ts'
import { serverInMemory } from '../support/server-in-memory.ts'
import { aStep, NAME, text } from './a-step.ts'

const aFileStep = (action: Step['action']): Step => ({ ...aStep(action, '/q.sql'), kind: 'file' })
const LEFT = 'on the server while this run was under way, and is left as it is. Run again to see it'

interface Row {
  readonly name: string
  readonly step: Step
  /** The content of the server at the time of the plan, and now. */
  readonly planned: string | undefined
  readonly now: string | undefined
  readonly message: string | undefined
  readonly reads?: number
}

const rows: readonly Row[] = [
  { name: 'an update of what is as it was', step: aStep('update', 'a'), planned: 'x', now: 'x', message: undefined },
  {
    name: 'an update of what was changed',
    step: aStep('update', 'a'),
    planned: 'x',
    now: 'y',
    message: `was changed ${LEFT}`,
  },
  {
    name: 'an update of what is as Git has it by now',
    step: aStep('update', 'a'),
    planned: 'x',
    now: 'after',
    message: 'was changed meanwhile, with the same content as in Git',
  },
  {
    name: 'an update of a deleted resource',
    step: aStep('update', 'a'),
    planned: 'x',
    now: undefined,
    message: undefined,
  },
  {
    name: 'a delete of what was changed',
    step: aStep('delete', 'a'),
    planned: 'x',
    now: 'y',
    message: `was changed ${LEFT}`,
  },
  {
    name: 'a delete of a deleted resource',
    step: aStep('delete', 'a'),
    planned: 'x',
    now: undefined,
    message: undefined,
  },
  {
    name: 'a create that the server itself refuses where there is one',
    ...{ step: aStep('create', 'a'), planned: undefined, now: 'y', message: undefined, reads: 0 },
  },
  {
    name: 'a create of a file that another client created first',
    ...{ step: aFileStep('create'), planned: undefined, now: 'y', message: `was created ${LEFT}` },
  },
  { name: 'a create of a file', step: aFileStep('create'), planned: undefined, now: undefined, message: undefined },
]

/** The last read is an hour old. */
const STALE = { readAt: -3_600_000, now: () => 0 }

const aResource = (resource: Pick<ReadResource, 'kind' | 'namespace' | 'name' | 'content'>): ReadResource => ({
  ...resource,
  revision: 1,
  isDraft: false,
})

test.each(rows)('$name', async ({ step, planned, now, message, reads = 1 }) => {
  const server = serverInMemory()
  const contentOf = (message: string) => (step.kind === 'file' ? Buffer.from(message) : text(step.name, message))
  const { kind, namespace, name } = step
  if (now !== undefined) server.put({ kind, namespace, name, content: contentOf(now) })
  const before = planned === undefined ? [] : [aResource({ kind, namespace, name, content: contentOf(planned) })]
  const findChange = staleCheck([step], { client: server.client, liveResources: indexLive(before), ...STALE })
  expect((await findChange(step))?.message).toBe(message)
  expect(server.calls).toHaveLength(reads)
})

test('what cannot be looked at is not written', async () => {
  const server = serverInMemory()
  server.earlier = () => new UserError('server-error', 'No (503).')
  const step = aStep('update', 'a')
  const findChange = staleCheck([step], { client: server.client, liveResources: new Map(), ...STALE })
  expect(await findChange(step)).toMatchObject({ isWritten: false, message: 'No (503).' })
})

describe('twenty updates that take a second each', () => {
  const names = Array.from({ length: 20 }, (_, index) => `f${10 + index}`)
  const steps = names.map((name) => aStep('update', name))

  /** The calls of a deploy; a reading of everything takes `readingMs`. */
  const play = async ({
    size = 10,
    readingMs = 0,
    edits = {},
  }: {
    size?: number
    readingMs?: number
    edits?: Record<number, string>
  }) => {
    const server = serverInMemory()
    const put = (name: string, message: string) =>
      server.put({ ...NAME, name, content: `${text(name, message)}#${'x'.repeat(size)}\n` })
    for (const name of names) put(name, 'before')
    let clock = 0
    const readings = () => server.calls.filter((call) => call === 'read all flows').length
    const now = () => clock + readings() * readingMs
    const options = { client: server.client, liveResources: indexLive([...server.resources.values()]), readAt: 0, now }
    const findChange = staleCheck(steps, options)
    const found: string[] = []
    for (const [second, step] of steps.entries()) {
      clock += 1000
      const edited = edits[second]
      if (edited !== undefined) put(edited, 'by hand')
      if ((await findChange(step)) !== undefined) found.push(step.name)
    }
    return { found, calls: server.calls }
  }

  it('are answered for by one reading every five seconds, and by a read of its own for the last', async () => {
    const { calls } = await play({})
    expect(calls.filter((call) => call === 'read all flows')).toHaveLength(3)
    expect(calls).toHaveLength(4)
  })

  it('see an edit that was made before the last reading', async () => {
    expect((await play({ edits: { 3: 'f16', 7: 'f24' } })).found).toEqual(['f16', 'f24'])
  })

  it('are read less often where a reading takes long, and never later than after half a minute', async () => {
    const calls = async (readingMs: number) =>
      (await play({ readingMs })).calls.filter((call) => call === 'read all flows')
    expect(await calls(1500)).toHaveLength(1)
    expect(await calls(10_000)).toHaveLength(1)
  })

  it('are read one by one where everything is much more than they are', async () => {
    const { calls } = await play({ size: 200_000 })
    expect(calls.every((call) => call.startsWith('read flow '))).toBe(true)
    expect(calls).toHaveLength(16)
  })
})
