import { describe, expect, it } from 'vitest'
import type { CallingFlow } from '../../src/plan/known-flows.ts'
import { orderSteps } from '../../src/plan/order-steps.ts'
import type { PlannedResource } from '../../src/plan/plan.ts'
import { aPlannedResource } from '../render/factories.ts'
import { aCallingFlow } from '../support/plan-input.ts'

const step = (action: PlannedResource['action'], namespace: string, name: string): PlannedResource =>
  aPlannedResource({ kind: name.startsWith('/') ? 'file' : 'flow', namespace, name, action })

const ordered = (resources: readonly PlannedResource[], flows: readonly CallingFlow[] = []) =>
  orderSteps(resources, flows).map(({ action, namespace, name }) => `${action} ${namespace} ${name}`)

describe('the order of writing', () => {
  it('is files, flows, deleted flows, deleted files, each by name', () => {
    const steps = [
      step('delete', 'a', '/old.sql'),
      step('delete', 'a', 'old'),
      step('none', 'a', 'kept'),
      step('update', 'b', 'y'),
      step('create', 'a', 'z'),
      step('update', 'b', '/q.sql'),
      step('create', 'a', '/q.sql'),
      step('none', 'a', '/kept.sql'),
    ]
    const expected = [
      'create a /q.sql',
      'update b /q.sql',
      'create a z',
      'update b y',
      'delete a old',
      'delete a /old.sql',
    ]
    expect(ordered(steps)).toEqual(expected)
    expect(ordered(steps.toReversed())).toEqual(expected)
  })

  it('is called flows before their callers, and the other way round for deletes', () => {
    const flows = [aCallingFlow('n/a', 'n/b'), aCallingFlow('n/b', 'n/c'), aCallingFlow('n/c')]
    const names = ['a', 'b', 'c']
    const of = (action: PlannedResource['action']) =>
      ordered(
        names.map((name) => step(action, 'n', name)),
        flows,
      )
    expect(of('update')).toEqual(['update n c', 'update n b', 'update n a'])
    expect(of('delete')).toEqual(['delete n a', 'delete n b', 'delete n c'])
  })

  it('is by id within a circle of calls', () => {
    const flows = [aCallingFlow('n/a', 'n/b'), aCallingFlow('n/b', 'n/a'), aCallingFlow('n/0', 'n/b')]
    const steps = ['b', '0', 'a'].map((name) => step('create', 'n', name))
    expect(ordered(steps, flows)).toEqual(['create n a', 'create n b', 'create n 0'])
  })
})

it('a step holds what is written, and what the server had before, to be put back', () => {
  const resourceStates = { live: 'old', desired: 'new' }
  const stepsOf = (action: PlannedResource['action']) =>
    orderSteps([aPlannedResource({ ...resourceStates, action })], []).map(({ content, before }) => ({
      content,
      before,
    }))
  expect(stepsOf('update')).toEqual([{ content: 'new', before: 'old' }])
  expect(stepsOf('delete')).toEqual([{ content: undefined, before: 'old' }])
})
