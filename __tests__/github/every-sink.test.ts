import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as actionsCore from '@actions/core'
import { expect, test } from 'vitest'
import { decideEvent } from '../../src/github/event/event.ts'
import { publish } from '../../src/github/publish/publish.ts'
import { announceDeployment } from '../../src/github/run/run-for-event.ts'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import { openRunner } from '../../src/output/runner.ts'
import { renderFormat, SYNTAX } from '../../src/render/render-format.ts'
import type { Report } from '../../src/report/report.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { pushEvent } from '../github-stub/events.ts'
import { aCase, anAssertion, anOutcome, aReport } from '../render/factories.ts'
import { aClient, aStageWithGit, COMMANDS } from './setup.ts'

/** What only the server knows, and a token that nobody may read anywhere. */
const SERVER_ONLY = 'salary-of-the-boss'
const TOKEN = ['ghp', '0123456789abcdefghijABCDEFGHIJ012345'].join('_')
const PASSWORD = 'correct-horse-battery'

const FAILED = aCase({
  verdict: 'failed',
  message: `The execution ended as FAILED, with ${TOKEN} and ${PASSWORD}.`,
  assertions: [
    anAssertion({
      expected: `equal to \`${SERVER_ONLY}\``,
      actual: `${SERVER_ONLY} ${TOKEN}`,
      message: `not ${SERVER_ONLY}`,
    }),
  ],
  failedTask: { taskId: 'load', log: [`${SERVER_ONLY} ${TOKEN} ${PASSWORD}`] },
})

const SMOKE: Report = aReport({
  ...{ command: 'deploy', result: 'failed', reason: 'smoke-failed', tests: [FAILED] },
  message: `The smoke run failed: ${FAILED.message}`,
  notices: [`A notice with ${TOKEN} and ${PASSWORD}.`],
  outcome: anOutcome({ isComplete: false }),
} as Partial<Report>)

/** Everything that a run lets out about a report, by the name of the sink. */
const sinksOf = async (report: Report, isPrivate: boolean): Promise<Readonly<Record<string, string>>> => {
  await using stage = await aStageWithGit()
  const { git, github } = stage
  const temporary = mkdtempSync(join(tmpdir(), 'sinks-'))
  const settings = parseSettings({
    ...{ server: 'https://kestra.example.com', username: 'ada', password: PASSWORD },
    ...{ environment: 'production', html: join(temporary, 'page.html') },
  })
  const event = pushEvent({ before: git.sha('main'), after: git.sha('main'), isPrivate })
  const runner = {
    ...{ eventName: event.name, payload: event.payload, sha: event.sha, ref: event.ref, actor: event.actor },
    ...{ repository: 'acme/flows', runId: 777, runAttempt: 1, serverUrl: 'https://github.com' },
    ...{
      apiUrl: github.url,
      workspace: git.dir,
      temporaryFolder: temporary,
      summaryFile: join(temporary, 'summary.md'),
    },
  }
  const decision = decideEvent({ ...settings, ...runner })
  if (!('context' in decision)) throw new Error('no run')
  const sanitizer = makeSanitizer()
  sanitizer.addSecrets([PASSWORD])
  const reported: Record<string, string[]> = { log: [], annotations: [], failure: [], outputs: [] }
  const note =
    (name: string) =>
    (...parts: readonly unknown[]) =>
      void reported[name]?.push(JSON.stringify(parts))
  const core = openRunner(sanitizer, {
    ...actionsCore,
    ...{ info: note('log'), debug: note('log'), setSecret: () => undefined },
    ...{ error: note('annotations'), warning: note('annotations'), notice: note('annotations') },
    ...{ setFailed: note('failure'), setOutput: note('outputs') },
  })
  const runtime = { signal: new AbortController().signal, now: () => 0 }
  const { context } = decision
  const job = { context, settings, runner, core, sanitizer, github: aClient(github), runtime, commands: COMMANDS }
  const merges = {
    find: async () => [],
    explain: async () => [],
    notices: async () => [],
    targets: async () => [{ number: 1, isOfPush: true, planMarker: undefined }],
  }
  const read = (name: string) => readFileSync(join(temporary, name), 'utf8')
  try {
    await (await announceDeployment(job))?.(report)
    await publish(report, job, merges)
    const privacy = { maskedValues: sanitizer.maskedValues(), isPublic: context.isPublicRepository, version: '1.0.0' }
    const formats = (Object.keys(SYNTAX) as (keyof typeof SYNTAX)[]).map((format) => [
      format,
      renderFormat(report, format, privacy),
    ])
    return {
      ...Object.fromEntries(Object.entries(reported).map(([name, lines]) => [name, lines.join('\n')])),
      ...Object.fromEntries(formats),
      comment: github.world.comments.map(({ body }) => body).join('\n'),
      deployment: JSON.stringify(github.world.deployments),
      summary: read('summary.md'),
      page: read('page.html'),
      plan: read('kestra-gitops/plan.json'),
    }
  } finally {
    rmSync(temporary, { recursive: true })
  }
}

const holding = (sinks: Readonly<Record<string, string>>, text: string): readonly string[] =>
  Object.keys(sinks).filter((name) => sinks[name]?.includes(text) === true)

test('no sink of a public repository shows a value of the server, and none at all a credential', async () => {
  const [open, closed] = [await sinksOf(SMOKE, false), await sinksOf(SMOKE, true)]
  expect(Object.entries(open).filter(([, text]) => text === '')).toEqual([])
  expect(holding(open, SERVER_ONLY)).toEqual([])
  // Where it may be seen, these sinks do show it: what the test looks for is there.
  expect(holding(closed, SERVER_ONLY)).toEqual(
    expect.arrayContaining(['annotations', 'comment', 'summary', 'page', 'plan', 'sarif', 'junit']),
  )
  for (const secret of [TOKEN, PASSWORD]) expect([holding(open, secret), holding(closed, secret)]).toEqual([[], []])
})
