import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { git } from '../../src/repository/git.ts'
import { openGitTree } from '../../src/repository/git-trees.ts'
import { openHistory } from '../../src/repository/history.ts'
import { openWorkTree } from '../../src/repository/work-tree.ts'
import { createGitRepository, type GitRepository } from '../support/git-repository.ts'

const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index)

const linked = (): GitRepository => {
  const repository = createGitRepository({ files: {} })
  repository.write({
    'a/flows/x.yml': 'id: x\r\n',
    'a/files/binär datei.bin': everyByte,
    'a/files/empty': '',
  })
  symlinkSync('../a/flows', join(repository.dir, 'a/linked-flows'))
  symlinkSync('files/empty', join(repository.dir, 'a/alias'))
  symlinkSync('..', join(repository.dir, 'a/circle'))
  symlinkSync('/etc/hostname', join(repository.dir, 'a/outside'))
  symlinkSync('nowhere', join(repository.dir, 'a/dangling'))
  return repository
}

describe('the files of a commit and of the work tree', () => {
  it('are the same, with links followed inside the repository only', async () => {
    using repository = linked()
    const commit = repository.commit({}, 'Add files')
    await using committed = await openGitTree(commit, { cwd: repository.dir })
    const { tracked: work } = await openWorkTree(repository.dir)
    const expected = ['a/alias', 'a/files/binär datei.bin', 'a/files/empty', 'a/flows/x.yml', 'a/linked-flows/x.yml']
    expect(work.paths).toEqual(expected)
    expect(committed.paths).toEqual(expected)
    for (const path of expected)
      expect(Buffer.from(await committed.read(path))).toEqual(Buffer.from(await work.read(path)))
    expect(new Uint8Array(await committed.read('a/files/binär datei.bin'))).toEqual(everyByte)
  })

  it('are refused for a path that is not there', async () => {
    using repository = linked()
    const commit = repository.commit({}, 'Add files')
    await using committed = await openGitTree(commit, { cwd: repository.dir })
    await expect(committed.read('a/nothing')).rejects.toThrow('a/nothing is not a file of the commit')
    await expect((await openWorkTree(repository.dir)).tracked.read('../etc/passwd')).rejects.toThrow('not a file')
  })

  it('of a thousand blobs come at once and in order', async () => {
    using repository = createGitRepository({ files: {} })
    const names = Array.from({ length: 1000 }, (_, index) => `files/${index}.txt`)
    repository.write(Object.fromEntries(names.map((name) => [name, `${name}\n`.repeat(50)])))
    await using tree = await openGitTree(repository.commit({}, 'Add files'), { cwd: repository.dir })
    const contents = await Promise.all(names.map((name) => tree.read(name)))
    expect(contents.map((content) => new TextDecoder().decode(content).split('\n')[0])).toEqual(names)
  })

  it('that are asked for still come when the tree is closed', async () => {
    using repository = linked()
    const tree = await openGitTree(repository.commit({}, 'Add files'), { cwd: repository.dir })
    const reads = Promise.all(Array.from({ length: 50 }, () => tree.read('a/flows/x.yml')))
    await tree[Symbol.asyncDispose]()
    expect((await reads).map((content) => content.length)).toEqual(new Array(50).fill(7))
  })
})

describe('git', () => {
  it('says in one sentence that the commit is not there', async () => {
    using repository = linked()
    repository.commit({}, 'Add files')
    await expect(openGitTree('0'.repeat(40), { cwd: repository.dir })).rejects.toThrow(/git ls-tree failed: fatal/)
  })

  it('takes a commit that looks like an option as a commit', async () => {
    using repository = linked()
    repository.commit({}, 'Add files')
    await expect(openGitTree('--help', { cwd: repository.dir })).rejects.toMatchObject({ reason: 'git-failed' })
  })

  it('tells a folder that is no repository', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-'))
    try {
      await expect(git(['status'], { cwd: folder })).rejects.toMatchObject({
        reason: 'git-failed',
        message: expect.stringContaining('not a git repository'),
      })
      await expect(git(['status'], { cwd: join(folder, 'gone') })).rejects.toMatchObject({ reason: 'git-missing' })
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('the history of a file', () => {
  const texts = async (file: string, options: { cwd: string }): Promise<string[]> => {
    await using history = openHistory(options)
    return (await history.contentsOf(file)).map((content) => new TextDecoder().decode(content))
  }

  const grown = (): GitRepository => {
    const repository = createGitRepository({ files: {} })
    const body = 'line\n'.repeat(20)
    repository.commit({ 'flows/a.yml': `${body}1` }, 'First')
    repository.commit({ 'flows/a.yml': `${body}2` }, 'Second')
    repository.git('mv', 'flows/a.yml', 'flows/b.yml')
    repository.commit({}, 'Move')
    repository.commit({ 'flows/b.yml': `${body}3`, 'other.txt': 'x' }, 'Third')
    return repository
  }

  it('lists what a file was, newest first, across a move', async () => {
    using repository = grown()
    const contents = await texts('flows/b.yml', { cwd: repository.dir })
    expect(contents.map((text) => text.at(-1))).toEqual(['3', '2', '1'])
  })

  it('looks at the newest 50 commits', async () => {
    using repository = createGitRepository({ files: {} })
    for (let number = 1; number <= 51; number += 1) repository.commit({ 'a.yml': String(number) }, `${number}`)
    const contents = await texts('a.yml', { cwd: repository.dir })
    expect(contents).toEqual(Array.from({ length: 50 }, (_, index) => String(51 - index)))
  })

  it('lists what a deleted file was', async () => {
    using repository = grown()
    repository.git('rm', '--quiet', 'flows/b.yml')
    repository.commit({}, 'Delete')
    const contents = await texts('flows/b.yml', { cwd: repository.dir })
    expect(contents.map((text) => text.at(-1))).toEqual(['3', '2', '1'])
  })

  it('lists what a shallow clone holds', async () => {
    using repository = grown()
    using clone = createGitRepository({ files: {} })
    clone.git('fetch', '--quiet', '--depth=1', `file://${repository.dir}`, 'main')
    clone.git('checkout', '--quiet', 'FETCH_HEAD')
    const contents = await texts('flows/b.yml', { cwd: clone.dir })
    expect(contents.map((text) => text.at(-1))).toEqual(['3'])
  })

  it('is empty for a file that git does not know, and outside of a repository', async () => {
    using repository = grown()
    expect(await texts('flows/unknown.yml', { cwd: repository.dir })).toEqual([])
    expect(await texts('flows/b.yml', { cwd: tmpdir() })).toEqual([])
  })
})
