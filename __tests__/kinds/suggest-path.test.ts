import { describe, expect, it } from 'vitest'
import { KINDS } from '../../src/kinds/kinds.ts'
import type { Neighbours } from '../../src/kinds/suggest-path.ts'

type Located = Neighbours['resources'][number]
const aFlow = (namespace: string, name: string, file: string): Located => ({ kind: 'flow', namespace, name, file })
const aFile = (namespace: string, name: string, file: string): Located => ({ kind: 'file', namespace, name, file })

interface Case {
  readonly tree: string
  readonly neighbours?: Partial<Neighbours>
  /** The first suggestion for the flow `company.sales/new`. */
  readonly flow: string
  /** The first suggestion for the file `/sql/q.sql` of its namespace. */
  readonly file: string
}

const cases: readonly Case[] = [
  { tree: 'an empty one', flow: 'company.sales/flows/new.yml', file: 'company.sales/files/sql/q.sql' },
  {
    tree: 'an empty one below a root',
    neighbours: { root: 'kestra' },
    flow: 'kestra/company.sales/flows/new.yml',
    file: 'kestra/company.sales/files/sql/q.sql',
  },
  {
    tree: 'one that has the namespace already, in two folders and another extension',
    neighbours: {
      resources: [
        aFlow('company.sales', 'a', 'team/flows/a.yaml'),
        aFlow('company.sales', 'b', 'team/flows/old/b.yaml'),
        aFlow('company.ops', 'c', 'ops/flows/c.yml'),
        aFile('company.sales', '/x.txt', 'team/files/x.txt'),
      ],
    },
    flow: 'team/flows/new.yaml',
    file: 'team/files/sql/q.sql',
  },
  {
    tree: '<ns>/flows below a common folder',
    neighbours: { resources: [aFlow('company.ops', 'c', 'namespaces/company.ops/flows/c.yml')] },
    flow: 'namespaces/company.sales/flows/new.yml',
    file: 'namespaces/company.sales/files/sql/q.sql',
  },
  {
    tree: 'flows/<dotted.ns>',
    neighbours: { resources: [aFlow('company.ops', 'c', 'flows/company.ops/c.yml')] },
    flow: 'flows/company.sales/new.yml',
    file: 'files/company.sales/sql/q.sql',
  },
  {
    tree: 'flows/<a/b>',
    neighbours: { resources: [aFlow('company.ops', 'c', 'flows/company/ops/c.yml')] },
    flow: 'flows/company/sales/new.yml',
    file: 'files/company.sales/sql/q.sql',
  },
  {
    tree: '<ns>.<id>.yml in one folder',
    neighbours: { resources: [aFlow('company.ops', 'c', '_flows/company.ops.c.yml')] },
    flow: '_flows/company.sales.new.yml',
    file: '_files/company.sales/sql/q.sql',
  },
  {
    tree: '<ns>-<id>.yml in one folder',
    neighbours: { resources: [aFlow('company.ops', 'c', 'flows/company.ops-c.yml')] },
    flow: 'flows/company.sales-new.yml',
    file: 'files/company.sales/sql/q.sql',
  },
  {
    tree: 'a flat one',
    neighbours: { resources: [aFlow('company.ops', 'c', 'c.yml'), aFlow('company.dev', 'd', '2_d.yml')] },
    flow: 'new.yml',
    file: 'company.sales/files/sql/q.sql',
  },
  {
    tree: 'one with files of other namespaces only',
    neighbours: { resources: [aFile('company.ops', '/x', 'data/company.ops/x')] },
    flow: 'company.sales/flows/new.yml',
    file: 'data/company.sales/sql/q.sql',
  },
  {
    tree: 'folders that follow no pattern',
    neighbours: { resources: [aFlow('company.ops', 'c', 'x/flows/c.yml'), aFlow('company.dev', 'd', 'y/flows/d.yml')] },
    flow: 'company.sales/flows/new.yml',
    file: 'company.sales/files/sql/q.sql',
  },
]

describe('the place of a resource that is new to Git', () => {
  it.each(cases)('follows the neighbours of $tree', ({ neighbours, flow, file }) => {
    const all = { resources: [], root: '', ...neighbours }
    expect(KINDS.flow.makePathSuggester(all)({ namespace: 'company.sales', name: 'new' })[0]).toBe(flow)
    expect(KINDS.file.makePathSuggester(all)({ namespace: 'company.sales', name: '/sql/q.sql' })[0]).toBe(file)
  })

  it('offers another name where the first is taken', () => {
    const resources = [aFlow('company.ops', 'new', 'flows/new.yml')]
    const placesOf = KINDS.flow.makePathSuggester({ resources, root: '' })
    expect(placesOf({ namespace: 'company.sales', name: 'new' })).toEqual([
      'flows/new.yml',
      'flows/company.sales.new.yml',
      'company.sales/flows/new.yml',
      'company.sales/flows/company.sales.new.yml',
    ])
  })
})
