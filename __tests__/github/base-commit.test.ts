import { describe, expect, it } from 'vitest'
import type { BaseSource } from '../../src/github/event/event-decision.ts'
import { type BaseCommitOptions, findBaseCommit } from '../../src/github/run/base-commit.ts'
import { git as runGit } from '../../src/repository/git.ts'
import { git } from '../support/git.ts'
import type { GitRepository } from '../support/git-repository.ts'
import { aClient, aStageWithGit, type Stage } from './setup.ts'

const gitIn =
  ({ dir }: GitRepository): BaseCommitOptions['git'] =>
  (args, reach = 'local') =>
    runGit(args, { cwd: dir, reach })

const noGit: BaseCommitOptions['git'] = (args) => runGit(args, { cwd: '/no/such/folder' })

const find = ({ github }: Stage, source: BaseSource, overrides: Partial<BaseCommitOptions> = {}) =>
  findBaseCommit({ source, git: noGit, client: aClient(github), ...overrides })

/** The pull request #1, after which `main` has moved on: its merge commit stands on the new tip. */
const aPullRequestBehind = ({ git: repository }: Stage) => {
  const baseSha = repository.sha('main')
  const movedOn = repository.commit({ 'flows/other.yml': 'id: other\n' })
  const mergeSha = repository.pullRequestRefs(1, 'change')
  if (mergeSha === undefined) throw new Error('the fixture conflicts')
  const source: BaseSource = { from: 'merge-commit', mergeSha, headSha: repository.sha('change'), baseSha }
  return { source, movedOn, baseSha, mergeSha }
}

describe('findBaseCommit', () => {
  it('compares a pull request with what GitHub merged it onto, fetching one commit into a shallow checkout', async () => {
    await using stage = await aStageWithGit()
    const { source, movedOn, mergeSha } = aPullRequestBehind(stage)
    using checkout = stage.git.clone({ ref: 'refs/pull/1/merge' })
    expect(checkout.sha('HEAD')).toBe(mergeSha)
    expect(await find(stage, source, { git: gitIn(checkout) })).toEqual({ kind: 'found', sha: movedOn })
    expect(git(checkout.dir, ['show', `${movedOn}:flows/other.yml`])).toBe('id: other')
    expect(git(checkout.dir, ['rev-list', '--count', movedOn])).toBe('1')
    expect(stage.github.requests).toEqual([])
    expect(stage.github.breaches).toEqual([])
  })

  it('leaves a full checkout full', async () => {
    await using stage = await aStageWithGit()
    const { source, movedOn } = aPullRequestBehind(stage)
    using checkout = stage.git.clone({ ref: 'refs/pull/1/merge', depth: 0 })
    expect(await find(stage, source, { git: gitIn(checkout) })).toEqual({ kind: 'found', sha: movedOn })
    expect(git(checkout.dir, ['rev-parse', '--is-shallow-repository'])).toBe('false')
  })

  it('compares a checkout of the head with the merge base', async () => {
    await using stage = await aStageWithGit()
    const { source, baseSha } = aPullRequestBehind(stage)
    using checkout = stage.git.clone({ ref: 'refs/pull/1/head' })
    expect(await find(stage, source, { git: gitIn(checkout) })).toEqual({ kind: 'found', sha: baseSha })
    expect(stage.github.breaches).toEqual([])
  })

  it.each(['checkout', 'API'])(
    'never takes the first parent of a head that is a merge: its author made it (from %s)',
    async (from) => {
      await using stage = await aStageWithGit()
      const baseSha = stage.git.sha('main')
      stage.git.branch('change')
      const chosen = stage.git.commit({ 'flows/chosen.yml': 'id: chosen\n' })
      stage.git.git('checkout', '--quiet', '-b', 'side', baseSha)
      stage.git.commit({ 'flows/side.yml': 'id: side\n' })
      stage.git.branch('change')
      stage.git.git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'side')
      const headSha = stage.git.sha('change')
      expect(stage.git.sha('change^1')).toBe(chosen)
      stage.git.pullRequestRefs(1, 'change')
      // As `pull_request_target` gives it: there is no merge commit of GitHub.
      const source: BaseSource = { from: 'merge-commit', mergeSha: headSha, headSha, baseSha }
      using checkout = stage.git.clone({ ref: 'refs/pull/1/head', depth: 0 })
      const overrides = from === 'checkout' ? { git: gitIn(checkout) } : {}
      expect(await find(stage, source, overrides)).toMatchObject({ kind: 'found', sha: baseSha })
    },
  )

  it('asks GitHub when there is no git', async () => {
    await using stage = await aStageWithGit()
    const { source, movedOn } = aPullRequestBehind(stage)
    expect(await find(stage, source)).toEqual({ kind: 'found', sha: movedOn, open: expect.any(Function) })
    expect(stage.github.breaches).toEqual([])
  })

  it('compares a push with the commit before it', async () => {
    await using stage = await aStageWithGit()
    const before = stage.git.sha('main')
    stage.git.commit({ 'flows/other.yml': 'id: other\n' })
    using checkout = stage.git.clone({ ref: 'main' })
    const source: BaseSource = { from: 'commit', sha: before }
    expect(await find(stage, source, { git: gitIn(checkout) })).toEqual({ kind: 'found', sha: before })
  })

  it('finds the commit before a forced push while GitHub still has it', async () => {
    await using stage = await aStageWithGit()
    const start = stage.git.sha('main')
    const before = stage.git.commit({ 'flows/other.yml': 'id: other\n' })
    stage.git.reset(start)
    using checkout = stage.git.clone({ ref: 'main' })
    const source: BaseSource = { from: 'commit', sha: before }
    expect(await find(stage, source, { git: gitIn(checkout) })).toEqual({ kind: 'found', sha: before })
  })

  it('says why when nobody has the commit any more', async () => {
    await using stage = await aStageWithGit()
    using checkout = stage.git.clone({ ref: 'main' })
    const base = await find(stage, { from: 'commit', sha: 'f'.repeat(40) }, { git: gitIn(checkout) })
    expect(base).toEqual({
      ...{ kind: 'unknown', isMissed: true },
      why: expect.stringMatching(/^the commit fffffff is available neither/),
    })
    expect(stage.github.breaches).toEqual([])
  })

  it('does without GitHub as well', async () => {
    await using stage = await aStageWithGit()
    const base = await find(stage, { from: 'commit', sha: stage.git.sha('main') }, { client: undefined })
    expect(base.kind).toBe('unknown')
  })

  it.each(['main', '--upload-pack=touch x', ''])('never hands %j to git', async (sha) => {
    await using stage = await aStageWithGit()
    expect(await find(stage, { from: 'commit', sha })).toEqual({
      ...{ kind: 'unknown', isMissed: true },
      why: `"${sha}" is not a commit`,
    })
  })

  it('passes on why an event has no base', async () => {
    await using stage = await aStageWithGit()
    expect(await find(stage, { from: 'none', why: 'no base' })).toEqual({
      kind: 'unknown',
      why: 'no base',
      isMissed: false,
    })
  })
})
