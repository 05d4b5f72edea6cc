import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/finding/user-error.ts'
import { openApiTree } from '../../src/github/api/api-tree.ts'
import type { Tree } from '../../src/repository/tree.ts'
import { bareClient } from './bare-client.ts'
import { aClient, aStageWithGit, type Stage } from './setup.ts'

const aTree = (files: Readonly<Record<string, string | Buffer>>): Tree => ({
  paths: Object.keys(files).sort(),
  read: async (path) => Buffer.from(files[path] ?? ''),
})

const open = ({ github, git }: Stage, local: Tree) => openApiTree(aClient(github), git.sha('main'), local)

const text = async (tree: Tree, path: string) => Buffer.from(await tree.read(path)).toString('utf8')

describe('openApiTree', () => {
  it('lists a commit, reads what is the same from the checkout and the rest from GitHub', async () => {
    await using stage = await aStageWithGit()
    const bytes = Buffer.from([0, 255, 10])
    stage.git.commit({ 'files/ü.bin': bytes, 'flows/same.yml': 'id: same\n' })
    const tree = await open(stage, aTree({ 'flows/same.yml': 'id: same\n', 'flows/daily.yml': 'id: other\n' }))
    expect(tree.paths).toEqual(['files/ü.bin', 'flows/daily.yml', 'flows/same.yml'])
    expect(stage.github.requests).toHaveLength(1)
    expect(await text(tree, 'flows/same.yml')).toBe('id: same\n')
    expect(stage.github.requests).toHaveLength(1)
    expect(await text(tree, 'flows/daily.yml')).toBe('id: daily\n')
    expect(Buffer.from(await tree.read('files/ü.bin')).equals(bytes)).toBe(true)
    expect(stage.github.requests).toHaveLength(3)
    await expect(tree.read('flows/none.yml')).rejects.toThrow('not in the tree')
    expect(stage.github.breaches).toEqual([])
  })

  it('follows symbolic links as a checkout does: the rules of a base may stand behind one', async () => {
    await using stage = await aStageWithGit()
    stage.git.write({ 'shared/gitops.yml': 'rules: []\n', 'shared/flows/a.yml': 'id: a\n' })
    symlinkSync('shared', join(stage.git.dir, '.kestra'))
    symlinkSync('../shared/flows', join(stage.git.dir, 'flows/linked'))
    stage.git.commit({}, 'Add links')
    const tree = await open(stage, aTree({}))
    const behind = ['.kestra/flows/a.yml', '.kestra/gitops.yml', 'flows/linked/a.yml']
    expect(tree.paths).toEqual([...behind, 'flows/daily.yml', 'shared/flows/a.yml', 'shared/gitops.yml'].sort())
    expect(await text(tree, '.kestra/gitops.yml')).toBe('rules: []\n')
    expect(stage.github.breaches).toEqual([])
  })

  it('stops before it uses up the requests of an hour', async () => {
    const paths = Array.from({ length: 301 }, (_, index) => `flows/${index}.yml`)
    const entries = paths.map((path) => ({ path, mode: '100644', sha: 'a'.repeat(40) }))
    const client = bareClient(({ path }) => ({
      data: path.includes('/trees/') ? { truncated: false, tree: entries } : { content: '', encoding: 'base64' },
    }))
    const tree = await openApiTree(client, 'b'.repeat(40), aTree({}))
    const reads = await Promise.allSettled(paths.map((path) => tree.read(path)))
    const failed = reads.filter((read) => read.status === 'rejected')
    expect(failed.map(({ reason }) => reason)).toEqual([expect.any(UserError)])
  })

  it('says why it does not know the tree', async () => {
    await using stage = await aStageWithGit()
    await expect(openApiTree(aClient(stage.github), 'f'.repeat(40), aTree({}))).rejects.toMatchObject({
      reason: 'base-not-readable',
      message: "GitHub's API does not list the files of fffffff (Not Found).",
    })
    expect(stage.github.breaches).toEqual([])
  })
})
