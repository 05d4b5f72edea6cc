import { describe, expect, it } from 'vitest'
import { applyPlan } from '../../src/deploy/apply-plan.ts'
import { indexLive } from '../../src/kinds/index-sides.ts'
import { fingerprintOf } from '../../src/kinds/kinds.ts'
import type { Step } from '../../src/plan/order-steps.ts'
import type { Outcome } from '../../src/plan/outcome.ts'
import { NOTHING } from '../../src/resource/fingerprint.ts'
import { type ServerInMemory, serverInMemory } from '../hands/server-in-memory.ts'
import { NAME, rows, text } from './apply-rows.ts'

/** `one` is updated, `two` created, `three` deleted, in this order. */
const stepOf = (action: Step['action'], name: string): Step => {
  const content = action === 'delete' ? undefined : text(name, 'after')
  return {
    ...{ ...NAME, name, action, content },
    wanted: content === undefined ? NOTHING : fingerprintOf('flow', content),
    before: action === 'create' ? undefined : text(name, 'before'),
    revision: action === 'create' ? null : 1,
  }
}
const STEPS = [stepOf('update', 'one'), stepOf('create', 'two'), stepOf('delete', 'three')]

const told = ({ resources, failure }: Outcome): string =>
  [
    ...resources.map(({ outcome, isUnknown }) => `${outcome}${isUnknown ? ' (unknown)' : ''}`),
    ...(failure === undefined ? [] : [failure.reason]),
  ].join(', ')

const held = ({ resources }: ServerInMemory): string =>
  [...resources.values()]
    .map(({ name, content }) => `${name} ${/message: (.+)/.exec(String(content))?.[1]}`)
    .toSorted()
    .join(', ')

describe('a deploy of an update, a create and a delete', () => {
  it.each(rows)('where $name: $outcomes', async ({ when, options, outcomes, live, message }) => {
    const server = serverInMemory()
    for (const name of ['one', 'three']) server.put({ ...NAME, name, content: text(name, 'before') })
    const liveSides = indexLive([...server.resources.values()])
    when(server)
    const outcome = await applyPlan(STEPS, {
      ...{ client: server.client, liveSides, onFailure: 'rollback', onProgress: () => undefined },
      ...{ signal: new AbortController().signal, isFresh: () => true },
      ...options,
    })
    expect(told(outcome)).toBe(outcomes)
    expect(held(server)).toBe(live)
    expect(outcome.isComplete).toBe(outcomes === 'applied, applied, applied')
    if (message !== undefined) {
      const [name, words] = message
      expect(outcome.resources.find((resource) => resource.name === name)?.message).toMatch(words)
    }
  })
})
