import { describe, expect, it } from 'vitest'
import { doctor } from '../../src/commands/doctor.ts'
import { runCommand } from '../../src/commands/run-command.ts'
import { renderHtml } from '../../src/render/html/render-html.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderSummary } from '../../src/render/render-summary.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import type { Command } from '../../src/settings/commands.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import type { RunOptions } from '../../src/state/run-options.ts'
import { commentOptions } from '../render/factories.ts'
import { aFlow } from '../support/a-flow.ts'
import { createGitRepository } from '../support/git-repository.ts'
import { playStory, type Story } from '../support/shop.ts'
import { aRun } from './a-run.ts'

const PLAIN = /^"server" begins with http:\/\/: the credentials and every flow go over the network as plain text/

it.each<[string, Story, boolean]>([
  ['a plan', { command: 'plan' }, true],
  ['a deploy', { command: 'deploy' }, true],
  ['a look for drift', { command: 'drift' }, true],
  ['a plan without a server', { command: 'plan', isOffline: true }, false],
])('the report of %s says whether credentials went over plain http', async (_, story, isReported) => {
  const noticesAt = async (server: string) => {
    const { report } = await playStory({
      ...story,
      settings: { ...story.settings, ...(!story.isOffline && { server }) },
    })
    return report.notices.filter((notice) => PLAIN.test(notice)).length
  }
  expect(await noticesAt('http://kestra.acme.io')).toBe(isReported ? 1 : 0)
  expect(await noticesAt('https://kestra.acme.io')).toBe(0)
})

describe('a run that breaks off', () => {
  const brokenOff = async (command: Command, given: Partial<RunOptions> = {}) => {
    using repository = createGitRepository({ files: { 'company.team/flows/a.yml': aFlow({ id: 'a' }) } })
    repository.write({ 'company.team/flows/a.yml': aFlow({ id: 'a', message: 'changed' }) })
    const settings = parseSettings({ server: 'http://kestra.invalid', token: 'a-token-of-mine' })
    const run = aRun(repository.dir, { command, settings, ...given })
    return await runCommand({ ...run, runtime: { ...run.runtime, secondMs: 10 } })
  }

  it.each(['plan', 'deploy', 'drift', 'validate'] as const)('%s says what is known by then', async (command) => {
    const report = await brokenOff(command)
    expect(report).toMatchObject({ kind: 'failure', reason: expect.stringMatching(/^server-/) })
    expect(report.notices).toEqual([
      expect.stringMatching(PLAIN),
      expect.stringMatching(/^One file is not as the commit has it: company\.team\/flows\/a\.yml/),
    ])
    for (const shown of [
      renderComment(report, commentOptions()),
      renderSummary(report, { links: {} }),
      renderTerminal(report, { color: false, width: 10_000 }),
      renderJson(report),
      renderHtml(report, { links: {}, sink: 'terminal', version: '1.0.0' }),
    ]) {
      expect(shown).toContain('go over the network as plain text')
      expect(shown).toContain('not as the commit has it')
    }
  })

  it('says nothing of a way that was not gone', async () => {
    const report = await brokenOff('deploy', { whyOffline: 'It is a fork.' })
    expect(report).toMatchObject({ kind: 'failure', reason: 'no-server' })
    expect(report.notices).not.toContainEqual(expect.stringMatching(PLAIN))
  })

  it('is told by doctor as well', async () => {
    using repository = createGitRepository({ files: { 'company.team/flows/a.yml': aFlow({ id: 'a' }) } })
    const settings = parseSettings({ server: 'http://kestra.invalid', token: 'a-token-of-mine' })
    const run = aRun(repository.dir, { settings })
    const { findings } = await doctor({ ...run, runtime: { ...run.runtime, secondMs: 1 } }, () => 0)
    expect(findings).toContainEqual({ about: 'way', state: 'look', says: expect.stringMatching(PLAIN) })
  })
})
