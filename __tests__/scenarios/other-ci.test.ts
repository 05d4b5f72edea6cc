import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import { aFlow } from '../support/a-flow.ts'
import { withTarball } from '../support/local-release.ts'
import { recipeScripts } from '../support/recipe-scripts.ts'
import { foldersOfCi, runScript, type Variables } from './ci-script.ts'
import { packTarball } from './pack-tarball.ts'
import { startScenario } from './start-scenario.ts'

interface System {
  readonly name: string
  /** The variables of a merge request whose target is `main`; `base` is the commit where it left that. */
  readonly merge: (base: string) => Variables
  readonly main: Variables
}

const SYSTEMS: readonly System[] = [
  {
    name: 'gitlab-ci.yml',
    merge: (base) => ({ CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_DIFF_BASE_SHA: base }),
    main: { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' },
  },
  { name: 'Jenkinsfile', merge: () => ({ CHANGE_TARGET: 'main' }), main: {} },
  { name: 'azure-pipelines.yml', merge: () => ({ SYSTEM_PULLREQUEST_TARGETBRANCHNAME: 'main' }), main: {} },
  { name: 'bitbucket-pipelines.yml', merge: () => ({ BITBUCKET_PR_DESTINATION_BRANCH: 'main' }), main: {} },
]

const FLOW = 'company.team/flows/daily.yml'

describe.skipIf(inject('engineUrls')['2.0.0'] === undefined)('the files of examples/ci', () => {
  test.concurrent.each(SYSTEMS)('$name plans a merge request, and deploys main', async ({ name, merge, main }) => {
    using scenario = startScenario('2.0.0', { [FLOW]: aFlow({ id: 'daily' }) })
    const { repository, server, hands } = scenario
    const temporary = join(repository.dir, '.git/temporary')
    mkdirSync(temporary)
    const tarball = packTarball(temporary)
    const env = {
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      ...foldersOfCi(temporary),
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
    const scripts = recipeScripts(name)
    const [onMerge, onMain] = [withTarball(scripts.merge, tarball), withTarball(scripts.main, tarball)]

    const planned = await runScript(onMerge, { cwd: repository.dir, env: { ...env, ...merge(base) } })
    expect(planned).toMatchObject({ code: 0, stdout: expect.stringContaining('flow company.team.daily') })
    expect(await hands.flows()).toEqual([])

    const deployed = await runScript(onMain, { cwd: repository.dir, env: { ...env, ...main } })
    expect(deployed).toMatchObject({ code: 0, stdout: expect.stringContaining('1 flow is live') })
    expect(await hands.flow('company.team', 'daily')).toMatchObject({ source: expect.stringContaining('bye') })
  })
})
