import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type GroupComment, STABLE_AFTER_MS, upsertSharedComment } from '../../src/github/comment/group-comment.ts'
import { ANSWERS } from '../../src/render/answer.ts'
import { parseGroup } from '../../src/render/group/group-marker.ts'
import type { GroupSection } from '../../src/render/group/group-section.ts'
import { renderMarker } from '../../src/render/marker.ts'
import { aSection, COMMITS, composed } from '../render/group/factories.ts'
import { aClient, aMarker, aStage, REPOSITORY } from './setup.ts'
import { AT_ONCE, type Delays, type SlowComments, slowComments } from './slow-comments.ts'

const aJob = (section: GroupSection, { pause }: Pick<SlowComments, 'pause'>): GroupComment => ({
  pullRequest: 1,
  key: 'g1',
  target: section.key,
  runId: section.runId,
  sectionFor: () => section,
  compose: (sections) => (budget) => composed(sections, { budget }),
  pause,
  signal: new AbortController().signal,
})

const saidBy = (body: string | undefined) =>
  parseGroup(body ?? '')?.sections.map(({ key, runId, blocks }) => [key, runId, blocks[0]?.text])

const postNow = async ({ client }: SlowComments, body: string) => {
  await client(() => AT_ONCE).rest.issues.createComment({ ...REPOSITORY, issue_number: 1, body })
}

/** No time at all, as long as can be, or anything between. */
const upTo = (ms: number) => fc.oneof(fc.constant(0), fc.constant(ms), fc.nat(ms))
/** Together never more than `STABLE_AFTER_MS` from a look to the last call that is based on it: back from looking, there and back from writing. */
const slowness = fc.record({ there: upTo(0.39 * STABLE_AFTER_MS), back: upTo(0.3 * STABLE_AFTER_MS) })

/** Targets have offsets by the first four digits of their fingerprints; all the same here, so that nobody is spared a collision. */
const keys = ['0000a', '0000b', '0000c', '0000d', '0000e']

describe('jobs that share a comment', () => {
  it('lose no section and leave one comment, in whatever order their calls arrive', async () => {
    const job = fc.record({ from: upTo(STABLE_AFTER_MS), delays: fc.array(slowness, { minLength: 1, maxLength: 12 }) })
    const scenes = fc.record({
      jobs: fc.array(job, { minLength: 2, maxLength: keys.length }),
      known: fc.subarray(keys),
    })
    const property = fc.asyncProperty(scenes, async ({ jobs, known }) => {
      const comments = slowComments()
      const older = known.map((key) =>
        aSection(key, { runId: 9, digest: 'another', blocks: [{ text: 'old', priority: 0 }] }),
      )
      if (older.length > 0) await comments.play([{ from: 0, work: () => postNow(comments, composed(older)) }])
      const ends = await comments.play(
        jobs.map(({ from, delays }, index) => ({
          from,
          work: () => {
            const client = comments.client((call) => delays[call % delays.length] as Delays)
            return upsertSharedComment(client, aJob(aSection(keys[index] ?? ''), comments))
          },
        })),
      )
      const [body, ...others] = comments.bodies()
      const now = keys.slice(0, jobs.length).map((key) => [key, 10, `text of ${key}`])
      const left = known.filter((key) => !now.some(([name]) => name === key)).map((key) => [key, 9, 'old'])
      expect(others).toEqual([])
      expect(saidBy(body)).toEqual([...now, ...left].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1)))
      expect(ends.every(({ kind }) => kind === 'created' || kind === 'updated')).toBe(true)
    })
    await fc.assert(property, { numRuns: 500 })
  })
})

/** One job that meets comments as they are, on a GitHub that answers at once. */
const joining = async (section: GroupSection, bodies: readonly string[], overrides: Partial<GroupComment> = {}) => {
  const comments = slowComments()
  for (const body of bodies) await comments.play([{ from: 0, work: () => postNow(comments, body) }])
  const before = comments.calls()
  const job = { ...aJob(section, comments), ...overrides }
  const work = () =>
    upsertSharedComment(
      comments.client(() => AT_ONCE),
      job,
    )
  const [result] = await comments.play([{ from: 0, work }])
  return { result, bodies: comments.bodies(), calls: comments.calls() - before }
}

const A = aSection('0000a')
const B = aSection('0000b')

