import { describe, expect, it } from 'vitest'
import { concurrentBatches, writeSteps } from '../../src/deploy/write-steps.ts'
import { indexLive } from '../../src/kinds/kinds.ts'
import type { Step } from '../../src/plan/order-steps.ts'
import { serverInMemory } from '../support/server-in-memory.ts'
import { aStep } from './a-step.ts'

const SIGNS = { create: '+', update: '~', delete: '-' }
const ACTIONS = ['create', 'update', 'delete'] as const

/** `+/sql/a` creates a file, `~/sql/a` updates it, `-/sql/a` deletes it; a name without a slash is a flow. */
const stepOf = (word: string): Step => {
  const name = word.slice(1)
  const [action = 'delete'] = ACTIONS.filter((each) => SIGNS[each] === word[0])
  return { ...aStep(action, name), kind: name.startsWith('/') ? 'file' : 'flow' }
}

const wordOf = ({ action, name }: Step): string => `${SIGNS[action]}${name}`

const liveResources = indexLive(
  ['/top.sql', '/sql/there.sql'].map((name) => ({
    ...{ kind: 'file', namespace: 'company.team', name, content: 'x', revision: undefined, isDraft: false },
  })),
)

describe('writes that may be under way at the same time', () => {
  it.each([
    {
      what: 'files of folders that are there, four at once',
      ...{ steps: '+/a +/b ~/sql/a +/sql/b +/sql/c', expected: '+/a +/b ~/sql/a +/sql/b|+/sql/c' },
    },
    {
      what: 'the first file of a new folder alone',
      steps: '+/a +/new/a +/new/b +/new/c',
      expected: '+/a|+/new/a|+/new/b +/new/c',
    },
    { what: 'the first files of two new folders one by one', steps: '+/n/a +/n/b/a', expected: '+/n/a|+/n/b/a' },
    { what: 'flows one by one', steps: '+a ~b -c', expected: '+a|~b|-c' },
    { what: 'deletes one by one', steps: '~/a -/sql/a -/sql/b', expected: '~/a|-/sql/a|-/sql/b' },
    { what: 'no file beside a flow', steps: '+/a +b +/c', expected: '+/a|+b|+/c' },
  ])('$what', ({ steps, expected }) => {
    const batches = concurrentBatches(steps.split(' ').map(stepOf), liveResources)
    expect(batches.map((batch) => batch.map(wordOf).join(' ')).join('|')).toBe(expected)
  })
})

describe('of writes side by side', () => {
  const names = ['/a', '/b', '/c', '/d', '/e']
  const write = async (begin: (server: ReturnType<typeof serverInMemory>) => void) => {
    const server = serverInMemory()
    begin(server)
    const results = await writeSteps(
      names.map((name) => stepOf(`+${name}`)),
      {
        ...{ client: server.client, liveResources, onProgress: () => undefined },
        ...{ signal: new AbortController().signal, readAt: -3_600_000, now: () => 0 },
      },
    )
    return {
      results: [...results].map(([key, { isWritten }]) => `${key.split('/').at(-1)} ${isWritten}`).toSorted(),
      stored: names.filter((name) => String(server.get('file', 'company.team', name)?.content).includes('after')),
    }
  }

  it('those beside one that fails come to their end, and none is begun after it', async () => {
    const { results, stored } = await write((server) => {
      server.earlier = ({ verb, name }) =>
        verb === 'write' && name === '/b' ? { kind: 'refused', message: 'no' } : undefined
    })
    expect(results).toEqual(['a true', 'b false', 'c true', 'd true'])
    expect(stored).toEqual(['/a', '/c', '/d'])
  })

  it('none begins after one that another client created first', async () => {
    const { results, stored } = await write((server) =>
      server.put({ kind: 'file', namespace: 'company.team', name: '/b', content: 'by hand' }),
    )
    expect(results).toEqual(['a true', 'b false'])
    expect(stored).toEqual(['/a'])
  })
})
