import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { mergeGroupEvent, pullRequestEvent, pushEvent } from '../github-stub/events.ts'
import { addPullRequest } from '../github-stub/fixtures.ts'
import { startGitHub } from '../github-stub/start-github.ts'
import { aFlow } from '../support/a-flow.ts'
import { runAction } from './run-action.ts'
import { startScenario } from './start-scenario.ts'

const TOKEN = 'ghs_rules'
const tokens = { [TOKEN]: { permissions: { contents: 'read', 'pull-requests': 'write' } } } as const
const CONFIG = '.kestra/gitops.yml'
const RULES = 'rules:\n  - { id: owner, message: A flow has an owner., schema: .kestra/owner.json }\n'
const OWNED = 'labels:\n  owner: data\n'

const files = {
  [CONFIG]: RULES,
  '.kestra/owner.json': '{ "properties": { "labels": { "required": ["owner"] } }, "required": ["labels"] }',
  'company.team/flows/a.yml': aFlow({ id: 'a', more: OWNED }),
}
/** Breaks the rule, and takes it away in the same breath. */
const change = { [CONFIG]: 'rules: []\n', 'company.team/flows/b.yml': aFlow({ id: 'b' }) }

describeEngines('the rules of a repository', (version) => {
  test.concurrent('hold a pull request that takes them away, and no longer what was merged with it', async () => {
    using scenario = startScenario(version, files)
    const { repository, hands } = scenario
    await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
    const inputs = { 'github-token': TOKEN }
    repository.branch('feature')
    repository.commit(change)
    addPullRequest(github.world, { head: 'feature' })
    const [headSha, baseSha] = [repository.sha('feature'), repository.sha('main')]

    const opened = pullRequestEvent({ action: 'opened', headSha, baseSha, mergeSha: headSha })
    const proposed = await runAction(scenario, { event: opened, github, inputs })
    expect(proposed.code).toBe(1)
    expect(proposed.summary).toContain('A flow has an owner. (rule `owner`, the flow)')
    expect(proposed.summary).toContain('This change removes the rule `owner` in .kestra/gitops.yml.')

    const queued = await runAction(scenario, {
      event: mergeGroupEvent({ number: 1, baseSha, headSha }),
      github,
      inputs,
    })
    expect([queued.code, queued.summary]).toEqual([1, expect.stringContaining('rule `owner`')])

    repository.branch('main')
    repository.git('merge', '--quiet', '--ff-only', 'feature')
    const pushed = await runAction(scenario, { event: pushEvent({ before: baseSha, after: headSha }), github, inputs })
    expect([pushed.code, await hands.flow('company.team', 'b')]).toMatchObject([0, { id: 'b' }])
    expect(github.breaches).toEqual([])
  })

  test.concurrent('stop a pull request where those of its base cannot be read, whatever it says of them', async () => {
    using scenario = startScenario(version, files)
    const { repository } = scenario
    await using github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens })
    repository.branch('feature')
    repository.commit(change)
    addPullRequest(github.world, { head: 'feature' })
    const headSha = repository.sha('feature')
    const opened = pullRequestEvent({ action: 'opened', headSha, baseSha: 'f'.repeat(40), mergeSha: headSha })
    const proposed = await runAction(scenario, { event: opened, github, inputs: { 'github-token': TOKEN } })
    expect(proposed.code).toBe(1)
    expect(proposed.summary).toContain(
      'The rules of the base branch cannot be read: the commit `fffffff` is available neither',
    )
  })

  test.concurrent('stop a deploy of the command line, and hold a plan with a base to those of the base', async () => {
    using scenario = startScenario(version, files)
    const { repository } = scenario
    repository.branch('feature')
    repository.commit({ ...change, [CONFIG]: RULES })
    const broken = { severity: 'error', code: 'rule-broken', file: 'company.team/flows/b.yml', line: 1, column: 1 }
    const writes = await scenario.writesOf(async () => {
      expect(await scenario.json(['deploy'])).toMatchObject({ code: 1, result: 'invalid', problems: [broken] })
    })
    expect(writes).toEqual([])
    repository.commit(change)
    expect(await scenario.json(['plan', '--base', 'main'])).toMatchObject({ result: 'invalid', problems: [broken] })
    expect(await scenario.json(['plan'])).toMatchObject({ code: 0, problems: [] })
  })
})
