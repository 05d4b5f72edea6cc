import { expect, it } from 'vitest'
import { describePlan } from '../../src/plan/describe-plan.ts'
import { findKnownFlows } from '../../src/plan/known-flows.ts'
import { wayToDelete, whyKept } from '../../src/settings/policy.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { aDeletion } from '../render/factories.ts'
import { aFlow } from '../support/a-flow.ts'

const called = aDeletion({ namespace: 'company.team', name: 'called', words: [] })
const source = `id: caller
namespace: company.team
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team
    flowId: called
`
const caller = { namespace: 'company.team', id: 'caller', file: 'caller.yml', document: parseYaml(source) }
const knownFlows = findKnownFlows([caller], new Map(), new Set())
const described = (action: 'delete' | 'none') =>
  describePlan({
    resources: [{ ...called, action, live: aFlow({ id: 'called' }) }],
    knownFlows,
    desiredResources: new Map(),
    baseResources: undefined,
    problems: [],
    changedFiles: undefined,
  }).resources[0]

it('a flow that Git no longer has breaks its callers where it goes, and nothing where it is kept', () => {
  expect(described('delete')).toMatchObject({
    words: [expect.stringContaining('1 caller breaks')],
    breaks: ['company.team.caller'],
  })
  expect(described('none')).toMatchObject({ words: ['still started by 1 flow that calls it'], breaks: [] })
})

it.each([
  ['keep', 'company.team', 'when-missing is keep'],
  ['delete', 'company.team', undefined],
  ['mirror', 'system.jobs', 'namespace system is protected'],
] as const)('%s in %s: %s', (whenMissing, namespace, why) => {
  expect(whyKept({ whenMissing, protectedNamespaces: ['system'] }, namespace)).toBe(why)
})

it.each([
  ['company.team', false, /when-missing: delete/],
  ['company.team', true, /Kestra UI/],
  ['system.jobs', false, /Kestra UI/],
])('what is kept in %s (edited: %s) is deleted by %s', (namespace, isEdited, way) => {
  expect(wayToDelete({ protectedNamespaces: ['system'] }, namespace, isEdited)).toMatch(way)
})
