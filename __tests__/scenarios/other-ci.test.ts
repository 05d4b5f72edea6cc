import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { aFlow } from '../hands/a-flow.ts'
import { runScript, standInForNpx, type Variables } from './ci-script.ts'
import { startScenario } from './start-scenario.ts'

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
})
