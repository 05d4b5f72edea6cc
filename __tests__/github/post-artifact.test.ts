import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { upsertComment } from '../../src/github/comment/comment.ts'
import type { TriggeringRun } from '../../src/github/event/event-decision.ts'
import { type ArtifactOptions, postFromArtifact } from '../../src/github/run/post-artifact.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { addComment, addPullRequest, closePullRequest, pushToPullRequest } from '../github-stub/fixtures.ts'
import { aCreate, aPlan, aProblem, aReport, commentOptions } from '../render/factories.ts'
import { aClient, aStage, type Stage } from './setup.ts'

const FORK = 'mallory/flows'

/** The pull request #2 comes from a fork; its run has left an artifact. */
const afterForkRun = async (plan: string, test: (stage: Stage, options: ArtifactOptions) => Promise<void>) => {
  await using stage = await aStage()
  addPullRequest(stage.github.world, { head: 'change', fork: FORK })
  const folder = mkdtempSync(join(tmpdir(), 'artifact-'))
  writeFileSync(join(folder, 'plan.json'), plan)
  const triggeringRun: TriggeringRun = {
    id: 900,
    headSha: stage.git.sha('change'),
    headBranch: 'change',
    headRepository: FORK,
    headOwner: 'mallory',
  }
  const post: ArtifactOptions['post'] = (report, pullRequest) =>
    upsertComment(aClient(stage.github), {
      pullRequest,
      render: (budget) => renderComment(report, commentOptions({ budget })),
      mode: 'create-or-update',
    })
  await test(stage, { triggeringRun, folder, workspace: folder, post })
  rmSync(folder, { recursive: true })
  expect(stage.github.breaches).toEqual([])
}

const aPlanJson = (overrides: Parameters<typeof aReport>[0] = {}) => renderJson(aReport(overrides))

const headlineOf = ({ github }: Stage) => github.world.comments[0]?.body.split('\n', 1)[0]