describe('upsertSharedComment', () => {
  it('creates the comment in three calls, and changes it in three', async () => {
    const created = await joining(A, [])
    expect([created.result?.kind, created.calls]).toEqual(['created', 3])
    const changed = await joining(B, created.bodies)
    expect([changed.result?.kind, changed.calls]).toEqual(['updated', 3])
    expect(changed.bodies).toEqual([composed([A, B])])
  })

  it('asks once when everything stands there already, of whatever run', async () => {
    const again = await joining(aSection('0000a', { runId: 11 }), [composed([A, B])])
    expect([again.result?.kind, again.calls]).toEqual(['unchanged', 1])
    const edited = composed([A, B]).replace(ANSWERS.safe, ANSWERS.blocked)
    expect((await joining(A, [edited])).bodies).toEqual([composed([A, B])])
  })

  it('writes again what says the same of another commit: its part would look older than the others', async () => {
    const next = aSection('0000a', { runId: 11, commit: COMMITS[1] })
    expect((await joining(next, [composed([A, B])])).result?.kind).toBe('updated')
  })

  it('says nothing where there is nothing to say', async () => {
    expect(await joining(A, [composed([B])], { sectionFor: () => undefined })).toMatchObject({
      result: { kind: 'none' },
      calls: 1,
    })
  })

  it('never writes over what a newer run of its target wrote, and does not believe one that cannot be', async () => {
    const newer = composed([aSection('0000a', { runId: 11 }), B])
    expect((await joining(A, [newer])).result).toMatchObject({
      kind: 'stale',
      sentence: expect.stringContaining('run 11'),
    })
    const forged = composed([aSection('0000a', { runId: Number.MAX_SAFE_INTEGER }), B])
    expect((await joining(A, [forged])).bodies).toEqual([composed([A, B])])
    const other = composed([A, aSection('0000b', { runId: Number.MAX_SAFE_INTEGER, commit: COMMITS[1] })])
    expect((await joining(A, [other])).bodies).toEqual([composed([A])])
  })

  it('takes the place of the comment that its target had for itself, and of no other', async () => {
    const own = (key: string) => ['Plan', '<sub>run 9</sub>', renderMarker(aMarker({ key }))].join('\n\n')
    const { bodies } = await joining(A, [own('0000a'), own('0000b'), composed([B], { key: 'another' })])
    expect(bodies).toEqual([own('0000b'), composed([B], { key: 'another' }), composed([A])])
  })

  it('writes once where its hidden line does not arrive: it would never find its comment again', async () => {
    const compose = () => () => composed([A]).replace('group:v1:', 'group:v1:hidden')
    const { result, bodies } = await joining(A, [], { compose })
    expect([result?.kind, bodies.length]).toEqual(['failed', 1])
  })

  it('does not wait for what a run that is to end cannot see', async () => {
    const { result, bodies } = await joining(A, [], { signal: AbortSignal.abort() })
    expect(result?.kind).toBe('failed')
    expect(bodies).toEqual([composed([A])])
  })
})

describe('upsertSharedComment on GitHub', () => {
  const atOnce = { pause: async () => {} }

  it('brings two jobs that both find no comment into one', async () => {
    await using stage = await aStage()
    stage.github.fail({ method: 'GET', path: /comments/, delayMs: 150, times: 2 })
    const ends = await Promise.all(
      [A, B].map((section) => upsertSharedComment(aClient(stage.github), aJob(section, atOnce))),
    )
    expect(ends.map(({ kind }) => kind)).toEqual(['created', 'created'])
    expect(stage.github.world.comments.map(({ body }) => body)).toEqual([composed([A, B])])
    expect(stage.github.breaches).toEqual([])
  })

  it.each([
    ['was written all the same', true],
    ['was not written', false],
  ])('looks again after a 502, and finds out whether the comment %s', async (_name, isApplied) => {
    await using stage = await aStage()
    for (const section of [A, B]) {
      stage.github.fail({ method: section === A ? 'POST' : 'PATCH', status: 502, isApplied })
      expect((await upsertSharedComment(aClient(stage.github), aJob(section, atOnce))).kind).toMatch(/created|updated/)
    }
    expect(stage.github.world.comments.map(({ body }) => body)).toEqual([composed([A, B])])
    expect(stage.github.breaches).toEqual([])
  })

  it('halves a body that is too long for this server', async () => {
    await using stage = await aStage({ maxCommentBytes: 40_000 })
    const long = aSection('0000a', {
      blocks: [30_000, 29_000].map((length, priority) => ({ text: 'x'.repeat(length), priority })),
    })
    expect((await upsertSharedComment(aClient(stage.github), aJob(long, atOnce))).kind).toBe('created')
    expect(stage.github.world.comments[0]?.body.length).toBeLessThan(32_500)
    expect(stage.github.breaches).toEqual([])
  })

  it('says in one sentence that GitHub is down, or that the token may not comment', async () => {
    await using stage = await aStage()
    stage.github.fail({ method: 'POST', status: 503, times: 100 })
    expect(await upsertSharedComment(aClient(stage.github), aJob(A, atOnce))).toMatchObject({ kind: 'failed' })
    stage.github.fail({ status: 403, message: 'Resource not accessible by integration', times: 100 })
    expect(await upsertSharedComment(aClient(stage.github), aJob(A, atOnce))).toMatchObject({ kind: 'forbidden' })
  })
})
