import { expect, test } from 'vitest'
import { lookBeforeWrite } from '../../src/deploy/look-before-write.ts'
import { fingerprintOf } from '../../src/kinds/kinds.ts'
import type { Step } from '../../src/plan/order-steps.ts'
import { UserError } from '../../src/problem/user-error.ts'
import { serverInMemory } from '../hands/server-in-memory.ts'
import { aStep, text } from './a-step.ts'

const aFileStep = (action: Step['action']): Step => ({ ...aStep(action, '/q.sql'), kind: 'file' })
const LEFT = 'on the server while this run was under way, and is left as it is. Run again to see it'

interface Row {
  readonly name: string
  readonly step: Step
  /** What the server held when the plan was made, and holds now. */
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
  { name: 'an update of what is gone', step: aStep('update', 'a'), planned: 'x', now: undefined, message: undefined },
  {
    name: 'a delete of what was changed',
    step: aStep('delete', 'a'),
    planned: 'x',
    now: 'y',
    message: `was changed ${LEFT}`,
  },
  { name: 'a delete of what is gone', step: aStep('delete', 'a'), planned: 'x', now: undefined, message: undefined },
  {
    name: 'a create that the server itself refuses where there is one',
    ...{ step: aStep('create', 'a'), planned: undefined, now: 'y', message: undefined, reads: 0 },
  },
  {
    name: 'a create of a file that somebody made first',
    ...{ step: aFileStep('create'), planned: undefined, now: 'y', message: `was created ${LEFT}` },
  },
  { name: 'a create of a file', step: aFileStep('create'), planned: undefined, now: undefined, message: undefined },
]

test.each(rows)('$name', async ({ step, planned, now, message, reads = 1 }) => {
  const server = serverInMemory()
  const contentOf = (words: string) => (step.kind === 'file' ? Buffer.from(words) : text(step.name, words))
  const { kind, namespace, name } = step
  if (now !== undefined) server.put({ kind, namespace, name, content: contentOf(now) })
  const fingerprint = planned === undefined ? undefined : fingerprintOf(kind, contentOf(planned))
  expect((await lookBeforeWrite(server.client, step, fingerprint))?.message).toBe(message)
  expect(server.calls).toHaveLength(reads)
})

test('what cannot be looked at is not written', async () => {
  const server = serverInMemory()
  server.fate = () => new UserError('server-error', 'No (503).')
  const answer = await lookBeforeWrite(server.client, aStep('update', 'a'), undefined)
  expect(answer).toMatchObject({ isWritten: false, message: 'No (503).' })
})
