import { expect, test } from 'vitest'
import { describeNewestEngine } from '../engine/engine.ts'
import { workflowDispatchEvent } from '../github-stub/events.ts'
import { type GitHub, type GitHubOptions, startGitHub } from '../github-stub/start-github.ts'
import { aFlow } from '../support/a-flow.ts'
import { git } from '../support/git.ts'
import { runAction } from './run-action.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const TOKEN = 'ghs_export'
const READER = 'ghs_reader'
const REPOSITORY = 'acme/flows'

const onGitHub = ({ repository }: Scenario, options: Partial<GitHubOptions> = {}): Promise<GitHub> =>
  startGitHub({
    repository: REPOSITORY,
    gitDir: repository.dir,
    tokens: {
      [TOKEN]: { permissions: { contents: 'write', 'pull-requests': 'write' } },
      [READER]: { permissions: { contents: 'read', 'pull-requests': 'write' } },
    },
    ...options,
  })

/** The action with `command: export`, started by hand on the branch `main`. */
const runExport = (scenario: Scenario, github: GitHub, token = TOKEN) => {
  const event = workflowDispatchEvent({ repository: REPOSITORY, sha: scenario.repository.sha('main') })
  return runAction(scenario, { event, github, inputs: { command: 'export', 'github-token': token } })
}

const branchOf = ({ repository }: Scenario): string =>
  git(repository.dir, ['for-each-ref', '--format=%(refname:short)', 'refs/heads/kestra-gitops/*']).trim()

describeNewestEngine('exporting from a workflow', (version) => {
  test("opens a pull request with the server's edits, once, and none when there is nothing", async () => {
    using scenario = startScenario(version, { 'company.team/flows/a.yml': aFlow({ id: 'a' }) })
    await using github = await onGitHub(scenario)
    await scenario.json(['deploy'])
    const nothing = await runExport(scenario, github)
    expect(nothing).toMatchObject({ code: 0, log: expect.stringContaining('Export: nothing to export') })
    expect(branchOf(scenario)).toBe('')

    const edited = aFlow({ id: 'a', message: 'by hand' })
    await scenario.hands.saveFlow('company.team', 'a', edited)
    await scenario.hands.uploadFile('company.team', '/x.bin', Buffer.from([0, 255]))
    const opened = await runExport(scenario, github)
    expect(opened.log).toContain('Pull request #1 was opened')
    expect(opened).toMatchObject({ code: 0, outputs: expect.stringMatching(/changes<<(\S+)\ntrue\n/) })
    const branch = branchOf(scenario)
    expect(git(scenario.repository.dir, ['diff', '--name-status', 'main', branch]).trim().split('\n')).toEqual([
      'A\tcompany.team/files/x.bin',
      'M\tcompany.team/flows/a.yml',
    ])
    expect(git(scenario.repository.dir, ['show', `${branch}:company.team/flows/a.yml`]).trim()).toBe(edited.trim())
    expect(git(scenario.repository.dir, ['status', '--porcelain'])).toBe('')

    expect((await runExport(scenario, github)).log).toContain('Pull request #1 already contains these files')
    expect(github.breaches).toEqual([])
  })

  test('without the right to write gives a patch that git applies', async () => {
    using scenario = startScenario(version, { 'company.team/flows/a.yml': aFlow({ id: 'a' }) })
    const { hands, repository } = scenario
    await using github = await onGitHub(scenario)
    await scenario.json(['deploy'])
    await hands.saveFlow('company.team', 'a', aFlow({ id: 'a', message: 'by ```hand```' }))
    await hands.saveFlow('company.team', 'new', aFlow({ id: 'new', message: 'été' }))
    await hands.uploadFile('company.team', '/x.bin', Buffer.from([0, 255, 13, 10]))
    const { code, log, summary = '' } = await runExport(scenario, github, READER)
    expect(code).toBe(0)
    expect(log).toContain('Give the job "permissions: contents: write"')
    expect(branchOf(scenario)).toBe('')
    const [, , patch = ''] = /^(`{3,})diff\n(diff --git [\s\S]*?)\n\1$/m.exec(summary) ?? []
    repository.write({ 'export.patch': `${patch}\n` })
    repository.git('apply', '--index', 'export.patch')
    repository.git('commit', '--quiet', '--message', 'Take the export over')
    expect(await scenario.json(['plan', '--refresh'])).toMatchObject({ result: 'in-sync' })
    expect((await runExport(scenario, github, READER)).log).toContain('Export: nothing to export')
    expect(github.breaches).toEqual([])
  })

  test('says how to let workflows open pull requests where they may not', async () => {
    using scenario = startScenario(version, { 'README.md': '# Flows\n' })
    await using github = await onGitHub(scenario, { letsActionsOpenPullRequests: false })
    await scenario.hands.saveFlow('company.team', 'a', aFlow({ id: 'a' }))
    const { code, log } = await runExport(scenario, github)
    expect(code).toBe(1)
    expect(log).toContain('"Allow GitHub Actions to create and approve pull requests"')
  })
})
