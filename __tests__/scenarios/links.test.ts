import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { workflowDispatchEvent } from '../github-stub/events.ts'
import { startGitHub } from '../github-stub/start-github.ts'
import { aFlow } from '../support/a-flow.ts'
import { runAction } from './run-action.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const TOKEN = 'ghs_links'
const REPOSITORY = 'acme/flows'
const files = { 'company.team/flows/a.yml': aFlow({ id: 'a' }) }

/** A checkout with links that a pull request has put into it, and what lies beside it. */
const withLinks = async (scenario: Scenario, body: (outside: string) => Promise<void>): Promise<void> => {
  const outside = mkdtempSync(join(tmpdir(), 'outside-'))
  try {
    writeFileSync(join(outside, 'precious'), 'precious')
    const { dir } = scenario.repository
    symlinkSync(outside, join(dir, 'out'))
    symlinkSync(join(outside, 'precious'), join(dir, 'page.html'))
    symlinkSync(outside, join(dir, '.kestra'))
    scenario.repository.commit({}, 'Add links')
    await body(outside)
    expect(readdirSync(outside)).toEqual(['precious'])
    expect(readFileSync(join(outside, 'precious'), 'utf8')).toBe('precious')
  } finally {
    rmSync(outside, { recursive: true })
  }
}

describeEngines('links of a pull request', (version) => {
  test('lead no file of the command line out of the checkout, wherever in it that is started', async () => {
    using scenario = startScenario(version, files)
    await withLinks(scenario, async (outside) => {
      for (const [of, file] of [
        ['html', 'page.html'],
        ['html', 'out/new.html'],
        ['comment-file', 'out/new.md'],
        ['comment-file', 'company.team/../page.html'],
      ] as const) {
        const run = await scenario.run(['plan', `--${of}`, file])
        expect(run).toMatchObject({ code: 1, stderr: expect.stringMatching(/in the workspace is a symbolic link/) })
      }
      mkdirSync(join(scenario.repository.dir, 'sub'))
      const above = await scenario.run(['plan', '--html', '../out/new.html'], { folder: 'sub' })
      expect(above).toMatchObject({ code: 1, stderr: expect.stringContaining('"out" in the workspace') })
      const entered = await scenario.run(['validate', '--chdir', 'out'])
      expect(entered).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('of "--chdir": "out" in the workspace'),
      })
      const schema = await scenario.run(['schema'])
      expect(schema).toMatchObject({ code: 1, stderr: expect.stringContaining('".kestra" in the workspace') })
      expect(existsSync(join(outside, 'flow-schema.json'))).toBe(false)
    })
  })

  test('lead no page of the action out of the checkout, and hide neither result nor plan.json', async () => {
    using scenario = startScenario(version, files)
    await using github = await startGitHub({
      repository: REPOSITORY,
      gitDir: scenario.repository.dir,
      tokens: { [TOKEN]: { permissions: { contents: 'read', 'pull-requests': 'write' } } },
    })
    await withLinks(scenario, async () => {
      const event = workflowDispatchEvent({ repository: REPOSITORY, sha: scenario.repository.sha('main') })
      const inputs = { command: 'plan', html: 'out/new.html', 'github-token': TOKEN }
      const run = await runAction(scenario, { event, github, inputs })
      expect(run.code).toBe(0)
      expect(run.log).toContain('"out" in the workspace is a symbolic link')
      expect(run.outputs).toContain('changes')
    })
  })
})
