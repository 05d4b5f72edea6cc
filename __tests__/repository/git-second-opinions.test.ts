import { mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { git } from '../../src/repository/git.ts'
import { openGitTree } from '../../src/repository/git-trees.ts'
import { openHistory } from '../../src/repository/history.ts'
import { openWorkTree, readStatus } from '../../src/repository/work-tree.ts'
import { createGitRepository, type GitRepository } from '../support/git-repository.ts'

const FILE = 'flows/a.yml'

/** `first` on a branch beside, `id: a` and `id: b` on main. */
const aRepository = (): GitRepository => {
  const repository = createGitRepository({ files: { [FILE]: 'id: a\n' } })
  repository.branch('evil')
  repository.commit({ [FILE]: 'id: evil\n' })
  repository.branch('main', 'main')
  repository.commit({ [FILE]: 'id: b\n' })
  return repository
}

const textAt = async (commit: string, { dir }: GitRepository): Promise<string> => {
  await using tree = await openGitTree(commit, { cwd: dir })
  return String(Buffer.from(await tree.read(FILE)))
}

const seen = ({ git: run }: GitRepository, ...args: readonly string[]): string => run(...args)

describe('what lies beside the objects of Git shows no other state in their place', () => {
  it('a commit that was replaced: the work tree of the other one is not as the commit has it', async () => {
    using repository = aRepository()
    const { dir } = repository
    repository.git('replace', 'main', 'evil')
    repository.git('reset', '--quiet', '--hard')
    expect(seen(repository, 'status', '--porcelain')).toBe('')
    expect(seen(repository, 'show', `HEAD:${FILE}`)).toBe('id: evil')
    expect(await readStatus(dir)).toEqual([{ path: FILE, state: 'changed' }])
    expect(await textAt('HEAD', repository)).toBe('id: b\n')
  })

  it('a text that was replaced', async () => {
    using repository = aRepository()
    repository.git('replace', `main:${FILE}`, `evil:${FILE}`)
    expect(seen(repository, 'show', `HEAD:${FILE}`)).toBe('id: evil')
    expect(await textAt('HEAD', repository)).toBe('id: b\n')
    await using history = openHistory({ cwd: repository.dir })
    const texts = (await history.contentsOf(FILE)).map((content) => String(Buffer.from(content)))
    expect(texts).toEqual(['id: b\n', 'id: a\n'])
  })

  it('parents that a graft gives', async () => {
    using repository = aRepository()
    const fork = repository.sha('main~1')
    mkdirSync(join(repository.dir, '.git/info'), { recursive: true })
    writeFileSync(join(repository.dir, '.git/info/grafts'), `${repository.sha('main')} ${repository.sha('evil')}\n`)
    expect(seen(repository, 'merge-base', 'main', 'evil')).toBe(repository.sha('evil'))
    expect((await git(['merge-base', 'main', 'evil'], { cwd: repository.dir })).trim()).toBe(fork)
  })

  it('a tree that the commit graph gives', async () => {
    using repository = aRepository()
    repository.git('commit-graph', 'write', '--reachable')
    const file = join(repository.dir, '.git/objects/info/commit-graph')
    const graph = readFileSync(file)
    const [tree, evil] = [repository.git('rev-parse', 'main^{tree}'), repository.git('rev-parse', 'evil^{tree}')]
    graph.set(Buffer.from(evil, 'hex'), graph.indexOf(Buffer.from(tree, 'hex')))
    // Git leaves it read-only.
    rmSync(file)
    writeFileSync(file, graph)
    expect(seen(repository, 'log', '-1', '--format=%T')).toBe(evil)
    expect((await git(['log', '-1', '--format=%T'], { cwd: repository.dir })).trim()).toBe(tree)
  })

  it('a file that Git is told to know by its size and its time alone', async () => {
    using repository = aRepository()
    const path = join(repository.dir, FILE)
    repository.git('config', 'core.checkStat', 'minimal')
    repository.git('config', 'core.trustctime', 'false')
    utimesSync(path, 1_700_000_000, 1_700_000_000)
    repository.git('update-index', '--refresh')
    const { atimeMs, mtimeMs } = statSync(path)
    writeFileSync(`${path}~`, 'id: x\n')
    utimesSync(`${path}~`, atimeMs / 1000, mtimeMs / 1000)
    renameSync(`${path}~`, path)
    expect(seen(repository, 'status', '--porcelain')).toBe('')
    expect(await readStatus(repository.dir)).toEqual([{ path: FILE, state: 'changed' }])
  })

  it('a work tree that lies elsewhere: then this folder is no checkout, and nothing of it is deployed', async () => {
    using repository = aRepository()
    using other = createGitRepository({ files: { [FILE]: 'id: evil\n' } })
    for (const worktree of [other.dir, join(repository.dir, '..')]) {
      repository.git('config', 'core.worktree', worktree)
      const { whyNoGit } = await openWorkTree(repository.dir)
      expect(whyNoGit).toBe('it is not the top of a checkout')
    }
  })

  it('objects that lie in another repository are found there, under the same names', async () => {
    using repository = aRepository()
    using borrowing = createGitRepository()
    writeFileSync(join(borrowing.dir, '.git/objects/info/alternates'), `${join(repository.dir, '.git/objects')}\n`)
    expect(await textAt(repository.sha('main'), borrowing)).toBe('id: b\n')
  })
})
