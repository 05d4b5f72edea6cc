import { describe, expect, it } from 'vitest'
import { makePlacer, type Neighbours } from '../../src/export/export-places.ts'

const aFlow = (namespace: string, id: string, file: string) => ({ namespace, id, file })

interface Case {
  readonly tree: string
  readonly neighbours?: Partial<Neighbours>
  /** Where the flow `company.sales/new` goes first. */
  readonly flow: string
  /** Where its namespace's file `/sql/q.sql` goes first. */
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
      flows: [
        aFlow('company.sales', 'a', 'team/flows/a.yaml'),
        aFlow('company.sales', 'b', 'team/flows/old/b.yaml'),
        aFlow('company.ops', 'c', 'ops/flows/c.yml'),
      ],
      files: [{ namespace: 'company.sales', path: '/x.txt', file: 'team/files/x.txt' }],
    },
    flow: 'team/flows/new.yaml',
    file: 'team/files/sql/q.sql',
  },
  {
    tree: '<ns>/flows below a common folder',
    neighbours: { flows: [aFlow('company.ops', 'c', 'namespaces/company.ops/flows/c.yml')] },
    flow: 'namespaces/company.sales/flows/new.yml',
    file: 'namespaces/company.sales/files/sql/q.sql',
  },
  {
    tree: 'flows/<dotted.ns>',
    neighbours: { flows: [aFlow('company.ops', 'c', 'flows/company.ops/c.yml')] },
    flow: 'flows/company.sales/new.yml',
    file: 'files/company.sales/sql/q.sql',
  },
  {
    tree: 'flows/<a/b>',
    neighbours: { flows: [aFlow('company.ops', 'c', 'flows/company/ops/c.yml')] },
    flow: 'flows/company/sales/new.yml',
    file: 'files/company.sales/sql/q.sql',
  },
  {
    tree: '<ns>.<id>.yml in one folder',
    neighbours: { flows: [aFlow('company.ops', 'c', '_flows/company.ops.c.yml')] },
    flow: '_flows/company.sales.new.yml',
    file: '_files/company.sales/sql/q.sql',
  },
  {
    tree: '<ns>-<id>.yml in one folder',
    neighbours: { flows: [aFlow('company.ops', 'c', 'flows/company.ops-c.yml')] },
    flow: 'flows/company.sales-new.yml',
    file: 'files/company.sales/sql/q.sql',
  },
  {
    tree: 'a flat one',
    neighbours: { flows: [aFlow('company.ops', 'c', 'c.yml'), aFlow('company.dev', 'd', '2_d.yml')] },
    flow: 'new.yml',
    file: 'company.sales/files/sql/q.sql',
  },
  {
    tree: 'one with files of other namespaces only',
    neighbours: { files: [{ namespace: 'company.ops', path: '/x', file: 'data/company.ops/x' }] },
    flow: 'company.sales/flows/new.yml',
    file: 'data/company.sales/sql/q.sql',
  },
  {
    tree: 'folders that follow no pattern',
    neighbours: { flows: [aFlow('company.ops', 'c', 'x/flows/c.yml'), aFlow('company.dev', 'd', 'y/flows/d.yml')] },
    flow: 'company.sales/flows/new.yml',
    file: 'company.sales/files/sql/q.sql',
  },
]

describe('makePlacer', () => {
  it.each(cases)('follows the neighbours of $tree', ({ neighbours, flow, file }) => {
    const placesOf = makePlacer({ flows: [], files: [], root: '', ...neighbours })
    expect(placesOf({ kind: 'flow', namespace: 'company.sales', name: 'new' })[0]).toBe(flow)
    expect(placesOf({ kind: 'file', namespace: 'company.sales', name: '/sql/q.sql' })[0]).toBe(file)
  })

  it('offers another name where the first is taken', () => {
    const placesOf = makePlacer({ flows: [aFlow('company.ops', 'new', 'flows/new.yml')], files: [], root: '' })
    expect(placesOf({ kind: 'flow', namespace: 'company.sales', name: 'new' })).toEqual([
      'flows/new.yml',
      'flows/company.sales.new.yml',
      'company.sales/flows/new.yml',
      'company.sales/flows/company.sales.new.yml',
    ])
  })
})
