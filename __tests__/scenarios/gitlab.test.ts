import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, inject, test } from 'vitest'
import { parse } from 'yaml'
import { aFlow } from '../support/a-flow.ts'
import { answerIn } from '../support/answer-in.ts'
import { listen } from '../support/listen.ts'
import { withTarball } from '../support/local-release.ts'
import { recipeScripts } from '../support/recipe-scripts.ts'
import { assertNoCanary } from './canaries.ts'
import { foldersOfCi, runScript, type Variables } from './ci-script.ts'
import { packTarball } from './pack-tarball.ts'
import { startScenario } from './start-scenario.ts'

const exampleOf = (name: string): string => readFileSync(join('examples/ci', name), 'utf8')

const { kestra } = parse(exampleOf('gitlab-ci.yml'))
const FLOW = 'company.team/flows/daily.yml'
const TOKEN = 'glpat-4711-of-this-test'
const PER_PAGE = 100
const [ME, SOMEBODY] = [7, 8]

interface Note {
  readonly id: number
  readonly author: { readonly id: number }
  body: string
}

/** GitLab's API as far as notes go (https://docs.gitlab.com/api/notes, https://docs.gitlab.com/api/commits): merge request 12 of project 42. */
const startGitLab = async (notes: Note[], merged: { sha: string }) => {
  const calls: string[] = []
  const notesOf = '/api/v4/projects/42/merge_requests/12/notes'
  const runtime = await listen(
    createServer(async (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://host')
      const content = await text(request)
      calls.push(`${request.method} ${pathname}`)
      const answer = (status: number, body: unknown, headers = {}) =>
        response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
      if (request.headers['private-token'] !== TOKEN) return answer(401, { message: '401 Unauthorized' })
      if (pathname === '/api/v4/user') return answer(200, { id: ME })
      if (pathname === `/api/v4/projects/42/repository/commits/${merged.sha}/merge_requests`)
        return answer(200, [
          { iid: 11, state: 'closed', target_branch: 'main' },
          { iid: 12, state: 'merged', target_branch: 'main' },
          { iid: 13, state: 'merged', target_branch: 'release' },
        ])
      if (pathname === notesOf && request.method === 'POST') {
        const note = { id: 1000 + notes.length, author: { id: ME }, body: JSON.parse(content).body }
        notes.push(note)
        return answer(201, note)
      }
      if (pathname === notesOf) {
        const page = Number(searchParams.get('page'))
        const shown = notes.slice((page - 1) * PER_PAGE, page * PER_PAGE)
        return answer(200, shown, { 'x-next-page': notes.length > page * PER_PAGE ? String(page + 1) : '' })
      }
      const note = notes.find(({ id }) => pathname === `${notesOf}/${id}`)
      if (request.method !== 'PUT' || note === undefined) return answer(404, { message: '404 Not Found' })
      note.body = JSON.parse(content).body
      return answer(200, note)
    }),
  )
  return { url: runtime.url, calls, [Symbol.asyncDispose]: () => runtime[Symbol.asyncDispose]() }
}

