import { expect, it } from 'vitest'
import type { Problem } from '../../src/finding/problem.ts'
import { locationKey, markPreexisting, reportedLocations } from '../../src/plan/describe-plan.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { planInputOf } from '../support/plan-input.ts'

const flow = (name: string) => ({ kind: 'flow', namespace: 'company.team', name }) as const
const key = (name: string) => resourceKey(flow(name))
const problem = (overrides: Partial<Problem>): Problem => ({
  ...{ severity: 'warning', code: 'missing-input', message: 'wrong', file: 'flows/old.yml' },
  ...overrides,
})

const change = {
  ...planInputOf([
    [flow('stays'), { base: 'a', desired: 'a' }],
    [flow('gone'), { base: 'a' }],
  ]),
  changedFiles: new Set(['flows/new.yml']),
  broken: new Set([locationKey('flows/old.yml', key('broken'))]),
}

it.each([
  ['in a file that the change touches', problem({ file: 'flows/new.yml' }), true],
  ['of no file', { severity: 'error', code: 'root-missing', message: 'wrong' } as Problem, true],
  ['about what the change takes away', problem({ about: [key('gone')] }), true],
  ['about what the change breaks for this file', problem({ about: [key('broken')] }), true],
  ['about what the change breaks for another file', problem({ file: 'flows/b.yml', about: [key('broken')] }), false],
  ['about what stays', problem({ about: [key('stays')] }), false],
  ['about nothing, in a file that stays', problem({}), false],
])('a problem %s is of this change: %s', (_, reported, isOwn) => {
  expect(markPreexisting([reported], change)).toEqual([isOwn ? reported : { ...reported, isPreexisting: true }])
})

it('is of this change where nobody knows what that is', () => {
  expect(markPreexisting([problem({})], { ...change, changedFiles: undefined })).toEqual([problem({})])
})

it('tells of a caller where it is more than a remark', () => {
  const reported = [problem({ about: [key('a')] }), problem({ about: [key('b')], severity: 'info' })]
  expect([...reportedLocations(reported)]).toEqual([locationKey('flows/old.yml', key('a'))])
})
