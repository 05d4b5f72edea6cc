import type { ApplyOptions } from '../../src/deploy/apply-plan.ts'
import { UserError } from '../../src/finding/user-error.ts'
import { explainUnavailable } from '../../src/kestra/http/explain-connection.ts'
import type { Fate, ServerCall, ServerInMemory } from '../support/server-in-memory.ts'
import { NAME, someone, text } from './a-step.ts'

/** The fate of the nth call, counted from 1; the other calls are carried out. */
const at = (verb: ServerCall['verb'], name: string, nth: number, happens: (server: ServerInMemory) => unknown) => {
  let count = 0
  return (server: ServerInMemory): void => {
    server.earlier = (call) => {
      if (call.verb === verb && call.name === name) count += 1
      else return undefined
      return count === nth ? (happens(server) as Fate) : undefined
    }
  }
}

const both =
  (...all: readonly ((server: ServerInMemory) => void)[]) =>
  (server: ServerInMemory): void => {
    const fates = all.map((each) => {
      each(server)
      return server.earlier
    })
    server.earlier = (call) => fates.map((earlier) => earlier(call)).find((earlier) => earlier !== undefined)
  }

const REFUSED = { kind: 'refused', message: 'no' } as const
const CANCELLED = new UserError('cancelled', 'The run was cancelled.')
const cancelled = new AbortController()
const cancelledEarly = new AbortController()
const cancelledWaiting = new AbortController()
const asGitHasIt = (server: ServerInMemory): void => server.put({ ...NAME, name: 'two', content: text('two', 'after') })
const NOT_READ = new UserError('server-error', 'Cannot read it (503).')
const goes = (server: ServerInMemory): Fate => {
  server.unavailableError = explainUnavailable('https://kestra.acme.io')
  return server.unavailableError
}

interface Row {
  readonly name: string
  readonly when: (server: ServerInMemory) => void
  readonly options?: Partial<ApplyOptions>
  /** The outcomes of `one`, `two` and `three`. */
  readonly outcomes: string
  /** The final content of the server. */
  readonly live: string
  /** The resource with a message, and that message. */
  readonly message?: readonly [name: string, RegExp]
  /** A notice about the whole deploy. */
  readonly notice?: RegExp
}

const DONE = 'one after, two after'
const AS_BEFORE = 'one before, three before'

