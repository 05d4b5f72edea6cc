import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Tree } from '../../src/repository/tree.ts'
import { openWorkTree } from '../../src/repository/work-tree.ts'
import { createGitRepository, type GitRepository } from '../support/git-repository.ts'

const textOf = async (tree: Tree, path: string): Promise<string> => Buffer.from(await tree.read(path)).toString('utf8')

const committed = (files: Readonly<Record<string, string>>): GitRepository => {
  const repository = createGitRepository({ files })
  return repository
}

describe('the work tree', () => {
  it('holds what Git tracks, as it lies there, and names what differs', async () => {
    using repository = committed({ 'a.yml': '1', 'b.yml': '1', 'c.yml': '1', '.gitignore': '*.env\n' })
    repository.write({ 'a.yml': '2', 'new.yml': '1', 'prod.env': 'secret', 'staged.yml': '1' })
    rmSync(join(repository.dir, 'b.yml'))
    repository.git('add', 'staged.yml')
    const { tracked, whole, differences, whyNoGit } = await openWorkTree(repository.dir)
    expect(tracked.paths).toEqual(['.gitignore', 'a.yml', 'c.yml', 'staged.yml'])
    expect(await textOf(tracked, 'a.yml')).toBe('2')
    expect(whole.paths).toEqual(['.gitignore', 'a.yml', 'c.yml', 'new.yml', 'staged.yml'])
    expect(differences).toEqual([
      { path: 'a.yml', state: 'changed' },
      { path: 'b.yml', state: 'deleted' },
      { path: 'staged.yml', state: 'changed' },
      { path: 'new.yml', state: 'untracked' },
    ])
    expect(whyNoGit).toBeUndefined()
  })

  it('does not read a file that nobody could read back, and says which', async () => {
    using repository = committed({ 'files/a.sql': '1', 'files/dump.bin': '1' })
    truncateSync(join(repository.dir, 'files/dump.bin'), 1_100_000_000)
    const { tracked } = await openWorkTree(repository.dir)
    await expect(tracked.read('files/dump.bin')).rejects.toMatchObject({
      reason: 'file-too-large',
      message: expect.stringMatching(/^files\/dump\.bin has 1050 MB\. .*`\.kestraignore`/),
    })
    expect(await textOf(tracked, 'files/a.sql')).toBe('1')
  })

  it('holds no file of another repository: submodule, nested clone, nested work tree', async () => {
    using other = committed({ 'flows/x.yml': 'id: x' })
    using repository = committed({ 'flows/a.yml': 'id: a' })
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.dir, 'sub')
    repository.commit({}, 'Add a submodule')
    repository.git('clone', '--quiet', other.dir, 'nested')
    repository.git('worktree', 'add', '--quiet', '--detach', 'more/tree')
    const { tracked, whole, differences } = await openWorkTree(repository.dir)
    expect(tracked.paths).toEqual(['.gitmodules', 'flows/a.yml'])
    expect(whole.paths).toEqual(tracked.paths)
    expect(differences).toEqual([])
    const inside = await openWorkTree(join(repository.dir, 'more/tree'))
    expect(inside.tracked.paths).toEqual(['.gitmodules', 'flows/a.yml'])
  })

  it('holds what a sparse checkout leaves out, from the index', async () => {
    using repository = committed({ 'a/x.yml': 'id: x', 'b/y.yml': 'id: y', 'b/z.yml': 'id: z' })
    symlinkSync('../a/x.yml', join(repository.dir, 'b/link.yml'))
    repository.commit({}, 'Add a link')
    repository.git('sparse-checkout', 'set', 'a')
    const { tracked, differences } = await openWorkTree(repository.dir)
    expect(tracked.paths).toEqual(['a/x.yml', 'b/link.yml', 'b/y.yml', 'b/z.yml'])
    expect(await Promise.all(tracked.paths.map((path) => textOf(tracked, path)))).toEqual([
      'id: x',
      'id: x',
      'id: y',
      'id: z',
    ])
    expect(differences).toEqual([])
  })

  it('holds the commit of a file that Git is told not to look at', async () => {
    using repository = committed({ 'a.yml': 'id: a', 'b.yml': 'id: b' })
    repository.git('update-index', '--assume-unchanged', 'a.yml')
    repository.git('update-index', '--skip-worktree', 'b.yml')
    repository.write({ 'a.yml': 'id: edited', 'b.yml': 'id: edited' })
    const { tracked } = await openWorkTree(repository.dir)
    expect(await textOf(tracked, 'a.yml')).toBe('id: a')
    expect(await textOf(tracked, 'b.yml')).toBe('id: b')
  })

  it('leads through no link that replaced a file, and to nothing that Git does not hold', async () => {
    using repository = committed({ 'a.yml': 'id: a', 'b/c.yml': 'id: c', '.gitignore': 'hidden.yml\n' })
    rmSync(join(repository.dir, 'a.yml'))
    rmSync(join(repository.dir, 'b'), { recursive: true })
    symlinkSync('/etc/hostname', join(repository.dir, 'a.yml'))
    symlinkSync('/etc', join(repository.dir, 'b'))
    writeFileSync(join(repository.dir, 'hidden.yml'), 'id: hidden')
    symlinkSync('hidden.yml', join(repository.dir, 'd.yml'))
    const { tracked, whole } = await openWorkTree(repository.dir)
    expect(tracked.paths).toEqual(['.gitignore'])
    expect(whole.paths).toEqual(['.gitignore'])
  })

  it('follows no link that was put there after it was opened, in a checkout or in a plain folder', async () => {
    using repository = committed({ 'a.yml': 'id: a', 'b/c.yml': 'id: c' })
    const folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-'))
    try {
      mkdirSync(join(folder, 'b'))
      writeFileSync(join(folder, 'a.yml'), 'id: a')
      writeFileSync(join(folder, 'b/c.yml'), 'id: c')
      symlinkSync('b', join(folder, 'linked'))
      for (const top of [repository.dir, folder]) {
        const { tracked } = await openWorkTree(top)
        for (const path of ['a.yml', 'b']) rmSync(join(top, path), { recursive: true })
        symlinkSync('/etc/hostname', join(top, 'a.yml'))
        symlinkSync('/etc', join(top, 'b'))
        await expect(tracked.read('a.yml')).rejects.toMatchObject({ reason: 'file-not-readable' })
        await expect(tracked.read('b/c.yml')).rejects.toMatchObject({
          reason: 'file-not-readable',
          message: expect.stringContaining('b is a symbolic link'),
        })
      }
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('says which folder outside of Git it cannot list', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-'))
    try {
      // A path that is too long is what nobody can list, whoever asks. It is put together of two halves.
      const half = Array.from({ length: 9 }, () => 'a'.repeat(250)).join('/')
      mkdirSync(join(folder, half), { recursive: true })
      mkdirSync(join(folder, 'b', half), { recursive: true })
      renameSync(join(folder, 'b'), join(folder, half, 'b'))
      await expect(openWorkTree(folder)).rejects.toMatchObject({
        reason: 'file-not-readable',
        message: expect.stringMatching(/^Cannot read [ab/]+: ENAMETOOLONG/),
      })
    } finally {
      execFileSync('rm', ['-rf', folder])
    }
  })

  it('follows links within a plain folder, and none out of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-'))
    try {
      mkdirSync(join(folder, 'b'))
      writeFileSync(join(folder, 'b/c.yml'), 'id: c')
      symlinkSync('b', join(folder, 'linked'))
      symlinkSync('b/c.yml', join(folder, 'd.yml'))
      symlinkSync('/etc', join(folder, 'out'))
      symlinkSync('/etc/hostname', join(folder, 'e.yml'))
      const { tracked } = await openWorkTree(folder)
      expect(tracked.paths).toEqual(['b/c.yml', 'd.yml', 'linked/c.yml'])
      expect(await Promise.all(tracked.paths.map((path) => textOf(tracked, path)))).toEqual(['id: c', 'id: c', 'id: c'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is a plain folder outside of Git, without the checkouts in it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-'))
    using nested = committed({ 'x.yml': 'id: x' })
    try {
      writeFileSync(join(folder, 'a.yml'), 'id: a')
      nested.git('clone', '--quiet', nested.dir, join(folder, 'clone'))
      const { tracked, whyNoGit } = await openWorkTree(folder)
      expect(tracked.paths).toEqual(['a.yml'])
      expect(whyNoGit).toContain('not a git repository')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})
