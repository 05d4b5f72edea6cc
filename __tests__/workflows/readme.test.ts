import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ANSWERS } from '../../src/render/answer.ts'
import { describeWorkflows } from './describe-workflows.ts'
import { openPullRequest, runPush } from './open-pull-request.ts'
import { commentsOf, headlineOf } from './read-run.ts'
import { startScene } from './start-scene.ts'
import { callingOurs } from './user-workflow.ts'

const readme = readFileSync('README.md', 'utf8')
const start = ['Start', 'The first pull request']
  .map((title) => new RegExp(`^## ${title}\\n([\\s\\S]*?)^## `, 'm').exec(readme)?.[1] ?? '')
  .join('\n')

/** What the sections ask to write, by path: each block belongs to the path that was named last before it. */
const written = Object.fromEntries(
  [...start.matchAll(/`([\w./-]+\.yml)`(?:(?!`[\w./-]+\.yml`)[\s\S])*?^```yaml\n([\s\S]*?)^```$/gm)].map(
    ([, path = '', text = '']) => [path, text] as const,
  ),
)

const namesOf = (text: string, pattern: RegExp): readonly string[] =>
  [...new Set([...text.matchAll(pattern)].map(([, name = '']) => name))].toSorted()

test('README.md tells to write a workflow and a flow, and to set what the workflow reads', () => {
  expect(Object.keys(written)).toEqual(['.github/workflows/kestra.yml', 'company.team/flows/hello.yml'])
  const workflow = written['.github/workflows/kestra.yml'] ?? ''
  expect(namesOf(start, /the variable `(\w+)`/g)).toEqual(namesOf(workflow, /\bvars\.(\w+)/g))
  expect(namesOf(start, /the secret `(\w+)`/g)).toEqual(namesOf(workflow, /\bsecrets\.(\w+)/g))
})

describeWorkflows('README.md, followed in an empty repository', (version) => {
  test('gives the comment, the deploy and the receipt', async () => {
    await using scene = await startScene({ version, files: {} })
    const pullRequest = openPullRequest(
      scene,
      Object.fromEntries(
        Object.entries(written).map(([path, text]) => [
          path,
          callingOurs(text).replace('https://kestra.example.com', scene.server.url),
        ]),
      ),
    )
    // The workflow runs as the pull request and then main has it.
    const workflowOf = (branch: string) => scene.repository.git('show', `${branch}:.github/workflows/kestra.yml`)

    const planned = await pullRequest.run('opened', { workflow: `${workflowOf('feature')}\n` })
    expect(planned.conclusion).toBe('success')
    const [promise = '', ...others] = commentsOf(scene, pullRequest.number)
    expect([headlineOf(promise), others]).toEqual([expect.stringContaining(ANSWERS.safe), []])
    expect(await scene.hands.flows()).toEqual([])
    const commentIds = scene.github.world.comments.map(({ id }) => id)

    const before = scene.repository.sha('main')
    pullRequest.merge('squash')
    const deployed = await runPush(scene, before, { workflow: `${workflowOf('main')}\n` })
    expect([deployed.conclusion, Object.values(deployed.outputs)]).toMatchObject(['success', [{ result: 'deployed' }]])
    expect(await scene.hands.flow('company.team', 'hello')).toMatchObject({
      source: written['company.team/flows/hello.yml'],
    })
    expect(commentsOf(scene, pullRequest.number).map(headlineOf)).toEqual([
      expect.stringContaining(`${ANSWERS.kept}: 1 of 1 `),
    ])
    expect(scene.github.world.comments.map(({ id }) => id)).toEqual(commentIds)
    expect(scene.github.breaches).toEqual([])
  })
})