describe.skipIf(inject('engineUrls')['2.0.0'] === undefined)('gitlab-ci.yml and gitlab-note.mjs', () => {
  test('keep one note on the merge request: problems, then the plan, then the receipt of the merge', async () => {
    using scenario = startScenario('2.0.0', {
      [FLOW]: aFlow({ id: 'daily' }),
      '.gitignore': 'codequality.json\n',
    })
    const { repository, server } = scenario
    const marker = `<!-- kestra-gitops ${server.url} -->`
    const forged = { id: 1, author: { id: SOMEBODY }, body: `Not mine. ${marker}` }
    const others = Array.from({ length: PER_PAGE }, (_, index) => ({ id: 2 + index, author: { id: ME }, body: 'Done' }))
    const notes: Note[] = [forged, ...others]
    const own = () => notes.filter(({ id }) => id >= 1000).map(({ body }) => body)
    const merged = { sha: '' }
    await using gitlab = await startGitLab(notes, merged)
    const temporary = join(repository.dir, '.git/temporary')
    mkdirSync(temporary)
    const script = withTarball(recipeScripts('gitlab-ci.yml').merge, packTarball(temporary))
    const env = {
      PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
      ...foldersOfCi(temporary),
      CI_DEFAULT_BRANCH: 'main',
      ...{ KESTRA_URL: server.url, KESTRA_TENANT: server.tenant },
      ...{ KESTRA_USERNAME: server.username, KESTRA_PASSWORD: server.password },
      ...{ CI_API_V4_URL: `${gitlab.url}/api/v4`, CI_PROJECT_ID: '42', GITLAB_NOTE_TOKEN: TOKEN },
    }
    const runJob = async (variables: Variables) => {
      const options = { cwd: repository.dir, env: { ...env, ...variables } }
      const job = await runScript(script, options)
      const after = await runScript(kestra.after_script.join('\n'), options)
      assertNoCanary({ script: job.stdout + job.stderr, after: after.stdout + after.stderr }, [TOKEN])
      expect(after).toMatchObject({ code: 0, stderr: '' })
      return job.code
    }
    const ofMerge = {
      CI_PIPELINE_SOURCE: 'merge_request_event',
      CI_MERGE_REQUEST_DIFF_BASE_SHA: repository.sha('main'),
      CI_MERGE_REQUEST_IID: '12',
    }

    repository.branch('change')
    repository.commit({ 'company.team/flows/bad.yml': 'id: bad\nnamespace: company.team\n' })
    expect(await runJob(ofMerge)).toBe(1)
    const found = JSON.parse(readFileSync(join(repository.dir, kestra.artifacts.reports.codequality), 'utf8'))
    expect(found).toMatchObject([{ location: { path: 'company.team/flows/bad.yml' } }])
    expect(own().map(answerIn)).toEqual(['blocked'])
    expect(own()[0]).toContain('bad.yml')

    repository.commit({ 'company.team/flows/bad.yml': null, [FLOW]: aFlow({ id: 'daily', message: 'bye' }) })
    expect(await runJob(ofMerge)).toBe(0)
    expect(own().map(answerIn)).toEqual(['safe'])

    repository.branch('main')
    merged.sha = repository.squash('change')
    expect(await runJob({ CI_PIPELINE_SOURCE: 'push', CI_COMMIT_SHA: merged.sha, CI_COMMIT_BRANCH: 'main' })).toBe(0)
    expect(own()).toEqual([expect.stringMatching(/live[\s\S]*<!-- kestra-gitops http/)])
    expect(forged.body).toBe(`Not mine. ${marker}`)
    expect(gitlab.calls.filter((called) => /^(?:POST|PUT)/.test(called))).toEqual([
      'POST /api/v4/projects/42/merge_requests/12/notes',
      ...Array(2).fill('PUT /api/v4/projects/42/merge_requests/12/notes/1101'),
    ])
  })

  test('writes no note without a token, and names the answer that GitLab refuses with, but not the token', async () => {
    using scenario = startScenario('2.0.0', { 'comment.md': '### Committed\n' })
    await using gitlab = await startGitLab([], { sha: '' })
    const script = kestra.after_script.join('\n')
    const cwd = scenario.repository.dir
    const folder = join(cwd, '.git/kestra-gitops')
    mkdirSync(join(folder, 'package/dist'), { recursive: true })
    copyFileSync(join('examples/ci', 'gitlab-note.mjs'), join(folder, 'package/dist/gitlab-note.mjs'))
    const env = {
      KESTRA_GITOPS: folder,
      PATH: process.env['PATH'] ?? '',
      CI_API_V4_URL: `${gitlab.url}/api/v4`,
      CI_PROJECT_ID: '42',
      CI_MERGE_REQUEST_IID: '12',
    }
    const withToken = { ...env, GITLAB_NOTE_TOKEN: TOKEN }
    // The committed file is not the report.
    expect(await runScript(script, { cwd, env: withToken })).toMatchObject({ code: 0 })
    writeFileSync(join(folder, 'comment.md'), '### Plan\n')
    expect(await runScript(script, { cwd, env })).toMatchObject({ code: 0, stdout: expect.stringContaining('No note') })
    expect(gitlab.calls).toEqual([])
    const refused = await runScript(script, { cwd, env: { ...env, GITLAB_NOTE_TOKEN: 'glpat-wrong-4711' } })
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('GitLab answered 401 to GET /user') })
    assertNoCanary({ stderr: refused.stderr }, ['glpat-wrong-4711'])
  })
})
