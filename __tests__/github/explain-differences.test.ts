import { describe, expect, it } from 'vitest'
import { type DeployedRange, explainDifferences } from '../../src/github/comment/explain-differences.ts'
import type { Difference, MergedPullRequest, PromiseCheck } from '../../src/plan/keep-promise.ts'
import { addPullRequest, closePullRequest } from '../github-stub/fixtures.ts'
import { aClient, aStageWithGit, type Stage } from './setup.ts'

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
  const promise = { plan: { kind: 'each', resources: [] }, salt: '', isOffline: false, base } as const
  const merged: readonly MergedPullRequest[] = [{ number: 9, isOfPush: true, promise }]
  const check: PromiseCheck = {
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
