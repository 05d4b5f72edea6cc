import { expect, it } from 'vitest'
import { isInHistory } from '../../src/repository/history.ts'
import { createGitRepository } from '../support/git-repository.ts'

it('tells the commits that the checkout goes back to', async () => {
  using repository = createGitRepository()
  const first = repository.sha('HEAD')
  const second = repository.commit({ 'a.txt': 'a' })
  repository.branch('other', first)
  const elsewhere = repository.commit({ 'b.txt': 'b' })
  repository.branch('main')
  const known = [first, second, elsewhere, 'f'.repeat(40)]
  expect(await Promise.all(known.map((commit) => isInHistory(commit, repository.dir)))).toEqual([
    ...[true, true],
    ...[false, false],
  ])
  using shallow = repository.clone({ ref: 'refs/heads/main' })
  expect(await isInHistory(second, shallow.dir)).toBe(true)
  expect(await isInHistory(first, shallow.dir)).toBeUndefined()
})

it.each(['uncommitted', '', '--all', 'HEAD'])('hands git nothing that is no full hash: %j', async (commit) => {
  using repository = createGitRepository()
  expect(await isInHistory(commit, repository.dir)).toBeUndefined()
})

it('knows nothing outside of Git', async () => {
  expect(await isInHistory('f'.repeat(40), '/')).toBeUndefined()
})
