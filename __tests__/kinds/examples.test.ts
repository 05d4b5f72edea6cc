import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import { openFolder } from '../../src/repository/folder-tree.ts'

describe('the example repository', () => {
  it('is read without a word: three namespaces, flows, and files of every sort', async () => {
    const tree = await openFolder(fileURLToPath(new URL('../../examples', import.meta.url)))
    // The flow that pulls belongs to the namespace `system` of a server, not to a tree.
    const { desired, flows, problems } = await readTree(tree, { roots: [], namespaceMap: [], exclude: ['pull/**'] })
    expect(problems).toEqual([])
    expect([...desired.namespaces].sort()).toEqual(['shop.logistics', 'shop.platform', 'shop.sales'])
    expect(flows.length).toBeGreaterThanOrEqual(12)
    expect(flows.flatMap(({ document }) => document.documentFindings)).toEqual([])
    const paths = desired.resources.filter(({ kind }) => kind === 'file').map(({ name }) => name)
    expect(paths.length).toBeGreaterThanOrEqual(8)
    expect(paths).toEqual(expect.arrayContaining(['/logo.png', '/reports/täglicher-bericht.md', '/team.yml']))
  })
})
