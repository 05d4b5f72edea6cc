import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runAction } from '../../src/github/run/run-action.ts'
import { makeSanitizer } from '../../src/output/output-sanitizer.ts'
import { openRunner } from '../../src/output/runner.ts'
import { machineContract } from '../../src/render/machine-contract.ts'
import { parseMarker } from '../../src/render/marker.ts'
import { pullRequestEvent } from '../github-stub/events.ts'
import { runnerEnvironment } from '../github-stub/runner-environment.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { aFlow } from '../support/a-flow.ts'
import { aStageWithGit, COMMANDS, toolkitOf } from './setup.ts'

/** Words of everything that a run writes. Each is the value of a pair that is named like a credential. */
const VALUES = [
  'result',
  'changes',
  'change',
  'create',
  'resources',
  'namespace',
  'version',
  'message',
  'severity',
  'key-value',
  'kestra-gitops',
  '<!-- kestra-gitops:v1:',
  ' -->',
  '-->',
  '</details>',
  '<details>',
  '<summary>',
  '</summary>',
  'details',
  'summary',
  '### ',
  '| --- |',
  '|---|---|---|',
  '```diff',
  '````',
  '~~~~',
  'diff',
  'script',
  'style',
  '<script>',
  '</script>',
  '<meta',
  'content=',
  'Content-Security-Policy',
  "default-src 'none'",
  'script-src',
  'sha256-',
  'sha256:',
  'http-equiv',
  'class=',
  'href',
  'true',
  'false',
  'null',
  '0',
  '1',
  '777',
  'e',
  'a',
  '-',
  '{',
  '}',
  ':',
  ',',
  'bytes',
  '(changed, ',
  '::error::',
  'plan.json',
  'https://',
  'github.com',
  'company',
  'daily',
  'one line\n+ a line of another diff\n```\n</details>',
  'id: daily\nnamespace: company\ntasks: []',
]

/** As long, with the same line ends, and of no meaning. */
const harmless = (value: string): string => value.replace(/[^\n]/g, 'q')

const pairs = (values: readonly string[]): string =>
  values.map((value, index) => `db_${index}_password: ${JSON.stringify(value)}\n`).join('')

interface Published {
  readonly outputs: Readonly<Record<string, string>>
  readonly log: readonly string[]
  readonly comments: readonly string[]
  readonly planJson: string
  readonly summary: string
  readonly page: string
}

/** The action on a pull request that changes a flow and brings these values: all that it lets out. */
const publish = async (values: readonly string[]): Promise<Published> => {
  await using stage = await aStageWithGit()
  const { git, github } = stage
  git.branch('change')
  git.commit({
    'flows/daily.yml': aFlow({ id: 'daily', namespace: 'company.team' }),
    'company.team/kv.yml': pairs(values),
  })
  const temporary = mkdtempSync(join(tmpdir(), 'values-'))
  const event = pullRequestEvent({
    ...{ head: 'change', headSha: git.sha('change'), baseSha: git.sha('main'), mergeSha: git.sha('change') },
  })
  const inputs = { 'github-token': WORKFLOW_TOKEN, offline: 'true', html: join(temporary, 'page.html') }
  const env = runnerEnvironment(event, { workspace: git.dir, temporary, apiUrl: github.url, inputs })
  const outputs: Record<string, string> = {}
  const log: string[] = []
  const note = (text: unknown) => void log.push(String(text))
  const sanitizer = makeSanitizer()
  const core = openRunner(sanitizer, {
    ...{ info: note, debug: note, error: note, warning: note, notice: note, setFailed: note, setSecret: () => {} },
    setOutput: (name, value) => void Object.assign(outputs, { [name]: value }),
  })
  try {
    const runtime = { signal: new AbortController().signal, now: () => 0 }
    await runAction(env, { sanitizer, core, loadToolkit: async () => toolkitOf(env), runtime, commands: COMMANDS })
    const read = (name: string) => readFileSync(join(temporary, name), 'utf8')
    const [planJson, summary, page] = [read('kestra-gitops/plan.json'), read('summary.md'), read('page.html')]
    const reported = { outputs, log, comments: github.world.comments.map(({ body }) => body), planJson, summary, page }
    // What no two runs have in common: folders, commits, ports, and what is made of the texts themselves.
    const change = git.sha('change')
    const base = git.sha('main')
    const ofThisRun = [temporary, github.url, change, base, change.slice(0, 10), base.slice(0, 10), change.slice(0, 7)]
    return JSON.parse(
      ofThisRun
        .reduce((text, own) => text.replaceAll(own, '…'), JSON.stringify(reported))
        .replace(/sha256:\w{64}/g, '…'),
    )
  } finally {
    rmSync(temporary, { recursive: true })
  }
}

const withoutMarkers = ({ comments, ...rest }: Published) => ({
  ...rest,
  comments: comments.map((body) => body.slice(0, body.lastIndexOf('\n'))),
})

test('whatever a tree holds, all that a run lets out is the same as with harmless values', async () => {
  const [hostile, plain] = [await publish(VALUES), await publish(VALUES.map(harmless))]
  expect(withoutMarkers(hostile)).toEqual(withoutMarkers(plain))
  expect(plain.outputs['result']).toBe('changes')
  expect(JSON.parse(plain.outputs['summary'] ?? '')).toMatchObject({ create: expect.any(Number) })
  for (const { comments, planJson } of [hostile, plain]) {
    expect(comments).toHaveLength(1)
    expect(parseMarker(comments[0] ?? '')).toMatchObject({ runId: 777, stage: 'planned' })
    expect(machineContract.safeParse(JSON.parse(planJson)).error).toBeUndefined()
  }
  expect(plain.planJson).toContain('db_0_password')
  expect(plain.planJson).not.toContain('qqq')
  expect(plain.summary).not.toContain('qqq')
})
