import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readRepository } from '../../src/repository/read-repository.ts'
import { openWorkTree } from '../../src/repository/work-tree.ts'

describe('the example repository', () => {
  it('is read without a word: three namespaces, flows, and files of every sort', async () => {
    const tree = await openWorkTree(fileURLToPath(new URL('../../examples', import.meta.url)))
    const desired = await readRepository(tree, { roots: [], namespaceMap: [] })
    expect(desired.problems).toEqual([])
    expect([...desired.namespaces].sort()).toEqual(['shop.logistics', 'shop.platform', 'shop.sales'])
    expect(desired.flows.length).toBeGreaterThanOrEqual(12)
    expect(desired.flows.flatMap(({ document }) => document.diagnostics)).toEqual([])
    const paths = desired.files.map(({ path }) => path)
    expect(paths.length).toBeGreaterThanOrEqual(8)
    expect(paths).toEqual(expect.arrayContaining(['/logo.png', '/reports/täglicher-bericht.md', '/team.yml']))
  })
})
