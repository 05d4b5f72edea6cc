import { describe, expect, it } from 'vitest'
import {
  type DeployedRange,
  explainDifferences,
  fetchMergedPullRequests,
  type MergedRange,
} from '../../src/github/comment/merged-pull-requests.ts'
import type { ApprovedPlanCheck, MergedPullRequest } from '../../src/plan/approved-plan.ts'
import type { Difference } from '../../src/plan/plan-difference.ts'
import { addPullRequest, closePullRequest } from '../github-stub/fixtures.ts'
import { aClient, aStageWithGit, type Stage } from './setup.ts'

const find = ({ github }: Stage, range: Partial<MergedRange> & Pick<MergedRange, 'tip'>) =>
  fetchMergedPullRequests(aClient(github), {
    branch: 'main',
    pushed: [range.tip],
    before: undefined,
    since: undefined,
    ...range,
  })

const numbers = async (...args: Parameters<typeof find>) =>
  (await find(...args)).pullRequests.map(({ number, isOfPush }) => (isOfPush ? number : -number))

describe('fetchMergedPullRequests', () => {
  const ways: readonly [string, (stage: Stage) => readonly string[]][] = [
    ['a merge commit', ({ git }) => [git.merge('change')]],
    ['a squash', ({ git }) => [git.squash('change')]],
    ['a rebase', ({ git }) => git.rebase('change')],
  ]
  it.each(ways)('finds the pull request that came by %s', async (_name, land) => {
    await using stage = await aStageWithGit()
    const landed = land(stage)
    closePullRequest(stage.github.world, 1, landed)
    const tip = landed.at(-1) ?? ''
    expect(await numbers(stage, { tip, pushed: landed })).toEqual([1])
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
    expect(await numbers(stage, { tip: landed[1] ?? '', pushed: landed })).toEqual([1, 2])
    expect(stage.github.breaches).toEqual([])
  })

  it('finds none for a direct push', async () => {
    await using stage = await aStageWithGit()
    expect(await numbers(stage, { tip: stage.git.commit({ 'flows/other.yml': 'id: other\n' }) })).toEqual([])
    expect(stage.github.breaches).toEqual([])
  })

  it('does not take a pull request that is open, or was merged into another branch', async () => {
    await using stage = await aStageWithGit()
    expect(await numbers(stage, { tip: stage.git.sha('change') })).toEqual([])
    const tip = stage.git.merge('change')
    closePullRequest(stage.github.world, 1, [tip])
    expect(await numbers(stage, { tip, branch: 'release' })).toEqual([])
    expect(stage.github.breaches).toEqual([])
  })

  it('asks about the newest twenty commits, and says how many are left', async () => {
    await using stage = await aStageWithGit()
    const pushed = Array.from({ length: 25 }, (_, index) => stage.git.commit({ 'a.txt': String(index) }))
    expect(await find(stage, { tip: pushed.at(-1) ?? '', pushed })).toEqual({ pullRequests: [], left: 5 })
    expect(stage.github.requests).toHaveLength(20)
    expect(stage.github.breaches).toEqual([])
  })

  it('finds what was merged since the last deploy, of which no run came to deploy', async () => {
    await using stage = await aStageWithGit()
    const deployed = stage.git.sha('main')
    closePullRequest(stage.github.world, 1, [stage.git.squash('change')])
    stage.git.branch('second', 'main')
    stage.git.commit({ 'flows/second.yml': 'id: second\n' })
    stage.git.branch('main')
    addPullRequest(stage.github.world, { head: 'second' })
    const before = stage.git.sha('main')
    const tip = stage.git.squash('second')
    closePullRequest(stage.github.world, 2, [tip])
    expect(await numbers(stage, { tip, before, since: deployed })).toEqual([-1, 2])
    expect(await numbers(stage, { tip, before, since: deployed, pushed: undefined })).toEqual([-1, -2])
    expect(stage.github.breaches).toEqual([])
  })

  it('takes one call for a push of one commit, and two for a merge of many', async () => {
    await using stage = await aStageWithGit()
    const before = stage.git.sha('main')
    stage.git.branch('change')
    const commits = Array.from({ length: 9 }, (_, index) => stage.git.commit({ 'a.txt': String(index) }))
    stage.git.branch('main')
    const tip = stage.git.merge('change')
    closePullRequest(stage.github.world, 1, [tip])
    expect(await numbers(stage, { tip, before, since: before, pushed: [...commits, tip] })).toEqual([1])
    expect(stage.github.requests.map(({ operationId }) => operationId)).toEqual([
      'repos/compare-commits-with-basehead',
      'repos/list-pull-requests-associated-with-commit',
    ])
    await numbers(stage, { tip, before, since: before })
    expect(stage.github.requests).toHaveLength(3)
    expect(stage.github.breaches).toEqual([])
  })

  it('keeps to the push where GitHub does not know the last deploy, and asks nothing when it is this commit', async () => {
    await using stage = await aStageWithGit()
    const tip = stage.git.squash('change')
    closePullRequest(stage.github.world, 1, [tip])
    expect(await numbers(stage, { tip, since: 'd'.repeat(40) })).toEqual([1])
    const asked = stage.github.requests.length
    expect(await numbers(stage, { tip, since: tip, pushed: undefined })).toEqual([])
    expect(stage.github.requests).toHaveLength(asked)
    expect(stage.github.breaches).toEqual([])
  })
})

