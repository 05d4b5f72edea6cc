import { describe, expect, it } from 'vitest'
import { type PullRequestComment, upsertComment } from '../../src/github/comment/comment.ts'
import { markClosed } from '../../src/github/comment/post-comment.ts'
import { type MarkerPayload, parseMarker } from '../../src/render/marker.ts'
import { addComment, closePullRequest } from '../github-stub/fixtures.ts'
import { type GitHub, WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { bareClient } from './bare-client.ts'
import { aBody, aClient, aStage, type Stage } from './setup.ts'

const aComment = (
  text: string,
  marker: Partial<MarkerPayload> = {},
  overrides: Partial<PullRequestComment> = {},
): PullRequestComment => ({
  pullRequest: 1,
  render: () => aBody(text, marker),
  mode: 'create-or-update',
  ...overrides,
})

const texts = (github: GitHub): readonly string[] =>
  github.world.comments.map(({ body }) => body.split('\n', 1)[0] ?? '')

const writes = (github: GitHub): readonly string[] =>
  github.requests.filter(({ method }) => method !== 'GET').map(({ method }) => method)

const MALLORY = { login: 'mallory', isApp: false } as const

describe('upsertComment', () => {
  it('creates the comment, in three calls', async () => {
    await using stage = await aStage()
    const client = aClient(stage.github)
    const result = await upsertComment(client, aComment('Plan'))
    expect(result).toMatchObject({ kind: 'created', url: expect.stringContaining('/pull/1#issuecomment-') })
    expect(texts(stage.github)).toEqual(['Plan'])
    expect(client.requestCount()).toBe(3)
    expect(stage.github.breaches).toEqual([])
  })

  it('updates it in place, in two calls', async () => {
    await using stage = await aStage()
    addComment(stage.github.world, 1, aBody('Old'))
    const client = aClient(stage.github)
    const result = await upsertComment(client, aComment('New', { runId: 11 }))
    expect(result.kind).toBe('updated')
    expect(texts(stage.github)).toEqual(['New'])
    expect(client.requestCount()).toBe(2)
    expect(stage.github.breaches).toEqual([])
  })

  it('does not write when only the commit of its permalinks differs, but for links that are part of a diff', async () => {
    await using stage = await aStage()
    const [old, now] = ['1'.repeat(40), '2'.repeat(40)]
    const link = (commit: string) => `[daily](https://github.com/acme/flows/blob/${commit}/daily.yml)`
    addComment(stage.github.world, 1, aBody(link(old), { commit: old }))
    const client = aClient(stage.github)
    const same = await upsertComment(client, aComment(link(now), { runId: 11, commit: now }))
    expect([same.kind, writes(stage.github)]).toEqual(['unchanged', []])
    const other = await upsertComment(client, aComment(link('3'.repeat(40)), { runId: 12, commit: now }))
    expect(other.kind).toBe('updated')
    expect(stage.github.breaches).toEqual([])
  })

  it('does not write what is there already', async () => {
    await using stage = await aStage()
    addComment(stage.github.world, 1, aBody('Plan'))
    const result = await upsertComment(aClient(stage.github), aComment('Plan', { runId: 11 }))
    expect(result.kind).toBe('unchanged')
    expect(writes(stage.github)).toEqual([])
    expect(stage.github.breaches).toEqual([])
  })

  it('puts right what someone edited in it', async () => {
    await using stage = await aStage()
    addComment(stage.github.world, 1, aBody('Plan').replace('Plan', 'Edited'))
    const result = await upsertComment(aClient(stage.github), aComment('Plan', { runId: 11 }))
    expect(result.kind).toBe('updated')
    expect(texts(stage.github)).toEqual(['Plan'])
    expect(stage.github.breaches).toEqual([])
  })

  it('turns a comment whose changes went away, but makes none to say so', async () => {
    await using stage = await aStage()
    const client = aClient(stage.github)
    const noChanges = aComment('No changes', { runId: 11 }, { mode: 'update-only' })
    expect(await upsertComment(client, noChanges)).toEqual({ kind: 'none' })
    addComment(stage.github.world, 1, aBody('Plan'))
    expect((await upsertComment(client, noChanges)).kind).toBe('updated')
    expect(texts(stage.github)).toEqual(['No changes'])
    expect(stage.github.breaches).toEqual([])
  })

  it('finds its comment behind a hundred others', async () => {
    await using stage = await aStage()
    for (let index = 0; index < 150; index++) addComment(stage.github.world, 1, `Comment ${index}`, MALLORY)
    addComment(stage.github.world, 1, aBody('Old'))
    const client = aClient(stage.github)
    await upsertComment(client, aComment('New', { runId: 11 }))
    expect(texts(stage.github)).toHaveLength(151)
    expect(texts(stage.github).at(-1)).toBe('New')
    expect(client.requestCount()).toBe(3)
    expect(stage.github.breaches).toEqual([])
  })

  it('does not take a copy of its marker by someone else for its comment', async () => {
    await using stage = await aStage()
    addComment(stage.github.world, 1, aBody('Forged', { runId: 9_999_999 }), MALLORY)
    const result = await upsertComment(aClient(stage.github), aComment('Plan'))
    expect(result.kind).toBe('created')
    expect(texts(stage.github)).toEqual(['Forged', 'Plan'])
    expect(stage.github.breaches).toEqual([])
  })

  it('does not take the comment of a bot that can be made to repeat things for its own', async () => {
    await using stage = await aStage()
    addComment(stage.github.world, 1, aBody('Echo', { runId: 9_999_999 }), { login: 'echo[bot]', isApp: true })
    expect((await upsertComment(aClient(stage.github), aComment('Plan'))).kind).toBe('created')
    expect(texts(stage.github)).toEqual(['Echo', 'Plan'])
    expect(stage.github.breaches).toEqual([])
  })

  it('knows the comments of a personal token by its login', async () => {
    const tokens = { ghp_ada: { user: 'ada', permissions: { 'pull-requests': 'write' } } } as const
    await using stage = await aStage({ tokens })
    addComment(stage.github.world, 1, aBody('Forged'), MALLORY)
    addComment(stage.github.world, 1, aBody('Old'), { login: 'ada', isApp: false })
    const client = aClient(stage.github, { token: 'ghp_ada' })
    const result = await upsertComment(client, aComment('New', { runId: 11 }))
    expect(result.kind).toBe('updated')
    expect(texts(stage.github)).toEqual(['Forged', 'New'])
    expect(stage.github.breaches).toEqual([])
  })

  it('leaves the comment of another target alone', async () => {
    await using stage = await aStage()
    addComment(stage.github.world, 1, aBody('Staging', { key: 'staging' }))
    await upsertComment(aClient(stage.github), aComment('Production'))
    expect(texts(stage.github)).toEqual(['Staging', 'Production'])
    expect(stage.github.breaches).toEqual([])
  })

  it('leaves one comment when two runs create it at once, with the content of the newer run', async () => {
    await using stage = await aStage()
    // Both see no comment before either has written one.
    stage.github.fail({ method: 'GET', path: /comments/, delayMs: 150, times: 2 })
    const [older, newer] = await Promise.all([
      upsertComment(aClient(stage.github), aComment('Older')),
      upsertComment(aClient(stage.github), aComment('Newer', { runId: 11 })),
    ])
    expect([older.kind, newer.kind]).not.toContain('failed')
    expect(texts(stage.github)).toEqual(['Newer'])
    expect(stage.github.breaches).toEqual([])
  })

  const stale: readonly [string, Partial<MarkerPayload>, Partial<MarkerPayload>][] = [
    ['a newer run', { runId: 11 }, { runId: 10 }],
    ['a newer attempt', { runAttempt: 2 }, { runAttempt: 1 }],
    ['the deploy', { stage: 'deployed', runId: 9 }, { stage: 'planned', runId: 10 }],
  ]
  const writeLate = async (
    { github }: Stage,
    written: Partial<MarkerPayload>,
    marker: Partial<MarkerPayload> = { runId: 10 },
  ) => {
    addComment(github.world, 1, aBody('Kept', written))
    const result = await upsertComment(aClient(github), aComment('Late', marker))
    expect(github.breaches).toEqual([])
    return result.kind
  }
  it.each(stale)('never writes over what %s wrote', async (_name, written, marker) => {
    await using stage = await aStage()
    closePullRequest(stage.github.world, 1, [stage.git.sha('main')])
    expect(await writeLate(stage, written, marker)).toBe('stale')
    expect(texts(stage.github)).toEqual(['Kept'])
  })

  const forged: readonly [string, Partial<MarkerPayload>][] = [
    ['a run that this repository does not have', { runId: 2_000_000 }],
    ['a run that GitHub cannot have given yet', { runId: Number.MAX_SAFE_INTEGER }],
    ['the receipt of a pull request that is open', { stage: 'deployed', runId: 9 }],
  ]
  it.each(forged)('is not frozen by whoever edits it: %s', async (_name, written) => {
    await using stage = await aStage({
      tokens: { [WORKFLOW_TOKEN]: { permissions: { actions: 'read', 'pull-requests': 'write' } } },
    })
    expect(await writeLate(stage, written)).toBe('updated')
    expect(texts(stage.github)).toEqual(['Late'])
  })

  it('believes a newer run that it may not ask about, as far as such a number can be', async () => {
    await using stage = await aStage()
    expect(await writeLate(stage, { runId: 2_000_000 })).toBe('stale')
    expect(await writeLate(stage, { runId: Number.MAX_SAFE_INTEGER })).toBe('stale')
    stage.github.world.comments.splice(0, 1)
    expect(await writeLate(stage, { runId: Number.MAX_SAFE_INTEGER })).toBe('updated')
  })

  it('is edited when only the promise in it changes', async () => {
    await using stage = await aStage()
    const approvedPlan = (digests: string) => ({ approvedPlan: { runId: 10, isOffline: false, digests } })
    addComment(stage.github.world, 1, aBody('Plan', approvedPlan('AAAA')))
    const kinds = []
    for (const digests of ['BBBB', 'BBBB'])
      kinds.push((await upsertComment(aClient(stage.github), aComment('Plan', approvedPlan(digests)))).kind)
    expect(kinds).toEqual(['updated', 'unchanged'])
    expect(stage.github.breaches).toEqual([])
  })

  it('turns the plan into the receipt', async () => {
    await using stage = await aStage()
    addComment(stage.github.world, 1, aBody('Plan'))
    const receipt = aComment('Receipt', { stage: 'deployed', runId: 11 })
    expect((await upsertComment(aClient(stage.github), receipt)).kind).toBe('updated')
    expect(texts(stage.github)).toEqual(['Receipt'])
    expect(stage.github.breaches).toEqual([])
  })

  it('halves a body that is too long for this server, once', async () => {
    await using stage = await aStage({ maxCommentBytes: 40_000 })
    const render = (maxBytes: number) => aBody('x'.repeat(maxBytes - 1000))
    const result = await upsertComment(aClient(stage.github), aComment('', {}, { render }))
    expect(result.kind).toBe('created')
    expect(stage.github.world.comments[0]?.body.length).toBeLessThan(32_500)
    expect(stage.github.breaches).toEqual([])
  })

  it('says in one sentence that the token may not comment', async () => {
    await using stage = await aStage({
      tokens: { ghs_fork: { permissions: { 'pull-requests': 'write' }, isReadOnly: true } },
    })
    const result = await upsertComment(aClient(stage.github, { token: 'ghs_fork' }), aComment('Plan'))
    expect(result).toEqual({
      kind: 'forbidden',
      sentence:
        'The comment on pull request #1 was not written: the token may not do it (403 Resource not accessible by integration). Give the job "permissions: pull-requests: write"; GitHub never grants it to pull requests from forks and Dependabot.',
    })
    expect(stage.github.breaches).toEqual([])
  })

  it('does not post twice when a 502 hid that the comment was written', async () => {
    await using stage = await aStage()
    stage.github.fail({ method: 'POST', status: 502, isApplied: true })
    expect((await upsertComment(aClient(stage.github), aComment('Plan'))).kind).toBe('created')
    expect(texts(stage.github)).toEqual(['Plan'])
    expect(stage.github.breaches).toEqual([])
  })

  it('posts again when a 502 meant that it was not written', async () => {
    await using stage = await aStage()
    stage.github.fail({ method: 'POST', status: 502 })
    expect((await upsertComment(aClient(stage.github), aComment('Plan'))).kind).toBe('created')
    expect(texts(stage.github)).toEqual(['Plan'])
    expect(stage.github.breaches).toEqual([])
  })

  it('takes the page of a proxy for no answer of GitHub', async () => {
    const page = bareClient(() => ({ data: ['<html>'] }))
    expect(await upsertComment(page, aComment('Plan'))).toEqual({
      kind: 'failed',
      sentence:
        'The comment on pull request #1 was not written: GitHub answered "an answer that GitHub does not document, perhaps from a proxy".',
    })
  })

  it('says in one sentence that GitHub is down', async () => {
    await using stage = await aStage()
    stage.github.fail({ status: 503, times: 100 })
    expect(await upsertComment(aClient(stage.github), aComment('Plan'))).toMatchObject({ kind: 'failed' })
    expect(stage.github.breaches).toEqual([])
  })
})

describe('markClosed', () => {
  const closed = { pullRequest: 1, key: 'production', runId: 12, runAttempt: 1 }

  it('says on top of the plan that nothing was deployed, and lets the next plan write over it', async () => {
    await using stage = await aStage()
    const client = aClient(stage.github)
    addComment(stage.github.world, 1, aBody('Plan'))
    expect((await markClosed(client, closed)).kind).toBe('updated')
    const [comment] = stage.github.world.comments
    expect(comment?.body).toMatch(/^\*\*Closed without merging: nothing was deployed\.\*\*.*\n\nPlan\n/)
    expect(parseMarker(comment?.body ?? '')).toMatchObject({ stage: 'closed', runId: 12 })
    expect((await markClosed(client, closed)).kind).toBe('unchanged')
    expect((await upsertComment(client, aComment('Plan', { runId: 13 }))).kind).toBe('updated')
    expect(texts(stage.github)).toEqual(['Plan'])
    expect(stage.github.breaches).toEqual([])
  })

  it('makes no comment where there is none', async () => {
    await using stage = await aStage()
    expect(await markClosed(aClient(stage.github), closed)).toEqual({ kind: 'none' })
    expect(stage.github.breaches).toEqual([])
  })
})
