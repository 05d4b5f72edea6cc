import { describe, expect, it } from 'vitest'
import { writeStep } from '../../src/deploy/write-step.ts'
import { UserError } from '../../src/finding/user-error.ts'
import { contentOf } from '../../src/kinds/key-value/value/pair.ts'
import { type Fate, type ServerInMemory, serverInMemory } from '../support/server-in-memory.ts'
import { NAME, text } from './a-step.ts'

const CONTENT = text('one', 'after')

/** Creates a flow whose write ends so. */
const create = async (earlier: Fate, arrange: (server: ServerInMemory) => void = () => undefined) => {
  const server = serverInMemory()
  server.earlier = ({ verb }) => (verb === 'write' ? earlier : undefined)
  arrange(server)
  const written = await writeStep(server.client, { name: { ...NAME, name: 'one' }, content: CONTENT, isNew: true })
  return { written, server }
}

describe('a write without a clear answer', () => {
  it('that the server had not ended is not called failed: it may be stored at any time', async () => {
    const timeouts: readonly Fate[] = [
      new UserError('server-timeout', 'No answer.'),
      { kind: 'unclear', message: 'No answer.', earlier: 'under way' },
    ]
    for (const earlier of timeouts)
      expect((await create(earlier)).written).toEqual({
        ...{ isWritten: false, isUnknown: true, isEnded: false },
        message: 'No answer. The server may still carry it out; this run cannot verify it.',
      })
  })

  it('whose connection was lost is looked at twice: the server may need a moment to end it', async () => {
    const lost = new UserError('server-unreachable', 'The connection was cut.')
    const { written, server } = await create(lost, (of) => {
      of.onPause = () => of.put({ ...NAME, name: 'one', content: CONTENT })
    })
    expect(written).toMatchObject({ isWritten: true, message: expect.stringContaining('stored, although') })
    expect(server.calls.filter((call) => call.startsWith('read'))).toHaveLength(2)
    expect((await create(lost)).written).toMatchObject({ isWritten: false, isUnknown: false })
  })

  it('that was answered after an attempt that was lost is looked at twice too', async () => {
    const { written, server } = await create({ kind: 'unclear', message: 'Boom (500).', earlier: 'lost' }, (of) => {
      of.onPause = () => of.put({ ...NAME, name: 'one', content: CONTENT })
    })
    expect(written).toMatchObject({ isWritten: true, message: expect.stringContaining('stored, although') })
    expect(server.calls.filter((call) => call.startsWith('read'))).toHaveLength(2)
  })

  it('that the server answered is looked at once', async () => {
    const { written, server } = await create({ kind: 'unclear', message: 'Boom (500).' })
    expect(written).toMatchObject({ isWritten: false, isUnknown: false, message: 'Boom (500).' })
    expect(server.calls.filter((call) => call.startsWith('read'))).toHaveLength(1)
  })
})

describe('a write that the server refuses', () => {
  it('repeats no credential of what was written, although the server quotes it', async () => {
    const server = serverInMemory()
    server.earlier = () => ({ kind: 'refused', message: 'Cannot use "hunter2" for db_password (422).' })
    const name = { kind: 'key-value', namespace: 'company.team', name: 'db_password' } as const
    const content = contentOf({ type: 'STRING', value: 'hunter2' })
    expect(await writeStep(server.client, { name, content, isNew: true })).toMatchObject({
      message: 'Cannot use "(hidden, 7 bytes)" for db_password (422).',
    })
    const plain = contentOf({ type: 'STRING', value: 'hunter2' })
    expect(
      await writeStep(server.client, { name: { ...name, name: 'db' }, content: plain, isNew: true }),
    ).toMatchObject({
      message: 'Cannot use "hunter2" for db_password (422).',
    })
  })
})

describe('a write that the server stores under another name', () => {
  const STRAY = { namespace: 'prod', name: 'hidden' }

  it('is a failure that names it, and what it made is deleted by that name', async () => {
    const { written, server } = await create(undefined, (of) => {
      of.strays = STRAY
    })
    expect(written).toEqual({
      ...{ isWritten: false, isUnknown: false, isEnded: false },
      message: 'the server reads another flow in this text and stored it as prod.hidden; it was deleted again',
    })
    expect([...server.resources.values()]).toEqual([])
  })

  it('does not delete what may belong to another client', async () => {
    const left: readonly [string, (server: ServerInMemory) => void][] = [
      ['it is at revision 2', (of) => of.put({ kind: 'flow', ...STRAY, content: 'id: theirs\n' })],
      ['another client has changed it since', (of) => changeBefore(of, 'read', 'id: theirs\n')],
      ['it no longer exists', (of) => changeBefore(of, 'read', undefined)],
    ]
    for (const [why, arrange] of left) {
      const { written, server } = await create(undefined, (of) => {
        of.strays = STRAY
        arrange(of)
      })
      expect(written).toMatchObject({ isWritten: false, message: expect.stringContaining(`because ${why}`) })
      expect(server.calls.filter((call) => call.startsWith('remove'))).toEqual([])
    }
  })

  it('is never deleted after an update: it was there before', async () => {
    const server = serverInMemory()
    server.put({ ...NAME, name: 'one', content: 'id: one\n' })
    server.strays = STRAY
    const written = await writeStep(server.client, { name: { ...NAME, name: 'one' }, content: CONTENT, isNew: false })
    expect(written).toMatchObject({
      isWritten: false,
      message: expect.stringContaining('because it may have existed before'),
    })
    expect(server.get('flow', 'prod', 'hidden')).toMatchObject({ content: CONTENT })
  })

  it('says so where it cannot be deleted again', async () => {
    const ends: readonly Fate[] = [
      new UserError('server-gone', 'It is gone.'),
      { kind: 'refused', message: 'It is gone.' },
    ]
    for (const earlier of ends) {
      const server = serverInMemory()
      server.strays = STRAY
      server.earlier = ({ verb }) => (verb === 'remove' ? earlier : undefined)
      const written = await writeStep(server.client, { name: { ...NAME, name: 'one' }, content: CONTENT, isNew: true })
      expect(written).toMatchObject({
        message: expect.stringMatching(/could not be deleted again: It is gone\..*by hand$/),
      })
    }
  })

  /** Another client is faster than the run. */
  const changeBefore = (server: ServerInMemory, verb: string, content: string | undefined): void => {
    server.earlier = (call) => {
      if (call.verb !== verb) return undefined
      if (content === undefined) server.delete('flow', STRAY.namespace, STRAY.name)
      else server.put({ kind: 'flow', ...STRAY, content, revision: 1 })
      return undefined
    }
  }
})