describe('postFromArtifact', () => {
  it('comments on the pull request that has this head, whatever the artifact says', () =>
    afterForkRun(aPlanJson(), async (stage, options) => {
      expect((await postFromArtifact(aClient(stage.github), options)).kind).toBe('created')
      const [comment] = stage.github.world.comments
      expect(comment).toMatchObject({ issueNumber: 2 })
      expect(comment?.body).toContain(options.triggeringRun.headSha.slice(0, 7))
      expect(comment?.body).toContain('comes from a fork')
      expect(comment?.body).toContain('company.team')
      expect(comment?.body).not.toContain('kestra.acme.io →')
    }))

  const forgedReports: readonly [string, Parameters<typeof aReport>[0]][] = [
    ['that nothing changes', { result: 'in-sync', plan: aPlan({ resources: [] }) }],
    ['that it is deployed', { command: 'deploy', result: 'deployed' }],
    ['that it only validates', { command: 'validate', result: 'in-sync' }],
    ['that it asked the server', { plan: aPlan({ resources: [aCreate()] }) }],
    ['that it failed', { result: 'failed', reason: 'server-unreachable' }],
  ]
  it.each(forgedReports)('never reads as safe or deployed when the artifact claims %s', (_name, claim) =>
    afterForkRun(aPlanJson(claim), async (stage, options) => {
      await postFromArtifact(aClient(stage.github), options)
      expect(headlineOf(stage)).toMatch(/^### /)
      expect(headlineOf(stage)).not.toContain('✅')
    }),
  )

  it('lets no text of the artifact leave its place', () => {
    const words = ['</details><img src=x> @acme #1 `` --> <!-- kestra-gitops:v1:x -->']
    return afterForkRun(aPlanJson({ plan: aPlan({ resources: [aCreate({ words })] }) }), async (stage, options) => {
      await postFromArtifact(aClient(stage.github), options)
      const body = stage.github.world.comments[0]?.body ?? ''
      expect(body).not.toContain('<img')
      expect(body).not.toMatch(/(^|\s)@acme/)
      expect(body.match(/<!--/g)).toHaveLength(1)
    })
  })

  it('updates its own comment', () =>
    afterForkRun(aPlanJson(), async (stage, options) => {
      const older = renderComment(aReport(), commentOptions({ marker: { key: 'k1', runId: 6, runAttempt: 1 } }))
      addComment(stage.github.world, 2, older)
      expect((await postFromArtifact(aClient(stage.github), options)).kind).toBe('updated')
      expect(stage.github.world.comments).toHaveLength(1)
    }))

  const gone: readonly [string, (stage: Stage, options: ArtifactOptions) => ArtifactOptions][] = [
    [
      'the head moved on',
      ({ github, git }, options) => {
        pushToPullRequest(github.world, 2, git.sha('main'))
        return options
      },
    ],
    [
      'the pull request is closed',
      ({ github }, options) => {
        closePullRequest(github.world, 2)
        return options
      },
    ],
    [
      'the branch is of another repository of that name',
      (_stage, options) => ({
        ...options,
        triggeringRun: { ...options.triggeringRun, headRepository: 'mallory/other' },
      }),
    ],
    [
      'two pull requests have this head',
      ({ github }, options) => {
        addPullRequest(github.world, { head: 'change', fork: FORK, base: 'change' })
        return options
      },
    ],
  ]
  it.each(gone)('posts nothing when %s', (_name, change) =>
    afterForkRun(aPlanJson(), async (stage, options) => {
      const result = await postFromArtifact(aClient(stage.github), change(stage, options))
      expect(result).toMatchObject({ kind: 'none', sentence: expect.stringContaining('nothing was posted') })
      expect(stage.github.world.comments).toEqual([])
    }),
  )

  const hostile: readonly [string, string][] = [
    ['no JSON', 'not json'],
    ['JSON of another shape', '{"version":1}'],
    ['a newer version', aPlanJson().replace('"version": 1', '"version": 2')],
    ['more than 5 MB', ' '.repeat(5_000_001)],
    ...['../../../../mallory/flows/blob/main/a.yml', '/etc/passwd', 'a/./b', '', 'a//b'].flatMap(
      (file): [string, string][] => [
        [`a problem in ${JSON.stringify(file)}`, aPlanJson({ problems: [aProblem({ file })] })],
        [`a flow in ${JSON.stringify(file)}`, aPlanJson({ plan: aPlan({ resources: [aCreate({ file })] }) })],
      ],
    ),
  ]
  it.each(hostile)('posts nothing of %s', (_name, plan) =>
    afterForkRun(plan, async (stage, options) => {
      const result = await postFromArtifact(aClient(stage.github), options)
      expect(result).toMatchObject({ kind: 'none', sentence: expect.stringContaining('plan.json') })
      expect(stage.github.requests).toEqual([])
    }),
  )

  it('follows no link out of the artifact, and takes a missing file for none', () =>
    afterForkRun(aPlanJson(), async (stage, options) => {
      const folder = mkdtempSync(join(tmpdir(), 'artifact-'))
      expect((await postFromArtifact(aClient(stage.github), { ...options, folder })).kind).toBe('none')
      symlinkSync(join(options.folder, 'plan.json'), join(folder, 'plan.json'))
      const result = await postFromArtifact(aClient(stage.github), { ...options, folder })
      expect(result).toMatchObject({ sentence: expect.stringContaining('not a regular file') })
      symlinkSync(options.folder, join(folder, 'unpacked'))
      const linked = { ...options, folder: join(folder, 'unpacked'), workspace: folder }
      expect(await postFromArtifact(aClient(stage.github), linked)).toMatchObject({
        kind: 'none',
        sentence: expect.stringContaining('"unpacked" in the workspace is a symbolic link'),
      })
      rmSync(folder, { recursive: true })
    }))
})
