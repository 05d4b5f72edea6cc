import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { git } from './git.ts'
import { createGitRepository } from './git-repository.ts'

function aRepository() {
  const repository = createGitRepository({ files: { 'flows/a.yml': 'id: a\n' } })
  repository.branch('feature')
  repository.commit({ 'flows/b.yml': 'id: b\n' }, 'Add b')
  repository.commit({ 'flows/c.yml': 'id: c\n' }, 'Add c')
  repository.branch('main')
  repository.commit({ 'flows/d.yml': 'id: d\n' }, 'Add d')
  return repository
}

const parentsOf = (dir: string, sha: string) => git(dir, ['rev-parse', `${sha}^@`]).split('\n')

test('gives the same SHAs for the same steps', () => {
  using one = aRepository()
  using other = aRepository()
  expect(one.merge('feature')).toBe(other.merge('feature'))
  expect(one.dir).not.toBe(other.dir)
})

test('begins with the commit that git would make of the files', () => {
  const files = { 'a/b.yml': 'id: b\n', 'a.yml': 'id: a\n', 'a-b/c.sql': '', 'é/ü.bin': Buffer.from([0, 255]) }
  using repository = createGitRepository({ files })
  const { dir } = repository
  expect(git(dir, ['diff-files', '--name-only'])).toBe('')
  expect(git(dir, ['status', '--porcelain'])).toBe('')
  git(dir, ['fsck', '--strict'])
  git(dir, ['rm', '--quiet', '--cached', '-r', '.'])
  git(dir, ['add', '--all'])
  const date = `${Date.UTC(2026, 0, 5, 8) / 1000} +0000`
  const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date }
  const sha = git(dir, ['commit-tree', git(dir, ['write-tree']), '-m', 'Start'], { env })
  expect([git(dir, ['rev-parse', 'main']), repository.sha('main'), repository.sha('HEAD')]).toEqual([sha, sha, sha])
})

test("a pull request's merge commit has the base and the head as parents, and moves no branch", () => {
  using repository = aRepository()
  const main = repository.sha('main')
  const merge = repository.pullRequestRefs(7, 'feature') ?? ''
  expect(parentsOf(repository.dir, merge)).toEqual([main, repository.sha('feature')])
  expect(repository.sha('refs/pull/7/merge')).toBe(merge)
  expect(repository.sha('HEAD')).toBe(main)
})

test('a pull request that conflicts has no merge commit', () => {
  using repository = aRepository()
  repository.commit({ 'flows/b.yml': 'id: other\n' })
  expect(repository.pullRequestRefs(7, 'feature')).toBeUndefined()
  expect(git(repository.dir, ['status', '--porcelain'])).toBe('')
})

test('merges, squashes and rebases as the three buttons do', () => {
  using repository = aRepository()
  const start = repository.sha('main')
  expect(parentsOf(repository.dir, repository.merge('feature'))).toEqual([start, repository.sha('feature')])
  repository.reset(start)
  expect(parentsOf(repository.dir, repository.squash('feature'))).toEqual([start])
  repository.reset(start)
  const [first = '', second = ''] = repository.rebase('feature')
  expect(parentsOf(repository.dir, second)).toEqual([first])
  expect(parentsOf(repository.dir, first)).toEqual([start])
})

test('a clone is what actions/checkout leaves: one commit, no parents, the rest to be fetched by SHA', () => {
  using repository = aRepository()
  const merge = repository.pullRequestRefs(7, 'feature') ?? ''
  using checkout = repository.clone({ ref: 'refs/pull/7/merge' })
  expect(checkout.sha('HEAD')).toBe(merge)
  expect(git(checkout.dir, ['config', 'remote.origin.url'])).toBe('https://github.com/acme/flows')
  expect(readFileSync(join(checkout.dir, 'flows/c.yml'), 'utf8')).toBe('id: c\n')
  const main = repository.sha('main')
  expect(() => checkout.sha(main)).toThrow()
  git(checkout.dir, ['fetch', '--quiet', '--depth=1', 'origin', main])
  expect(checkout.sha(main)).toBe(main)
})

test('a clone of a branch has that branch; a forced push leaves the old commit out of it', () => {
  using repository = aRepository()
  const before = repository.sha('main')
  repository.reset('feature')
  using checkout = repository.clone({ ref: 'refs/heads/main', depth: 0 })
  expect(git(checkout.dir, ['branch', '--show-current'])).toBe('main')
  expect(() => checkout.sha(before)).toThrow()
})

test('deletes its folder at the end', () => {
  let dir = ''
  {
    using repository = createGitRepository()
    repository.tag('v1')
    dir = repository.dir
    expect(repository.sha('v1')).toBe(repository.sha('main'))
  }
  expect(existsSync(dir)).toBe(false)
})
