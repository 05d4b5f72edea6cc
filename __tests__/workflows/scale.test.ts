import { expect, test } from 'vitest'
import { NO_COMMIT } from '../github-stub/events.ts'
import { aFlow } from '../support/a-flow.ts'
import { answerIn } from '../support/answer-in.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { commentsOf } from './read-run.ts'
import { startScene } from './start-scene.ts'

const MAX_COMMENT_BYTES = 65_000
const MAX_GITHUB_CALLS = 5

/** Flows `f0`, `f1`, … spread over namespaces. */
function manyFlows(count: number, namespaces: number, message = 'hi'): Readonly<Record<string, string>> {
  const entries = Array.from({ length: count }, (_, index) => {
    const namespace = `team${index % namespaces}`
    return [`${namespace}/flows/f${index}.yml`, aFlow({ id: `f${index}`, namespace, message })] as const
  })
  return Object.fromEntries(entries)
}

/** A flow whose text is of about so many bytes, each line another one. */
function longFlow(id: string, bytes: number): string {
  const lines = Array.from({ length: Math.ceil(bytes / 80) }, (_, index) => `  ${id} ${index} ${'words '.repeat(11)}\n`)
  return `${aFlow({ id })}description: |\n${lines.join('')}`
}

describeWorkflows('scale', (version) => {
  test('1,000 flows of which 10 change make one comment, in at most 5 GitHub calls', async () => {
    await using scene = await startScene({ version, files: manyFlows(1000, 20) })
    const pullRequest = openPullRequest(scene, manyFlows(10, 20, 'bye'))
    const run = await pullRequest.run('opened', { inputs: { offline: 'true' } })
    expect(run.plan?.summary).toMatchObject({ update: 10, unchanged: 990 })
    expect(commentsOf(scene, 1)).toHaveLength(1)
    expect(run.github.length).toBeLessThanOrEqual(MAX_GITHUB_CALLS)
    expect(scene.github.breaches).toEqual([])
  })

  test('Kestra is asked 6 times, once a namespace, once for the files of each that has some, and once per 100 changed flows', async () => {
    const data = { 'team0/files/a.sql': 'select 1\n', 'team1/files/b.sql': 'select 2\n' }
    await using scene = await startScene({ version, files: { ...manyFlows(20, 5), ...data } })
    await runPush(scene, NO_COMMIT)
    const changes = { ...manyFlows(210, 5, 'bye'), 'team1/files/b.sql': 'select 3\n' }
    const run = await openPullRequest(scene, changes).run('opened')
    expect(run.plan?.summary).toMatchObject({ create: 190, update: 21, unchanged: 1 })
    const kinds = run.kestra.map(({ path }) => path.replace(/\?.*/, '').split('/').slice(-2))
    const count = (kind: string) => kinds.filter(([, other]) => other === kind).length
    expect({
      configs: count('configs'),
      flows: count('by-query') + kinds.filter(([of, kind]) => of === 'flows' && kind === 'search').length,
      executions: kinds.filter(([of]) => of === 'executions').length,
      records: count('kestra-gitops'),
      files: count('export'),
      verdicts: count('validate'),
      schemas: count('flow'),
    }).toEqual({ configs: 1, flows: 2, executions: 2, records: 5, files: 2, verdicts: 3, schemas: 1 })
    expect(run.kestra).toHaveLength(16)
    expect(run.github.length).toBeLessThanOrEqual(MAX_GITHUB_CALLS)
    expect(scene.github.breaches).toEqual([])
  })

  test('600 changed flows with 20 MB of diff leave room for the headline, deletions, conflicts and errors', async () => {
    const names = (kind: string) => Array.from({ length: 5 }, (_, index) => `${kind}-${index}`)
    const fileOf = (id: string) => `company.team/flows/${id}.yml`
    const [gone, both, wrong] = [names('gone'), names('both'), names('wrong')]
    const files = Object.fromEntries([...gone, ...both].map((id) => [fileOf(id), aFlow({ id })]))
    await using scene = await startScene({ version, files })
    await runPush(scene, NO_COMMIT)
    for (const id of both) await scene.hands.saveFlow('company.team', id, aFlow({ id, message: 'edited' }))
    const many = Array.from({ length: 600 }, (_, index) => `long-${index}`)
    const run = await openPullRequest(scene, {
      ...Object.fromEntries(gone.map((id) => [fileOf(id), null])),
      ...Object.fromEntries(both.map((id) => [fileOf(id), aFlow({ id, message: 'bye' })])),
      ...Object.fromEntries(wrong.map((id) => [fileOf(id), aFlow({ id }).replace('tasks:', 'taks:')])),
      ...Object.fromEntries(many.map((id) => [fileOf(id), longFlow(id, 34_000)])),
    }).run('opened', { inputs: { 'when-missing': 'delete' } })
    expect(run.plan?.summary).toMatchObject({ create: 600, delete: 5, conflict: 5 })
    const [comment = ''] = commentsOf(scene, 1)
    expect(Buffer.byteLength(comment)).toBeLessThanOrEqual(MAX_COMMENT_BYTES)
    expect(answerIn(comment)).toBe('blocked')
    for (const id of [...gone, ...both, ...wrong]) expect(comment).toContain(id)
    expect(Buffer.byteLength(run.rawSummary)).toBeLessThanOrEqual(1_000_000)
    expect(scene.github.breaches).toEqual([])
  })
})
