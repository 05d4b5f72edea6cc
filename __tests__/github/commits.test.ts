import { describe, expect, it } from 'vitest'
import { fetchPullRequestsOfCommit } from '../../src/github/commits.ts'
import { addPullRequest, closePullRequest } from '../github-stub/fixtures.ts'
import { aClient, aStageWithGit, REPOSITORY, type Stage } from './setup.ts'

const find = ({ github }: Stage, shas: readonly string[], branch = 'main') =>
  fetchPullRequestsOfCommit(aClient(github), { repository: REPOSITORY, tip: shas.at(-1) ?? '', shas, branch })

describe('fetchPullRequestsOfCommit', () => {
  const ways: readonly [string, (stage: Stage) => readonly string[]][] = [
    ['a merge commit', ({ git }) => [git.merge('change')]],
    ['a squash', ({ git }) => [git.squash('change')]],
    ['a rebase', ({ git }) => git.rebase('change')],
  ]
  it.each(ways)('finds the pull request that came by %s', async (_name, land) => {
    await using stage = await aStageWithGit()
    const landed = land(stage)
    closePullRequest(stage.github.world, 1, landed)
    expect(await find(stage, landed)).toEqual([1])
    expect(stage.github.breaches).toEqual([])
  })

  it('finds all pull requests of one push of a merge queue', async () => {
    await using stage = await aStageWithGit()
    stage.git.branch('second', 'main')
    stage.git.commit({ 'flows/second.yml': 'id: second\n' })
    stage.git.branch('main')
    addPullRequest(stage.github.world, { head: 'second' })
    const landed = [stage.git.merge('change'), stage.git.merge('second')]
    closePullRequest(stage.github.world, 1, landed.slice(0, 1))
    closePullRequest(stage.github.world, 2, landed.slice(1))
    expect(await find(stage, landed)).toEqual([1, 2])
    expect(stage.github.breaches).toEqual([])
  })

  it('finds none for a direct push', async () => {
    await using stage = await aStageWithGit()
    expect(await find(stage, [stage.git.commit({ 'flows/other.yml': 'id: other\n' })])).toEqual([])
    expect(stage.github.breaches).toEqual([])
  })

  it('does not take a pull request that is open, or was merged into another branch', async () => {
    await using stage = await aStageWithGit()
    expect(await find(stage, [stage.git.sha('change')])).toEqual([])
    const landed = [stage.git.merge('change')]
    closePullRequest(stage.github.world, 1, landed)
    expect(await find(stage, landed, 'release')).toEqual([])
    expect(stage.github.breaches).toEqual([])
  })

  it('asks about the newest twenty commits of a push', async () => {
    await using stage = await aStageWithGit()
    const shas = Array.from({ length: 25 }, (_, index) => stage.git.commit({ 'a.txt': String(index) }))
    await find(stage, shas)
    expect(stage.github.requests).toHaveLength(20)
    expect(stage.github.breaches).toEqual([])
  })
})
