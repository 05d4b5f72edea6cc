import { describe, expect, it } from 'vitest'
import { type ApplyOptions, applyPlan } from '../../src/deploy/apply-plan.ts'
import { fingerprintOf, indexLive } from '../../src/kinds/kinds.ts'
import type { Step } from '../../src/plan/order-steps.ts'
import type { Outcome } from '../../src/plan/plan.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { serverInMemory } from '../support/server-in-memory.ts'
import { aStep, held, NAME, text } from './a-step.ts'
import { rows } from './apply-rows.ts'

/** In this order. */
const STEPS = [aStep('update', 'one'), aStep('create', 'two'), aStep('delete', 'three')]

const reported = ({ resources, failure }: Outcome): string =>
  [
    ...resources.map(({ outcome, isUnknown }) => `${outcome}${isUnknown ? ' (unknown)' : ''}`),
    ...(failure === undefined ? [] : [failure.reason]),
  ].join(', ')

describe('a deploy of an update, a create and a delete', () => {
  it.each(rows)('where $name: $outcomes', async ({ when, options, outcomes, live, message, notice }) => {
    const server = serverInMemory()
    for (const name of ['one', 'three']) server.put({ ...NAME, name, content: text(name, 'before') })
    const liveResources = indexLive([...server.resources.values()])
    when(server)
    const outcome = await applyPlan(STEPS, {
      ...{ client: server.client, liveResources, onFailure: 'rollback', onProgress: () => undefined },
      ...{ signal: new AbortController().signal, readAt: 0, now: () => 0 },
      ...options,
    })
    expect(reported(outcome)).toBe(outcomes)
    expect(held(server)).toBe(live)
    expect(outcome.isComplete).toBe(outcomes === 'applied, applied, applied')
    expect(outcome.notices.join('\n')).toMatch(notice ?? '')
    if (message !== undefined) {
      const [name, text] = message
      expect(outcome.resources.find((resource) => resource.name === name)?.message).toMatch(text)
    }
  })
})

describe('a write that the server has no route for', () => {
  const aDashboardStep = (name: string): Step => {
    const content = aDashboard({ id: name })
    return {
      ...{ kind: 'dashboard', namespace: '', name, action: 'create', content, before: undefined, revision: null },
      wanted: fingerprintOf('dashboard', content),
    }
  }

  it.each([
    { kind: 'dashboard', outcomes: 'applied, applied', unsupported: ['costs', 'sales'], isComplete: true },
    { kind: 'flow', outcomes: 'failed, not-attempted', unsupported: [], isComplete: false },
  ])('leaves out a dashboard, and fails for a flow: $kind', async ({ kind, outcomes, unsupported, isComplete }) => {
    const server = serverInMemory()
    server.earlier = (call) => (call.kind === kind ? { kind: 'unsupported', message: 'no (405)' } : undefined)
    const steps = [aStep('create', 'one'), aDashboardStep('costs'), aDashboardStep('sales'), aStep('create', 'two')]
    const outcome = await applyPlan(steps, {
      ...{ client: server.client, liveResources: new Map(), onFailure: 'rollback', onProgress: () => undefined },
      ...{ signal: new AbortController().signal, readAt: 0, now: () => 0 },
    })
    expect(outcome.unsupported.map(({ name }) => name)).toEqual(unsupported)
    expect(outcome.isComplete).toBe(isComplete)
    expect(reported({ ...outcome, resources: outcome.resources.filter((resource) => resource.kind === 'flow') })).toBe(
      outcomes,
    )
  })
})

describe('a deploy of a delete and an update that is refused', () => {
  const deploy = async (isDeleted: boolean) => {
    const server = serverInMemory()
    for (const name of ['one', 'three']) server.put({ ...NAME, name, content: text(name, 'before') })
    const liveResources = indexLive([...server.resources.values()])
    if (isDeleted) server.delete('flow', NAME.namespace, 'three')
    server.earlier = ({ verb, name }) =>
      verb === 'write' && name === 'one' ? { kind: 'refused', message: 'no' } : undefined
    const outcome = await applyPlan([aStep('delete', 'three'), aStep('update', 'one')], {
      ...{ client: server.client, liveResources, onFailure: 'rollback', onProgress: () => undefined },
      ...{ signal: new AbortController().signal, readAt: 0, now: () => 0 },
    })
    return `${reported(outcome)}: ${held(server)}`
  }

  it('puts back what it deleted', async () => {
    expect(await deploy(false)).toBe('rolled-back, failed: one before, three before')
  })

  it('does not bring back what another client deleted', async () => {
    expect(await deploy(true)).toBe('not-attempted, failed: one before')
  })
})

describe('a deploy that has to prove itself', () => {
  const verificationFailure = { reason: 'smoke-failed', message: 'a smoke run failed' }
  const deploy = async (over: Partial<ApplyOptions>, refuses = false) => {
    const server = serverInMemory()
    for (const name of ['one', 'three']) server.put({ ...NAME, name, content: text(name, 'before') })
    const liveResources = indexLive([...server.resources.values()])
    if (refuses) server.earlier = ({ verb }) => (verb === 'remove' ? { kind: 'refused', message: 'no' } : undefined)
    let seen = 'never asked'
    const outcome = await applyPlan(STEPS, {
      ...{ client: server.client, liveResources, onFailure: 'rollback', onProgress: () => undefined },
      ...{ signal: new AbortController().signal, readAt: 0, now: () => 0 },
      verify: (applied) => {
        seen = `${applied.map(({ name }) => name).join(', ')} while ${held(server)}`
        return Promise.resolve(verificationFailure)
      },
      ...over,
    })
    return { outcome, seen, held: held(server) }
  }

  it('does so when all of it is live, and is put back where it cannot', async () => {
    const { outcome, seen, held } = await deploy({})
    expect(seen).toBe('one, two, three while one after, two after')
    expect(reported(outcome)).toBe('rolled-back, rolled-back, rolled-back, smoke-failed')
    expect(outcome).toMatchObject({ isComplete: false, failure: verificationFailure })
    expect(held).toBe('one before, three before')
  })

  it('stays, and has failed all the same, where "on-failure" is "stop"', async () => {
    const { outcome, held } = await deploy({ onFailure: 'stop' })
    expect(reported(outcome)).toBe('applied, applied, applied, smoke-failed')
    expect(outcome.isComplete).toBe(false)
    expect(held).toBe('one after, two after')
  })

  it('is complete where it can', async () => {
    const { outcome } = await deploy({ verify: () => Promise.resolve(undefined) })
    expect(outcome).toMatchObject({ isComplete: true, failure: undefined })
  })

  it('is not asked where a write failed', async () => {
    const { seen } = await deploy({}, true)
    expect(seen).toBe('never asked')
  })
})
