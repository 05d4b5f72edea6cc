import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PlacedFile } from '../../src/export/export-change.ts'
import { readBarredPaths, writeExport } from '../../src/export/write-export.ts'
import { createGitRepository } from '../support/git-repository.ts'

const aFile = (file: string, action: PlacedFile['action'] = 'update'): PlacedFile => ({
  file,
  action,
  content: action === 'delete' ? undefined : Buffer.from('of the server'),
  changes: [],
})

describe('an export into the work tree', () => {
  it('writes and removes what is committed', async () => {
    using repository = createGitRepository({ files: { 'a.yml': 'a', 'b.yml': 'b' } })
    const { written, skipped } = await writeExport(
      [aFile('a.yml'), aFile('b.yml', 'delete'), aFile('new/c.yml', 'create')],
      repository.dir,
    )
    expect([written.length, skipped]).toEqual([3, []])
    expect(readFileSync(join(repository.dir, 'a.yml'), 'utf8')).toBe('of the server')
    expect(existsSync(join(repository.dir, 'b.yml'))).toBe(false)
    expect(readFileSync(join(repository.dir, 'new/c.yml'), 'utf8')).toBe('of the server')
  })

  it('leaves alone what is not committed, lies behind a link or in another repository', async () => {
    using repository = createGitRepository({ files: { 'a.yml': 'a', 'b.yml': 'b' } })
    repository.write({ 'a.yml': 'mine', 'b.yml': 'mine', 'nested/.git/HEAD': 'ref: refs/heads/main\n' })
    mkdirSync(join(repository.dir, 'real'))
    symlinkSync('real', join(repository.dir, 'linked'))
    const { written, skipped } = await writeExport(
      [aFile('a.yml'), aFile('b.yml', 'delete'), aFile('linked/c.yml', 'create'), aFile('nested/d.yml', 'create')],
      repository.dir,
    )
    expect(written).toEqual([])
    expect(skipped.map(({ why }) => why)).toEqual([
      'a.yml has changes that are not committed',
      'b.yml has changes that are not committed',
      'linked/c.yml is behind a symbolic link',
      'nested/d.yml is in `nested`, which is another repository',
    ])
    expect(readFileSync(join(repository.dir, 'a.yml'), 'utf8')).toBe('mine')
    expect(readFileSync(join(repository.dir, 'b.yml'), 'utf8')).toBe('mine')
  })

  it('changes nothing that is there where there is no Git to bring it back', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-'))
    try {
      writeFileSync(join(folder, 'a.yml'), 'mine')
      const { written, skipped } = await writeExport([aFile('a.yml'), aFile('b.yml', 'create')], folder)
      expect(written.map(({ file }) => file)).toEqual(['b.yml'])
      expect(skipped.map(({ why }) => why)).toEqual(['without git the present content of a.yml could not be restored'])
      expect(readFileSync(join(folder, 'a.yml'), 'utf8')).toBe('mine')
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('readBarredPaths', () => {
  it('bars what Git has as a link, a submodule, a file or a folder, and what would lie below', async () => {
    using other = createGitRepository({ files: { 'flows/x.yml': 'id: x' } })
    using repository = createGitRepository({ files: { 'a/flows/x.yml': 'x', plain: 'x' } })
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.dir, 'sub/module')
    symlinkSync('a', join(repository.dir, 'linked'))
    symlinkSync('x.yml', join(repository.dir, 'a/flows/y.yml'))
    repository.commit({}, 'Add links')
    const whyBarred = await readBarredPaths(repository.dir)
    expect(whyBarred('linked/flows/x.yml')).toBe('`linked` is a symbolic link in Git')
    expect(whyBarred('a/flows/y.yml')).toBe('`a/flows/y.yml` is a symbolic link in Git')
    expect(whyBarred('sub/module')).toMatch(/^`sub\/module` is a submodule/)
    expect(whyBarred('sub/module/flows/new.yml')).toMatch(/^`sub\/module` is a submodule/)
    expect(whyBarred('plain/new.yml')).toBe('`plain` is a file in Git')
    expect(whyBarred('a/flows')).toBe('`a/flows` is a folder in Git')
    expect(['a/flows/x.yml', 'a/flows/new.yml', 'b/new.yml', 'sub/new.yml'].map(whyBarred)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    )
  })

  it('knows nothing outside of Git', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'no-git-'))
    expect((await readBarredPaths(folder))('a')).toBeUndefined()
    rmSync(folder, { recursive: true })
  })
})

describe('writeExport', () => {
  it('leaves what lies behind a link, or in another repository that Git does not list', async () => {
    using other = createGitRepository()
    using repository = createGitRepository()
    repository.git('clone', '--quiet', other.dir, 'nested')
    symlinkSync(other.dir, join(repository.dir, 'linked'))
    const files = ['nested/flows/a.yml', 'linked/flows/a.yml', 'flows/a.yml'].map(
      (file): PlacedFile => ({ file, action: 'create', content: new TextEncoder().encode('id: a'), changes: [] }),
    )
    const { written, skipped } = await writeExport(files, repository.dir)
    expect(written.map(({ file }) => file)).toEqual(['flows/a.yml'])
    expect(skipped.map(({ why }) => why)).toEqual([
      'nested/flows/a.yml is in `nested`, which is another repository',
      'linked/flows/a.yml is behind a symbolic link',
    ])
    expect(other.git('status', '--porcelain')).toBe('')
  })
})
