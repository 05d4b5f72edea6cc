import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { aFlow } from '../hands/a-flow.ts'
import { listen } from '../hands/listen.ts'
import { builtDist } from './built-dist.ts'
import { startScenario } from './start-scenario.ts'

type Variables = Readonly<Record<string, string>>

interface System {
  readonly name: string
  /** What it runs for a merge request, and for `main`. */
  readonly scripts: (file: string) => { readonly merge: string; readonly main: string }
  /** What it tells of a merge request whose target is `main`; `base` is the commit where it left that. */
  readonly merge: (base: string) => Variables
  readonly main: Variables
}

const stepsOf = (file: string): readonly string[] =>
  [...file.matchAll(/\bsh '(.+)' \}/g)].map(([, script = '']) => script)

const SYSTEMS: readonly System[] = [
  {
    name: 'gitlab-ci.yml',
    scripts: (file) => {
      const script: string = parse(file).kestra.script.join('\n')
      return { merge: script, main: script }
    },
    merge: (base) => ({ CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_DIFF_BASE_SHA: base }),
    main: { CI_PIPELINE_SOURCE: 'push' },
  },
  {
    name: 'Jenkinsfile',
    scripts: (file) => {
      const [merge = '', main = ''] = stepsOf(file)
      return { merge, main }
    },
    merge: () => ({ CHANGE_TARGET: 'main' }),
    main: {},
  },
  {
    name: 'azure-pipelines.yml',
    scripts: (file) => {
      const { script }: { script: string } = parse(file).steps.at(-1)
      return { merge: script, main: script }
    },
    merge: () => ({ SYSTEM_PULLREQUEST_TARGETBRANCHNAME: 'main' }),
    main: {},
  },
  {
    name: 'bitbucket-pipelines.yml',
    scripts: (file) => {
      const { pipelines } = parse(file)
      return {
        merge: pipelines['pull-requests']['**'][0].step.script.join('\n'),
        main: pipelines.branches.main[0].step.script.join('\n'),
      }
    },
    merge: () => ({ BITBUCKET_PR_DESTINATION_BRANCH: 'main' }),
    main: {},
  },
]

/** `npx --yes kestra-gitops@1` without a registry: the command line that was built here. */
const standInForNpx = (folder: string): void => {
  mkdirSync(folder, { recursive: true })
  const program = join(folder, 'npx')
  writeFileSync(
    program,
    `#!/bin/sh\n[ "$1 $2" = '--yes kestra-gitops@1' ] || exit 64\nshift 2\nexec '${process.execPath}' '${join(builtDist(), 'cli.js')}' "$@"\n`,
  )
  chmodSync(program, 0o755)
}

/** As these systems do: a shell that ends at the first command that fails. */
const runScript = async (script: string, { cwd, env }: { readonly cwd: string; readonly env: Variables }) => {
  const child = spawn('sh', ['-e', '-c', script], { cwd, env: { ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise((resolve) => child.once('close', resolve)),
  ])
  return { code, stdout, stderr }
}

const fileOf = (name: string): string => readFileSync(`examples/ci/${name}`, 'utf8')
const FLOW = 'company.team/flows/daily.yml'

describe.skipIf(inject('engineUrls')['2.0.0'] === undefined)('the files of examples/ci', () => {
  test.concurrent.each(SYSTEMS)(
    '$name plans a merge request, and deploys main',
    async ({ name, scripts, merge, main }) => {
      using scenario = startScenario('2.0.0', { [FLOW]: aFlow({ id: 'daily' }) })
      const { repository, server, hands } = scenario
      const programs = join(repository.dir, '.git/programs')
      standInForNpx(programs)
      const env = {
        PATH: `${programs}:${process.env['PATH']}`,
        KESTRA_URL: server.url,
        KESTRA_TENANT: server.tenant,
        ...(name === 'Jenkinsfile'
          ? { KESTRA_USR: server.username, KESTRA_PSW: server.password }
          : { KESTRA_USERNAME: server.username, KESTRA_PASSWORD: server.password }),
      }
      const base = repository.sha('main')
      repository.git('update-ref', 'refs/remotes/origin/main', base)
      repository.branch('change')
      repository.commit({ [FLOW]: aFlow({ id: 'daily', message: 'bye' }) })
      const { merge: onMerge, main: onMain } = scripts(fileOf(name))

      const planned = await runScript(onMerge, { cwd: repository.dir, env: { ...env, ...merge(base) } })
      expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining('flow company.team.daily') })
      expect(await hands.flows()).toEqual([])

      const deployed = await runScript(onMain, { cwd: repository.dir, env: { ...env, ...main } })
      expect(deployed).toMatchObject({ code: 0, stdout: expect.stringContaining('1 flow is live') })
      expect(await hands.flow('company.team', 'daily')).toMatchObject({ source: expect.stringContaining('bye') })
    },
  )

  test('gitlab-ci.yml leaves problems for the merge request, and writes the plan as its note', async () => {
    const notes: string[] = []
    await using api = await listen(
      createServer(async (request, response) => {
        notes.push(`${request.method} ${request.url} ${request.headers['private-token']} ${await text(request)}`)
        response.writeHead(201).end('{}')
      }),
    )
    using scenario = startScenario('2.0.0', { [FLOW]: aFlow({ id: 'daily' }) })
    const { repository, server } = scenario
    const programs = join(repository.dir, '.git/programs')
    standInForNpx(programs)
    repository.branch('change')
    repository.commit({ 'company.team/flows/bad.yml': 'id: bad\nnamespace: company.team\n' })
    const { kestra } = parse(fileOf('gitlab-ci.yml'))
    const env = {
      PATH: `${programs}:${process.env['PATH']}`,
      KESTRA_URL: server.url,
      KESTRA_TENANT: server.tenant,
      KESTRA_USERNAME: server.username,
      KESTRA_PASSWORD: server.password,
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: repository.sha('main'),
      CI_API_V4_URL: `${api.url}/api/v4`,
      CI_PROJECT_ID: '42',
      CI_MERGE_REQUEST_IID: '7',
      GITLAB_NOTE_TOKEN: 'note-token',
    }
    const run = await runScript(kestra.script.join('\n'), { cwd: repository.dir, env })
    expect(run.code).toBe(1)
    const found = JSON.parse(readFileSync(join(repository.dir, kestra.artifacts.reports.codequality), 'utf8'))
    expect(found).toMatchObject([{ location: { path: 'company.team/flows/bad.yml' } }])
    expect((await runScript(kestra.after_script.join('\n'), { cwd: repository.dir, env })).code).toBe(0)
    expect(notes).toEqual([
      expect.stringMatching(/^POST \/api\/v4\/projects\/42\/merge_requests\/7\/notes note-token body=%23%23%23/),
    ])
  })
})