/** Events while `one` is updated, `two` created and `three` deleted. */
export const rows: readonly Row[] = [
  { name: 'all is well', when: () => undefined, outcomes: 'applied, applied, applied', live: DONE },
  {
    name: 'the first write is refused',
    when: at('write', 'one', 1, () => REFUSED),
    ...{ outcomes: 'failed, not-attempted, not-attempted', live: AS_BEFORE, message: ['one', /^no$/] },
  },
  {
    name: 'a create is refused: the update before it is put back',
    when: at('write', 'two', 1, () => REFUSED),
    ...{ outcomes: 'rolled-back, failed, not-attempted', live: AS_BEFORE },
  },
  {
    name: 'a delete is refused: update and create are put back',
    when: at('remove', 'three', 1, () => REFUSED),
    ...{ outcomes: 'rolled-back, rolled-back, failed', live: AS_BEFORE },
  },
  {
    name: 'a write is refused, and "on-failure" is "stop"',
    when: at('write', 'two', 1, () => REFUSED),
    options: { onFailure: 'stop' },
    ...{ outcomes: 'applied, failed, not-attempted', live: 'one after, three before' },
    notice: /"on-failure" is "stop"/,
  },
  {
    name: 'the answer to a write that was stored is an error',
    when: at('write', 'two', 1, () => ({ kind: 'lost', message: 'bad gateway' })),
    ...{ outcomes: 'applied, applied, applied', live: DONE, message: ['two', /stored, although .*bad gateway/] },
  },
  {
    name: 'the answer to a write that was not stored is an error',
    when: at('write', 'two', 1, () => ({ kind: 'unclear', message: 'bad gateway' })),
    ...{ outcomes: 'rolled-back, failed, not-attempted', live: AS_BEFORE, message: ['two', /^bad gateway$/] },
  },
  {
    name: 'it is unknown whether a write was stored',
    when: both(
      at('write', 'two', 1, () => ({ kind: 'unclear', message: 'bad gateway' })),
      at('read', 'two', 1, () => NOT_READ),
    ),
    outcomes: 'rolled-back, failed (unknown), not-attempted',
    ...{ live: AS_BEFORE, message: ['two', /Cannot verify whether it was stored/] },
  },
  {
    name: 'the resource to delete is already deleted',
    when: at('remove', 'three', 1, (server) => server.delete('flow', NAME.namespace, 'three')),
    ...{ outcomes: 'applied, applied, applied', live: DONE, message: ['three', /was already deleted/] },
  },
  {
    name: 'another client creates it first',
    when: at('write', 'two', 1, (server) => someone(server, 'two')),
    outcomes: 'rolled-back, failed, not-attempted',
    ...{ live: 'one before, three before, two by hand', message: ['two', /was created on the server/] },
  },
  {
    name: 'another run of the same commit creates it first',
    when: at('write', 'two', 1, asGitHasIt),
    ...{
      outcomes: 'applied, applied, applied',
      live: DONE,
      message: ['two', /was created meanwhile, with the same content as in Git/],
    },
  },
  {
    name: 'another run of the same commit creates it first: what others wrote is not put back',
    when: both(
      at('write', 'two', 1, asGitHasIt),
      at('remove', 'three', 1, () => REFUSED),
    ),
    outcomes: 'rolled-back, not-attempted, failed',
    ...{
      live: 'one before, three before, two after',
      message: ['two', /was created meanwhile, with the same content as in Git/],
    },
  },
  {
    name: 'another client creates it first, and a resource cannot be read',
    when: both(
      at('write', 'two', 1, asGitHasIt),
      at('read', 'two', 1, () => NOT_READ),
    ),
    outcomes: 'rolled-back, failed, not-attempted',
    ...{ live: 'one before, three before, two after', message: ['two', /was created on the server/] },
  },
  {
    name: 'another run of the same commit writes it first, when the plan is not fresh',
    when: (server) => server.put({ ...NAME, name: 'one', content: text('one', 'after') }),
    options: { readAt: Number.NEGATIVE_INFINITY },
    ...{
      outcomes: 'applied, applied, applied',
      live: DONE,
      message: ['one', /was changed meanwhile, with the same content as in Git/],
    },
  },
  {
    name: 'another client deletes the resource to update',
    when: at('write', 'one', 1, (server) => server.delete('flow', NAME.namespace, 'one')),
    outcomes: 'failed, not-attempted, not-attempted',
    ...{ live: 'three before', message: ['one', /was deleted on the server/] },
  },
  {
    name: 'another client edits it before the write, when the plan is not fresh',
    when: (server) => someone(server, 'one'),
    options: { readAt: Number.NEGATIVE_INFINITY },
    outcomes: 'failed, not-attempted, not-attempted',
    ...{ live: 'one by hand, three before', message: ['one', /was changed on the server/] },
  },
  {
    name: 'it cannot be looked at before the write, when the plan is not fresh',
    when: at('read', 'one', 1, () => NOT_READ),
    options: { readAt: Number.NEGATIVE_INFINITY },
    outcomes: 'failed, not-attempted, not-attempted',
    ...{ live: AS_BEFORE, message: ['one', /503/] },
  },
  {
    name: 'the rollback is also refused',
    when: both(
      at('write', 'two', 1, () => REFUSED),
      at('write', 'one', 2, () => ({ kind: 'refused', message: 'still no' })),
    ),
    outcomes: 'rollback-failed, failed, not-attempted',
    ...{
      live: 'one after, three before',
      message: ['one', /^still no$/],
      notice: /Not everything could be rolled back/,
    },
  },
  {
    name: 'what is to be put back cannot be read',
    when: both(
      at('write', 'two', 1, () => REFUSED),
      at('read', 'one', 1, () => NOT_READ),
    ),
    outcomes: 'rollback-failed, failed, not-attempted',
    ...{ live: 'one after, three before', message: ['one', /503/] },
  },
  {
    name: 'another client has changed the resource to roll back',
    when: at('write', 'two', 1, (server) => {
      someone(server, 'one')
      return REFUSED
    }),
    outcomes: 'rollback-failed, failed, not-attempted',
    ...{ live: 'one by hand, three before', message: ['one', /another client changed it/] },
  },
  {
    name: 'the server goes away: nothing is put back',
    when: at('write', 'two', 1, goes),
    outcomes: 'rollback-failed, failed (unknown), not-attempted, server-gone',
    ...{ live: 'one after, three before', message: ['two', /The server became unavailable meanwhile/] },
  },
  {
    name: 'the server goes away, and "on-failure" is "stop"',
    when: at('write', 'two', 1, goes),
    options: { onFailure: 'stop' },
    outcomes: 'unconfirmed, failed (unknown), not-attempted, server-gone',
    live: 'one after, three before',
  },
  {
    name: 'reading back shows another text: the others are put back',
    when: at('remove', 'three', 1, (server) => someone(server, 'one')),
    outcomes: 'failed, rolled-back, rolled-back',
    ...{ live: 'one by hand, three before', message: ['one', /holds something else/] },
  },
  {
    name: 'reading back shows another text, and "on-failure" is "stop"',
    when: at('remove', 'three', 1, (server) => someone(server, 'one')),
    options: { onFailure: 'stop' },
    outcomes: 'failed, applied, applied',
    ...{ live: 'one by hand, two after', message: ['one', /holds something else/] },
  },
  {
    name: 'reading back shows nothing: the others are put back',
    when: at('remove', 'three', 1, (server) => server.delete('flow', NAME.namespace, 'one')),
    ...{ outcomes: 'failed, rolled-back, rolled-back', live: 'three before', message: ['one', /does not have it/] },
  },
  {
    name: 'reading back shows what was deleted: the others are put back',
    when: at('read', 'three', 1, (server) => someone(server, 'three')),
    outcomes: 'rolled-back, rolled-back, failed',
    ...{ live: 'one before, three by hand', message: ['three', /has it again/] },
  },
  {
    name: 'what was written cannot be read back',
    when: at('read', 'one', 1, () => NOT_READ),
    ...{ outcomes: 'unconfirmed, applied, applied', live: DONE, message: ['one', /could not be read back.*503/] },
    notice: /could be read back/,
  },
  {
    name: 'another client wrote between our read and our write',
    when: at('write', 'one', 1, (server) => someone(server, 'one')),
    ...{ outcomes: 'applied, applied, applied', live: DONE, message: ['one', /jumped from 1 to 3/] },
  },
  {
    name: 'the run was ended before the first write',
    when: () => undefined,
    options: { signal: AbortSignal.abort(new UserError('run-too-long', 'The run took too long.')) },
    outcomes: 'not-attempted, not-attempted, not-attempted, run-too-long',
    ...{ live: AS_BEFORE, notice: /The run took too long: 3 of 3 writes were not started/ },
  },
  {
    name: 'the run is cancelled in the middle of a write: it is finished, and no other is begun',
    when: at('write', 'one', 1, () => cancelled.abort(CANCELLED)),
    options: { signal: cancelled.signal },
    outcomes: 'applied, not-attempted, not-attempted, cancelled',
    ...{ live: 'one after, three before', notice: /The run was cancelled: 2 of 3 writes were not started/ },
  },
  {
    name: 'the run is cancelled while it waits until the server can take a write',
    when: at('write', 'two', 1, () => {
      cancelledWaiting.abort(CANCELLED)
      return { kind: 'ended' }
    }),
    options: { signal: cancelledWaiting.signal },
    outcomes: 'applied, not-attempted, not-attempted, cancelled',
    live: 'one after, three before',
  },
  {
    name: 'the run is cancelled while it looks before a write',
    when: at('read', 'one', 1, () => {
      cancelledEarly.abort(CANCELLED)
      return CANCELLED
    }),
    options: { signal: cancelledEarly.signal, readAt: Number.NEGATIVE_INFINITY },
    outcomes: 'not-attempted, not-attempted, not-attempted, cancelled',
    live: AS_BEFORE,
  },
]
