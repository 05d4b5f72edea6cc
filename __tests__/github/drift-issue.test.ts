import { describe, expect, it } from 'vitest'
import { type DriftIssueOptions, upsertDriftIssue } from '../../src/github/publish/drift-issue.ts'
import type { GitHub } from '../github-stub/start-github.ts'
import { aBody, aClient, aStage } from './setup.ts'

const TOKENS = {
  ghs_drift: { permissions: { issues: 'write' } },
  ghs_read: { permissions: { issues: 'read' } },
  ghp_mallory: { user: 'mallory', permissions: { issues: 'write' } },
} as const

const onStage = () => aStage({ tokens: TOKENS })
const clientOf = (github: GitHub, token: keyof typeof TOKENS = 'ghs_drift') => aClient(github, { token })

const drift = (text: string, overrides: Partial<DriftIssueOptions> = {}): DriftIssueOptions => ({
  state: 'drift',
  title: 'Drift: production',
  render: () => aBody(text, { stage: 'drift' }),
  ...overrides,
})

const issues = ({ world }: GitHub) =>
  [...world.issues.values()]
    .filter(({ pullRequest }) => pullRequest === undefined)
    .map(({ body, state, labels }) => ({ text: body?.split('\n', 1)[0], state, labels }))

const LABELS = ['kestra-gitops-drift']

describe('upsertDriftIssue', () => {
  it('opens an issue with its label', async () => {
    await using stage = await onStage()
    const result = await upsertDriftIssue(clientOf(stage.github), drift('1 flow'))
    expect(result).toMatchObject({ kind: 'created', number: 2 })
    expect(issues(stage.github)).toEqual([{ text: '1 flow', state: 'open', labels: LABELS }])
    expect(stage.github.breaches).toEqual([])
  })

  it('updates the same issue, and only when it says something else', async () => {
    await using stage = await onStage()
    const client = clientOf(stage.github)
    await upsertDriftIssue(client, drift('1 flow'))
    expect((await upsertDriftIssue(client, drift('1 flow'))).kind).toBe('unchanged')
    expect((await upsertDriftIssue(client, drift('2 flows'))).kind).toBe('updated')
    expect(issues(stage.github)).toEqual([{ text: '2 flows', state: 'open', labels: LABELS }])
    expect(stage.github.breaches).toEqual([])
  })

  it('closes it when clean, stays quiet while clean, and opens it again', async () => {
    await using stage = await onStage()
    const client = clientOf(stage.github)
    const clean = drift('In sync', { state: 'clean' })
    await upsertDriftIssue(client, drift('1 flow'))
    expect((await upsertDriftIssue(client, clean)).kind).toBe('closed')
    expect(issues(stage.github)).toEqual([{ text: 'In sync', state: 'closed', labels: LABELS }])
    expect(await upsertDriftIssue(client, clean)).toEqual({ kind: 'none' })
    expect((await upsertDriftIssue(client, drift('1 flow'))).kind).toBe('reopened')
    expect(issues(stage.github)).toEqual([{ text: '1 flow', state: 'open', labels: LABELS }])
    expect(stage.github.breaches).toEqual([])
  })

  it('opens none to say that all is well', async () => {
    await using stage = await onStage()
    expect(await upsertDriftIssue(clientOf(stage.github), drift('In sync', { state: 'clean' }))).toEqual({
      kind: 'none',
    })
    expect(issues(stage.github)).toEqual([])
    expect(stage.github.breaches).toEqual([])
  })

  it('keeps one issue per target', async () => {
    await using stage = await onStage()
    const client = clientOf(stage.github)
    await upsertDriftIssue(client, drift('Production'))
    await upsertDriftIssue(client, drift('Staging', { render: () => aBody('Staging', { key: 'staging' }) }))
    expect(issues(stage.github).map(({ text }) => text)).toEqual(['Production', 'Staging'])
    expect(stage.github.breaches).toEqual([])
  })

  it('leaves one open issue when two runs open it at once', async () => {
    await using stage = await onStage()
    stage.github.fail({ method: 'GET', path: /issues/, delayMs: 200, times: 2 })
    await Promise.all(['one', 'two'].map(() => upsertDriftIssue(clientOf(stage.github), drift('1 flow'))))
    expect(issues(stage.github).filter(({ state }) => state === 'open')).toHaveLength(1)
    expect(stage.github.breaches).toEqual([])
  })

  it('does not take an issue of someone else for its own', async () => {
    await using stage = await onStage()
    await upsertDriftIssue(clientOf(stage.github, 'ghp_mallory'), drift('Forged'))
    expect((await upsertDriftIssue(clientOf(stage.github), drift('1 flow'))).kind).toBe('created')
    expect(issues(stage.github).map(({ text }) => text)).toEqual(['Forged', '1 flow'])
    expect(stage.github.breaches).toEqual([])
  })

  it('notices that GitHub dropped an oversize update, and halves it', async () => {
    await using stage = await onStage()
    const client = clientOf(stage.github)
    await upsertDriftIssue(client, drift('1 flow'))
    const tooLong = drift('', { render: (maxBytes) => aBody('x'.repeat(maxBytes + 1000)) })
    expect((await upsertDriftIssue(client, tooLong)).kind).toBe('updated')
    expect(issues(stage.github)[0]?.text?.length).toBe(33_500)
    expect(stage.github.breaches).toEqual([])
  })

  it('says so when GitHub drops it again', async () => {
    await using stage = await onStage()
    const client = clientOf(stage.github)
    await upsertDriftIssue(client, drift('1 flow'))
    const hopeless = drift('', { render: () => aBody('x'.repeat(70_000)) })
    expect(await upsertDriftIssue(client, hopeless)).toEqual({
      kind: 'failed',
      sentence: 'The drift issue #2 still has its old text: GitHub dropped the update.',
    })
    expect(stage.github.breaches).toEqual([])
  })

  it('says in one sentence that the token may not write issues', async () => {
    await using stage = await onStage()
    const result = await upsertDriftIssue(clientOf(stage.github, 'ghs_read'), drift('1 flow'))
    expect(result).toMatchObject({
      kind: 'forbidden',
      sentence: expect.stringContaining('"permissions: issues: write"'),
    })
    expect(stage.github.breaches).toEqual([])
  })
})
