import { describe, expect, it } from 'vitest'
import { type ExportRequest, openExportPullRequest } from '../../src/github/publish/export.ts'
import type { GitHubOptions } from '../github-stub/start-github.ts'
import { git } from '../support/git.ts'
import { aClient, aStageWithGit, type Stage } from './setup.ts'

const TOKENS = {
  ghs_export: { permissions: { contents: 'write', 'pull-requests': 'write' } },
  ghs_read: { permissions: { contents: 'read' } },
} as const
const BRANCH = 'kestra-gitops/export-main'

const onStage = (options: Partial<GitHubOptions> = {}) => aStageWithGit({ tokens: TOKENS, ...options })

const anExport = (stage: Stage, files: Readonly<Record<string, string | Buffer | null>>): ExportRequest => ({
  parent: stage.git.sha('main'),
  files: Object.entries(files).map(([file, content]) => ({
    file,
    content: content === null ? undefined : Buffer.from(content),
  })),
  into: 'main',
  branch: BRANCH,
  title: 'Export from Kestra',
  body: '2 flows were edited on the server.',
})

const clientOf = ({ github }: Stage, token = 'ghs_export') => aClient(github, { token })

const show = ({ git: { dir } }: Stage, path: string) => git(dir, ['show', `${BRANCH}:${path}`])

describe('openExportPullRequest', () => {
  it('puts text, bytes and deletions on a branch of its own and opens a pull request', async () => {
    await using stage = await onStage()
    stage.git.commit({ 'flows/old.yml': 'id: old\n' })
    const main = stage.git.sha('main')
    const bytes = Buffer.from([0, 255, 10])
    const options = anExport(stage, {
      'flows/daily.yml': 'id: daily # été\n',
      'files/ü.bin': bytes,
      'flows/old.yml': null,
    })
    expect(await openExportPullRequest(clientOf(stage), options)).toMatchObject({ kind: 'created', number: 2 })
    expect(git(stage.git.dir, ['ls-tree', '-r', '-z', '--name-only', BRANCH]).split('\0').filter(Boolean)).toEqual([
      'files/ü.bin',
      'flows/daily.yml',
    ])
    expect(show(stage, 'flows/daily.yml')).toBe('id: daily # été')
    expect(stage.git.sha(`${BRANCH}^`)).toBe(main)
    expect(stage.git.sha('main')).toBe(main)
    expect(stage.github.breaches).toEqual([])
  })

  it('keeps the mode of a script', async () => {
    await using stage = await onStage()
    stage.git.commit({ 'files/run.sh': 'echo 1\n' })
    git(stage.git.dir, ['update-index', '--chmod=+x', 'files/run.sh'])
    git(stage.git.dir, ['commit', '--quiet', '-m', 'Make it run'])
    await openExportPullRequest(clientOf(stage), anExport(stage, { 'files/run.sh': 'echo 2\n' }))
    expect(git(stage.git.dir, ['ls-tree', BRANCH, 'files/run.sh'])).toMatch(/^100755 /)
    expect(stage.github.breaches).toEqual([])
  })

  it('opens none when the server holds what Git holds', async () => {
    await using stage = await onStage()
    const same = anExport(stage, { 'flows/daily.yml': 'id: daily\n' })
    expect(await openExportPullRequest(clientOf(stage), same)).toEqual({ kind: 'none' })
    expect(await openExportPullRequest(clientOf(stage), { ...same, files: [] })).toEqual({ kind: 'none' })
    expect([...stage.github.world.issues.keys()]).toEqual([1])
    expect(stage.github.breaches).toEqual([])
  })

  it('updates the open pull request, one commit on top of Git, and writes nothing twice', async () => {
    await using stage = await onStage()
    const client = clientOf(stage)
    await openExportPullRequest(client, anExport(stage, { 'flows/daily.yml': 'id: one\n' }))
    const again = await openExportPullRequest(client, anExport(stage, { 'flows/daily.yml': 'id: one\n' }))
    expect(again).toMatchObject({ kind: 'unchanged', number: 2 })
    stage.git.commit({ 'README.md': 'moved on\n' })
    const updated = await openExportPullRequest(client, anExport(stage, { 'flows/daily.yml': 'id: two\n' }))
    expect(updated).toMatchObject({ kind: 'updated', number: 2 })
    expect(show(stage, 'flows/daily.yml')).toBe('id: two')
    expect(stage.git.sha(`${BRANCH}^`)).toBe(stage.git.sha('main'))
    expect(stage.github.breaches).toEqual([])
  })

  it('keeps commits that people added to the branch', async () => {
    await using stage = await onStage()
    stage.git.branch(BRANCH)
    const work = stage.git.commit({ 'flows/daily.yml': 'id: by-hand\n' })
    stage.git.branch('main')
    const result = await openExportPullRequest(clientOf(stage), anExport(stage, { 'flows/daily.yml': 'id: one\n' }))
    expect(result).toMatchObject({ kind: 'kept', sentence: expect.stringContaining(BRANCH) })
    expect(stage.git.sha(BRANCH)).toBe(work)
    expect(stage.github.breaches).toEqual([])
  })

  it('says which permission is missing, so that the caller can hand over something else', async () => {
    await using stage = await onStage()
    const result = await openExportPullRequest(clientOf(stage, 'ghs_read'), anExport(stage, { 'a.yml': 'id: a\n' }))
    expect(result).toMatchObject({ kind: 'unwritable', sentence: expect.stringContaining('contents: write') })
    expect(stage.github.breaches).toEqual([])
  })

  it('says which setting keeps Actions from opening pull requests', async () => {
    await using stage = await onStage({ letsActionsOpenPullRequests: false })
    const result = await openExportPullRequest(clientOf(stage), anExport(stage, { 'a.yml': 'id: a\n' }))
    expect(result).toMatchObject({
      kind: 'forbidden',
      sentence: expect.stringContaining('"Allow GitHub Actions to create and approve pull requests"'),
    })
    expect(stage.github.breaches).toEqual([])
  })

  it('never goes to the branch that it is for', async () => {
    await using stage = await onStage()
    const options = { ...anExport(stage, {}), branch: 'main' }
    expect(() => openExportPullRequest(clientOf(stage), options)).toThrow('never goes to "main"')
  })
})
