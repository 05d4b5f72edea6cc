import { expect, test } from 'vitest'
import { rollBack } from '../../src/deploy/roll-back.ts'
import type { StepResult } from '../../src/deploy/write-step.ts'
import { UserError } from '../../src/finding/user-error.ts'
import { explainUnavailable } from '../../src/kestra/http/explain-connection.ts'
import type { Step } from '../../src/plan/order-steps.ts'
import { type ResourceKey, resourceName } from '../../src/resource/resource.ts'
import { type Fate, type ServerCall, type ServerInMemory, serverInMemory } from '../support/server-in-memory.ts'
import { aStep, held, NAME, someone, text } from './a-step.ts'

/** The server as a run left it that took these steps. */
const afterwards = (steps: readonly Step[]): ServerInMemory => {
  const server = serverInMemory()
  for (const { name, before } of steps) if (before !== undefined) server.put({ ...NAME, name, content: before })
  for (const { name, content } of steps)
    if (content === undefined) server.delete('flow', NAME.namespace, name)
    else server.put({ ...NAME, name, content })
  return server
}

const answers =
  (verb: ServerCall['verb'], name: string, earlier: Fate) =>
  (server: ServerInMemory): void => {
    server.earlier = (call) => (call.verb === verb && call.name === name ? earlier : undefined)
  }

const reported = ([key, result]: readonly [ResourceKey, StepResult]): string =>
  [
    resourceName(key).name,
    ...(result.isWritten ? ['put back', `revision ${result.revision}`] : ['left']),
    ...(result.message ? [result.message] : []),
  ].join(', ')

const [one, two, three] = [aStep('update', 'one'), aStep('create', 'two'), aStep('delete', 'three')]
const NOT_READ = new UserError('server-error', 'Cannot read it (503).')
const ALL_THE_SAME = 'was put back, but the server holds something else: run again to see it'
const CHANGED = 'another client changed it on the server since; it is left as it is'

interface Row {
  readonly name: string
  readonly written: readonly Step[]
  readonly when?: (server: ServerInMemory) => void
  readonly expected: readonly string[]
  /** The final content of the server. */
  readonly live: string
}

const rows: readonly Row[] = [
  { name: 'nothing was written', written: [], expected: [], live: '' },
  {
    name: 'all is well: the newest first, an update by its old text, a delete by a create, a create by a delete',
    written: [one, two, three],
    expected: ['three, put back, revision 1', 'two, put back, revision null', 'one, put back, revision 3'],
    live: 'one before, three before',
  },
  {
    name: 'another client changed what was updated',
    written: [one, two],
    when: (server) => someone(server, 'one'),
    ...{ expected: ['two, put back, revision null', `one, left, ${CHANGED}`], live: 'one by hand' },
  },
  {
    name: 'another client deleted what was updated',
    written: [one],
    when: (server) => server.delete('flow', NAME.namespace, 'one'),
    ...{ expected: [`one, left, ${CHANGED}`], live: '' },
  },
  {
    name: 'another client has already restored the old text',
    written: [one],
    when: (server) => server.put({ ...NAME, name: 'one', content: text('one', 'before') }),
    ...{ expected: [`one, left, ${CHANGED}`], live: 'one before' },
  },
  {
    name: 'another client changed what was created',
    written: [two],
    when: (server) => someone(server, 'two'),
    ...{ expected: [`two, left, ${CHANGED}`], live: 'two by hand' },
  },
  {
    name: 'another client created again what was deleted',
    written: [three],
    when: (server) => someone(server, 'three'),
    ...{ expected: [`three, left, ${CHANGED}`], live: 'three by hand' },
  },
  {
    name: 'one cannot be read, and the others can',
    written: [one, two, three],
    when: answers('read', 'two', NOT_READ),
    expected: ['three, put back, revision 1', 'two, left, Cannot read it (503).', 'one, put back, revision 3'],
    live: 'one before, three before, two after',
  },
  {
    name: 'the server refuses the old text, and the others are put back',
    written: [one, two],
    when: answers('write', 'one', { kind: 'refused', message: 'no' }),
    ...{ expected: ['two, put back, revision null', 'one, left, no'], live: 'one after' },
  },
  {
    name: 'the answer is lost, and it was stored',
    written: [one],
    when: answers('write', 'one', { kind: 'lost', message: 'bad gateway' }),
    ...{ expected: ['one, put back, revision 3'], live: 'one before' },
  },
  {
    name: 'the answer is lost, and it was not stored',
    written: [one],
    when: answers('write', 'one', { kind: 'unclear', message: 'bad gateway' }),
    ...{ expected: ['one, left, bad gateway'], live: 'one after' },
  },
  {
    name: 'the run is ended before the server takes the old text',
    written: [one],
    when: answers('write', 'one', { kind: 'ended' }),
    ...{ expected: ['one, left, the run ended before the server accepted it'], live: 'one after' },
  },
  {
    name: 'a created resource is missing at the time of its delete',
    written: [two],
    when: answers('remove', 'two', { kind: 'missing' }),
    ...{ expected: [`two, left, ${ALL_THE_SAME}`], live: 'two after' },
  },
  {
    name: 'something else than the server answers that it was put back',
    written: [one, two],
    when: answers('write', 'one', { kind: 'saved', revision: 3 }),
    ...{ expected: ['two, put back, revision null', `one, left, ${ALL_THE_SAME}`], live: 'one after' },
  },
  {
    name: 'what was put back cannot be read afterwards',
    written: [one],
    when: (server) => {
      let reads = 0
      server.earlier = ({ verb }) => {
        if (verb === 'read') reads += 1
        return verb === 'read' && reads > 1 ? NOT_READ : undefined
      }
    },
    expected: ['one, left, cannot verify whether it was put back: Cannot read it (503).'],
    live: 'one before',
  },
  {
    name: 'the server was given up before: not one call, and no word each',
    written: [one, two],
    when: (server) => {
      server.unavailableError = explainUnavailable('https://kestra.acme.io')
    },
    ...{ expected: ['two, left', 'one, left'], live: 'one after, two after' },
  },
  {
    name: 'the server goes away meanwhile: what is left then is left without a word',
    written: [one, two, three],
    when: (server) => {
      server.earlier = ({ name }) => {
        if (name === 'two') server.unavailableError = explainUnavailable('https://kestra.acme.io')
        return server.unavailableError
      }
    },
    expected: ['three, put back, revision 1', 'two, left', 'one, left'],
    live: 'one after, three before, two after',
  },
]

test.each(rows)('where $name', async ({ written, when, expected, live }) => {
  const server = afterwards(written)
  when?.(server)
  const results = await rollBack(server.client, written, new Map())
  expect([...results].map(reported)).toEqual(expected)
  expect(held(server)).toBe(live)
})