const DAILY: Difference = {
  resource: { kind: 'flow', namespace: 'company', name: 'daily' },
  file: 'flows/daily.yml',
  cause: 'later-merge',
  pullRequests: [],
}

/** Pull request 1 changes `daily` and is merged after 2, which was planned on `base`; so is 3, which changes another file. */
const aMerge = ({ git, github: { world } }: Stage) => {
  const base = git.sha('main')
  closePullRequest(world, 1, [git.squash('change')])
  git.branch('third', base)
  git.commit({ 'flows/third.yml': 'id: third\n' })
  git.branch('main')
  const { number } = addPullRequest(world, { head: 'third' })
  closePullRequest(world, number, [git.squash('third')])
  return { base, tip: git.sha('main') }
}

const explain = async ({ github }: Stage, difference: Difference, { base, tip }: ReturnType<typeof aMerge>) => {
  const approvedPlan = { plan: { kind: 'each', resources: [] }, salt: '', isOffline: false, base } as const
  const merged: readonly MergedPullRequest[] = [{ number: 9, isOfPush: true, approvedPlan }]
  const check: ApprovedPlanCheck = {
    pullRequest: 9,

    missing: undefined,
    kept: new Set(),
    differs: [difference, difference],
    others: [],
  }
  const where: DeployedRange = { github: aClient(github), branch: 'main', tip }
  const [explained] = await explainDifferences([check], merged, where)
  return explained?.differs.map(({ pullRequests }) => pullRequests)
}

describe('explainDifferences', () => {
  it('names the pull requests that changed the file since it was planned, and lists the files of each once', async () => {
    await using stage = await aStageWithGit()
    expect(await explain(stage, DAILY, aMerge(stage))).toEqual([[1], [1]])
    expect(stage.github.requests.map(({ operationId }) => operationId)).toEqual([
      'repos/compare-commits-with-basehead',
      'repos/list-pull-requests-associated-with-commit',
      'repos/list-pull-requests-associated-with-commit',
      'pulls/list-files',
      'pulls/list-files',
    ])
    expect(stage.github.breaches).toEqual([])
  })

  it('asks nothing where the cause is another one', async () => {
    await using stage = await aStageWithGit()
    const merge = aMerge(stage)
    for (const other of [{ cause: 'server-edit' }, { file: undefined }, { pullRequests: [4] }] as const)
      expect(await explain(stage, { ...DAILY, ...other }, merge)).toHaveLength(2)
    expect(stage.github.requests).toEqual([])
  })

  it('leaves unnamed what GitHub does not tell', async () => {
    await using stage = await aStageWithGit()
    const merge = aMerge(stage)
    stage.github.fail({ method: 'GET', path: /\/files/, status: 403 })
    expect(await explain(stage, DAILY, merge)).toEqual([[], []])
  })
})
