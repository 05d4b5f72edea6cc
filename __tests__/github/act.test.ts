import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/finding/user-error.ts'
import { runAction } from '../../src/github/run/run-action.ts'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import type { ActionsToolkit } from '../../src/output/runner.ts'
import { pullRequestEvent } from '../github-stub/events.ts'
import { runnerEnvironment } from '../github-stub/runner-environment.ts'
import { type GitHub, WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aFlow } from '../support/a-flow.ts'
import { aStageWithGit, COMMANDS, type Stage, toolkitOf } from './setup.ts'

const OFFLINE = { 'github-token': WORKFLOW_TOKEN, offline: 'true' }

/** Which failures of the toolkit were told, and what a run made of the comments. */
const run = async (
  { github, git }: Stage,
  options: {
    readonly inputs?: Readonly<Record<string, string>>
    readonly break?: keyof ActionsToolkit
    readonly runId?: number
    readonly env?: Readonly<Record<string, string>>
  } = {},
) => {
  const temporary = mkdtempSync(join(tmpdir(), 'act-'))
  const failures: string[] = []
  const outputs: Record<string, string> = {}
  let isBroken = options.break === undefined
  const note = (name: keyof ActionsToolkit) => () => {
    if (isBroken || name !== options.break) return
    isBroken = true
    throw new TypeError('x is not a function')
  }
  const core: ActionsToolkit = {
    setSecret: note('setSecret'),
    info: note('info'),
    print: note('print'),
    debug: note('debug'),
    error: note('error'),
    warning: note('warning'),
    notice: note('notice'),
    setFailed: (text) => void failures.push(text),
    setOutput: (name, value) => void Object.assign(outputs, { [name]: value }),
  }
  const [baseSha, headSha] = [git.sha('main'), git.sha('change')]
  const event = pullRequestEvent({ head: 'change', headSha, baseSha, mergeSha: headSha })
  const environment = runnerEnvironment(event, {
    workspace: git.dir,
    temporary,
    apiUrl: github.url,
    runId: options.runId ?? 777,
    inputs: { ...OFFLINE, ...options.inputs },
  })
  const env = { ...environment, ...options.env }
  try {
    await runAction(env, {
      commands: COMMANDS,
      sanitizer: makeSanitizer(),
      core,
      loadToolkit: async () => toolkitOf(env),
      runtime: { signal: new AbortController().signal, now: () => 0 },
    })
  } finally {
    rmSync(temporary, { recursive: true })
  }
  return { failures, outputs }
}

const firstLines = (github: GitHub) => github.world.comments.map(({ body }) => body.split('\n', 1)[0] ?? '')

describe('runAction', () => {
  it.each([
    ['a setting that nobody understands', { inputs: { timeout: 'soon' } }, 'invalid-settings', '"timeout" must be'],
    ['a defect while it publishes', { break: 'print' }, 'unexpected', 'please report it: x is not a function'],
  ] as const)(
    'says by the comment of the run before that nothing is known, after %s',
    async (_name, broken, reason, says) => {
      await using stage = await aStageWithGit()
      stage.git.branch('change')
      stage.git.commit({ 'flows/daily.yml': aFlow({ id: 'daily' }) })
      await run(stage)
      const [before] = firstLines(stage.github)
      expect(before).toMatch(/^### /)
      const { failures, outputs } = await run(stage, { ...broken, runId: 778 })
      expect(outputs['reason']).toBe(reason)
      expect(failures).toEqual([expect.stringContaining(says)])
      const [after, ...others] = firstLines(stage.github)
      expect(others).toEqual([])
      expect(after).not.toBe(before)
      expect(after).toMatch(/unknown|not known/i)
      expect(stage.github.world.comments[0]?.body).toContain(says.replaceAll('"', '').split(' ')[0])
    },
  )

  it('leaves no committed page that a later step would take for the one of this run', async () => {
    await using stage = await aStageWithGit()
    stage.git.branch('change')
    stage.git.commit({ 'flows/daily.yml': aFlow({ id: 'daily' }), 'page.html': 'committed' })
    const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' }
    await expect(run(stage, { inputs: { html: 'page.html' }, env })).rejects.toBeInstanceOf(UserError)
    expect(existsSync(join(stage.git.dir, 'page.html'))).toBe(false)
  })
})
