import { describe, expect, it } from 'vitest'
import { writeStep } from '../../src/deploy/write-step.ts'
import { contentOf } from '../../src/kinds/key-value/pair.ts'
import { UserError } from '../../src/problem/user-error.ts'
import { type Fate, type ServerInMemory, serverInMemory } from '../hands/server-in-memory.ts'
import { NAME, text } from './a-step.ts'

const CONTENT = text('one', 'after')

/** Creates a flow whose write ends so. */
const create = async (fate: Fate, arrange: (server: ServerInMemory) => void = () => undefined) => {
  const server = serverInMemory()
  server.fate = ({ verb }) => (verb === 'write' ? fate : undefined)
  arrange(server)
  const written = await writeStep(server.client, { name: { ...NAME, name: 'one' }, content: CONTENT, isNew: true })
  return { written, server }
}

describe('a write without a clear answer', () => {
  it('that the server had not ended is not called failed: it may be stored at any time', async () => {
    const timeouts: readonly Fate[] = [
      new UserError('server-timeout', 'No answer.'),
      { kind: 'unclear', message: 'No answer.', fate: 'under way' },
    ]
    for (const fate of timeouts)
      expect((await create(fate)).written).toEqual({
        ...{ isWritten: false, isUnknown: true, isEnded: false },
        message: 'No answer. The server may still carry it out: whether it does cannot be told.',
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
    const { written, server } = await create({ kind: 'unclear', message: 'Boom (500).', fate: 'lost' }, (of) => {
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
    server.fate = () => ({ kind: 'refused', message: 'Cannot use "hunter2" for db_password (422).' })
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
