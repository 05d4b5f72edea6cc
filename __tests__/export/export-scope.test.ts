import { expect, it } from 'vitest'
import { type ExportScope, isExported } from '../../src/export/export-scope.ts'

const aScope = (overrides: Partial<ExportScope> = {}): ExportScope => ({
  namespace: undefined,
  inTree: new Set(['company.team']),
  protectedNamespaces: ['system'],
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
  expect(isExported(namespace, aScope(overrides))).toBe(exported)
})
