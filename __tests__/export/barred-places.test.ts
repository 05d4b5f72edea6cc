import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readBarredPlaces } from '../../src/export/barred-places.ts'
import type { PlacedFile } from '../../src/export/export-change.ts'
import { writeExport } from '../../src/export/write-export.ts'
import { createGitRepository } from '../hands/git-repository.ts'

describe('readBarredPlaces', () => {
  it('bars what Git has as a link, a submodule, a file or a folder, and what would lie below', async () => {
    using other = createGitRepository({ files: { 'flows/x.yml': 'id: x' } })
    using repository = createGitRepository({ files: { 'a/flows/x.yml': 'x', plain: 'x' } })
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.dir, 'sub/module')
    symlinkSync('a', join(repository.dir, 'linked'))
    symlinkSync('x.yml', join(repository.dir, 'a/flows/y.yml'))
    repository.commit({}, 'Add links')
    const whyBarred = await readBarredPlaces(repository.dir)
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
    expect((await readBarredPlaces(folder))('a')).toBeUndefined()
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
      'nested/flows/a.yml lies in `nested`, which is another repository',
      'linked/flows/a.yml lies behind a symbolic link',
    ])
    expect(other.git('status', '--porcelain')).toBe('')
  })
})
