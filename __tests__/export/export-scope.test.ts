import { expect, it } from 'vitest'
import {
  type ExportScope,
  isExported,
  namespacesToExport,
  notLookedAtNotice,
  outOfScopeNotice,
  toGitNamespaces,
} from '../../src/export/export-scope.ts'
import { indexLive } from '../../src/kinds/kinds.ts'
import { aLiveFlow } from '../resource/live-resources.ts'

const aScope = (overrides: Partial<ExportScope> = {}): ExportScope => ({
  namespace: undefined,
  inTree: new Set(['company.team']),
  protectedNamespaces: ['system'],
  chosen: undefined,
  ...overrides,
})

it.each([
  ['a namespace of the tree', 'company.team', {}, true],
  ['its dot-child', 'company.team.sub', {}, true],
  ['one that only begins like it', 'company.teams', {}, false],
  ['another one', 'company', {}, false],
  ['any, in a fresh repository', 'company', { inTree: new Set<string>() }, true],
  ['a protected one, in a fresh repository', 'system.a', { inTree: new Set<string>() }, false],
  ['tutorial, in a fresh repository', 'tutorial', { inTree: new Set<string>() }, false],
  ['the one that is asked for', 'system', { namespace: 'system' }, true],
  ['one beside the one that is asked for', 'company.team', { namespace: 'company.ops' }, false],
])('%s', (_, namespace, overrides, exported) => {
  expect(isExported({ kind: 'flow', namespace, name: 'daily' }, aScope(overrides))).toBe(exported)
})

it('reads the namespaces above those with flows as well, and the one that is asked for, each once', () => {
  const namespaces = ['company.team.sub', 'company.team', 'company.ops']
  expect(namespacesToExport(namespaces, aScope())).toEqual(['company.team', 'company.team.sub'])
  expect(namespacesToExport(namespaces, aScope({ namespace: 'other' }))).toEqual(['other'])
  expect(namespacesToExport(namespaces, aScope({ inTree: new Set() }))).toEqual([
    'company',
    'company.team',
    'company.team.sub',
    'company.ops',
  ])
})

it('turns a namespace map round, unless two namespaces of Git become one', () => {
  const map = { from: 'dev', to: 'prod' }
  expect(toGitNamespaces([map])).toEqual([{ from: 'prod', to: 'dev' }])
  expect(() => toGitNamespaces([map, { from: 'test', to: 'prod' }])).toThrow(/both dev and test to prod/)
})

it('names what belongs to no namespace where one is asked for', () => {
  const content = {
    kind: 'dashboard',
    namespace: '',
    name: 'sales',
    content: 'id: sales',
    isDraft: false,
    revision: undefined,
  } as const
  const resourceStates = {
    desiredResources: new Map(),
    liveResources: indexLive([content, aLiveFlow('company.team', 'a')]),
  }
  expect(outOfScopeNotice(resourceStates, aScope({ namespace: 'company.team' }))).toEqual([
    'Left out, because they belong to the tenant and to no namespace: `sales`. Leave out "namespace" to export them too.',
  ])
})

it('says what "namespaces" leaves out', () => {
  expect(notLookedAtNotice([])).toEqual([])
  expect(notLookedAtNotice(['company'])).toEqual([
    'Left out by "namespaces": all but company, and dashboards, which belong to the tenant and to no namespace. Add "system" to export dashboards too.',
  ])
  expect(notLookedAtNotice(['company', 'system'])).toEqual(['Left out by "namespaces": all but company and system.'])
})
