import { describe, expect, it } from 'vitest'
import { failureOf } from '../../src/github/api/answer.ts'
import { createGitHub, type GitHubClient } from '../../src/github/api/client.ts'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import { secondaryLimit } from '../github-stub/faults.ts'
import { addComment } from '../github-stub/fixtures.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aClient, aStage, REPOSITORY, toolkitOf } from './setup.ts'

const FIRST_PULL = { ...REPOSITORY, issue_number: 1 }
const list = ({ rest }: GitHubClient) => rest.issues.listComments(FIRST_PULL)
const create = ({ rest }: GitHubClient) => rest.issues.createComment({ ...FIRST_PULL, body: 'Plan' })

const failed = async (call: Promise<unknown>) => failureOf(await call.catch((error: unknown) => error))

describe('createGitHub', () => {
  it('repeats a read that was answered 502, and counts both', async () => {
    await using stage = await aStage()
    stage.github.fail({ status: 502 })
    const client = aClient(stage.github)
    expect((await list(client)).data).toEqual([])
    expect(client.requestCount()).toBe(2)
    expect(stage.github.breaches).toEqual([])
  })

  it('repeats a read that comes after a POST', async () => {
    await using stage = await aStage()
    const client = aClient(stage.github)
    await create(client)
    stage.github.fail({ status: 502 })
    expect((await list(client)).data).toHaveLength(1)
    expect(stage.github.breaches).toEqual([])
  })

  it('repeats a read whose connection broke', async () => {
    await using stage = await aStage()
    stage.github.fail({ isDropped: true })
    expect((await list(aClient(stage.github))).data).toEqual([])
    expect(stage.github.breaches).toEqual([])
  })

  it('sends nothing that people read but through the gate', async () => {
    await using stage = await aStage({ tokens: { ghs_all: { permissions: { issues: 'write' } } } })
    const sanitizer = makeSanitizer()
    sanitizer.addSecrets(['open-sesame'])
    const { rest } = aClient(stage.github, { token: 'ghs_all', sanitizer })
    await rest.issues.createComment({ ...FIRST_PULL, body: 'Plan of open-sesame' })
    await rest.issues.create({ ...REPOSITORY, title: 'Drift of open-sesame', body: 'open-sesame' })
    const { comments, issues } = stage.github.world
    const said = [...comments, ...issues.values()].map(({ body }) => body)
    const titles = [...issues.values()].map(({ title }) => title)
    expect([...said, ...titles].join()).not.toContain('open-sesame')
    expect(comments[0]?.body).toMatch(/^Plan of /)
    expect(stage.github.breaches).toEqual([])
  })

  it('does not repeat a POST that was answered 502', async () => {
    await using stage = await aStage()
    stage.github.fail({ status: 502, times: 5 })
    const client = aClient(stage.github)
    expect(await failed(create(client))).toMatchObject({
      kind: 'unavailable',
      status: 502,
    })
    expect(client.requestCount()).toBe(1)
    expect(stage.github.breaches).toEqual([])
  })

  it('does not send what its caller has no time for any more', async () => {
    await using stage = await aStage()
    const client = aClient(stage.github)
    const late = client.rest.issues.updateComment({
      ...{ ...REPOSITORY, comment_id: 1, body: 'Late' },
      request: { signal: AbortSignal.abort(), retries: 0 },
    })
    expect(await failed(late)).toMatchObject({ kind: 'unavailable', status: 0 })
    expect(stage.github.requests).toEqual([])
    expect(stage.github.breaches).toEqual([])
  })

  it('waits as long as a secondary rate limit asks for, and says so', async () => {
    await using stage = await aStage()
    stage.github.fail(secondaryLimit(7))
    const waits: string[] = []
    const client = aClient(stage.github, { onWait: (sentence) => waits.push(sentence) })
    await create(client)
    expect(stage.github.world.comments).toHaveLength(1)
    expect(waits).toEqual([expect.stringContaining('waiting 7 s as it asks.')])
    expect(stage.github.breaches).toEqual([])
  })

  it('gives up on a wait that is longer than the call is worth', async () => {
    await using stage = await aStage()
    stage.github.fail(secondaryLimit(121))
    const waits: string[] = []
    const client = aClient(stage.github, { onWait: (sentence) => waits.push(sentence) })
    expect(await failed(list(client))).toMatchObject({ kind: 'rate-limited', status: 403 })
    expect(waits).toEqual([expect.stringContaining('giving up on this call.')])
    expect(client.requestCount()).toBe(1)
    expect(stage.github.breaches).toEqual([])
  })

  it('takes a used-up hourly limit for a rate limit, not for a missing permission', async () => {
    await using stage = await aStage({ rateLimit: 0 })
    expect(await failed(list(aClient(stage.github)))).toMatchObject({ kind: 'rate-limited' })
    expect(stage.github.breaches).toEqual([])
  })

  it('tells a missing permission by kind', async () => {
    await using stage = await aStage({ tokens: { ghs_none: {} } })
    const client = aClient(stage.github, { token: 'ghs_none' })
    expect(await failed(list(client))).toEqual({
      kind: 'forbidden',
      status: 403,
      message: 'Resource not accessible by integration',
    })
    expect(client.requestCount()).toBe(1)
    expect(stage.github.breaches).toEqual([])
  })

  it('tells a server that is not there by kind', async () => {
    const stage = await aStage()
    await stage[Symbol.asyncDispose]()
    expect(await failed(list(aClient(stage.github)))).toMatchObject({
      kind: 'unavailable',
      status: 0,
    })
  })

  it('leaves a second between two writes', async () => {
    await using stage = await aStage()
    const userAgent = 'kestra-gitops/paced'
    const client = createGitHub({
      toolkit: toolkitOf(),
      token: WORKFLOW_TOKEN,
      apiUrl: stage.github.url,
      repository: 'acme/flows',
      userAgent,
      onWait: () => {},
      sanitizer: makeSanitizer(),
    })
    expect(client.repository).toEqual({ owner: 'acme', repo: 'flows' })
    const { id } = addComment(stage.github.world, 1, 'Plan')
    const started = performance.now()
    for (const body of ['One', 'Two']) {
      await client.rest.issues.updateComment({ ...REPOSITORY, comment_id: id, body })
    }
    expect(performance.now() - started).toBeGreaterThan(990)
    expect(stage.github.breaches).toEqual([])
  })
})
