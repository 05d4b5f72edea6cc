import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { parse } from 'yaml'

const SHA = 'a'.repeat(40)
const RUNS = `repos/acme/gitops/actions/workflows/ci.yml/runs?head_sha=${SHA}&event=push&branch=main&per_page=100`
const { jobs } = parse(readFileSync('.github/workflows/release.yml', 'utf8'))

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'release-'))
  // Answers what lies in the file of its name; else it fails, as gh does.
  const gh = `#!${process.execPath}
const answers = JSON.parse(process.env.ANSWERS)
const [command, path] = process.argv.slice(2)
if (command === 'release') process.stdout.write('true\\n')
else if (path in answers) process.stdout.write(JSON.stringify(answers[path]))
else process.exit(1)
`
  writeFileSync(join(folder, 'gh.mjs'), gh)
  writeFileSync(join(folder, 'gh'), `#!/bin/sh\nexec "${process.execPath}" "${join(folder, 'gh.mjs')}" "$@"\n`)
  chmodSync(join(folder, 'gh'), 0o755)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Whether a step of the job `check` passes, as the runner runs it. */
const passes = (holds: string, answers: Readonly<Record<string, unknown>>): boolean => {
  const found = jobs.check.steps.filter(({ run = '' }) => run.includes(holds))
  expect(found).toHaveLength(1)
  const { status } = spawnSync('bash', ['-e', '-c', found[0].run], {
    env: {
      PATH: `${folder}${delimiter}${process.env['PATH']}`,
      ...{ ANSWERS: JSON.stringify(answers), TAG: 'v1.2.3', GITHUB_SHA: SHA, GITHUB_REPOSITORY: 'acme/gitops' },
    },
  })
  return status === 0
}

const aRun = (overrides = {}) => ({
  ...{ id: 7, run_attempt: 2, head_sha: SHA, head_branch: 'main', event: 'push', path: '.github/workflows/ci.yml' },
  ...{ status: 'completed', conclusion: 'success' },
  ...overrides,
})
const aJob = (overrides = {}) => ({
  ...{ name: 'CI ok', head_sha: SHA, status: 'completed', conclusion: 'success' },
  ...overrides,
})
const ciAnswers = (runs: readonly unknown[], ofAttempt: readonly unknown[] = [aJob()]) => ({
  [RUNS]: { total_count: runs.length, workflow_runs: runs },
  'repos/acme/gitops/actions/runs/7/attempts/2/jobs?per_page=100': { jobs: ofAttempt },
  'repos/acme/gitops/actions/runs/7/attempts/1/jobs?per_page=100': { jobs: [aJob({ conclusion: 'failure' })] },
})

const cases: readonly (readonly [string, Readonly<Record<string, unknown>>, boolean])[] = [
  ['the one run of CI, its last attempt', ciAnswers([aRun()], [aJob({ name: 'Tests' }), aJob()]), true],
  ['no run', ciAnswers([]), false],
  ['two runs', ciAnswers([aRun(), aRun({ id: 8 })]), false],
  ['two runs, one of which failed', ciAnswers([aRun(), aRun({ id: 8, conclusion: 'failure' })]), false],
  ['a last attempt that failed', ciAnswers([aRun({ run_attempt: 1 })]), false],
  ['a run that is not done', ciAnswers([aRun({ status: 'in_progress', conclusion: null })]), false],
  ['a run that failed', ciAnswers([aRun({ conclusion: 'failure' })]), false],
  ['another workflow', ciAnswers([aRun({ path: '.github/workflows/mine.yml' })]), false],
  ['a run of a pull request', ciAnswers([aRun({ event: 'pull_request' })]), false],
  ['a run of another branch', ciAnswers([aRun({ head_branch: 'mine' })]), false],
  ['a run of another commit', ciAnswers([aRun({ head_sha: 'b'.repeat(40) })]), false],
  ['no such job', ciAnswers([aRun()], [aJob({ name: 'Tests' })]), false],
  ['two such jobs', ciAnswers([aRun()], [aJob(), aJob()]), false],
  ['a job that was skipped', ciAnswers([aRun()], [aJob({ conclusion: 'skipped' })]), false],
  ['an answer of another shape', { [RUNS]: {} }, false],
  ['no answer', {}, false],
]

it.each(cases)('a release asks CI by its workflow, not by the name of a check: %s', (_, answers, isGood) => {
  expect(passes('workflows/ci.yml/runs', answers)).toBe(isGood)
})

it.each([
  ['none', [], true],
  ['a longer one', [{ ref: 'refs/tags/v1.2.3-rc' }], true],
  ['this one', [{ ref: 'refs/tags/v1.2.3' }], false],
  ['no answer', undefined, false],
])('a release is of no tag that is there already: %s', (_, refs, isGood) => {
  const answers = refs === undefined ? {} : { 'repos/acme/gitops/git/matching-refs/tags/v1.2.3': refs }
  expect(passes('matching-refs', answers)).toBe(isGood)
})

it('no workflow asks for a check by its name', () => {
  for (const file of ['ci', 'on-github', 'release']) {
    expect(readFileSync(`.github/workflows/${file}.yml`, 'utf8')).not.toMatch(/check_name=|check_runs\[/)
  }
})

it('a release brings the tarball under the address that README.md gives', () => {
  // README.md names the published release, which may be older than the sources.
  const { version } = JSON.parse(readFileSync('scripts/pinned-release.json', 'utf8'))
  const [, tag, file] =
    /https:\/\/github\.com\/[\w-]+\/kestra-gitops\/releases\/download\/(\S+)\/(\S+\.tgz)/.exec(
      readFileSync('README.md', 'utf8'),
    ) ?? []
  expect([tag, file]).toEqual([`v${version}`, `kestra-gitops-${version}.tgz`])
  const uploads = jobs.publish.steps.filter(({ run = '' }) => run.includes('gh release upload'))
  expect(uploads).toHaveLength(1)
  writeFileSync(join(folder, 'npm'), '#!/bin/sh\n', { mode: 0o755 })
  writeFileSync(join(folder, 'upload.mjs'), 'console.log(process.argv.slice(2).join(" "))\n')
  const { stdout } = spawnSync(
    'bash',
    ['-e', '-c', uploads[0].run.replace(/\bgh /, `"${process.execPath}" upload.mjs `)],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${folder}${delimiter}${process.env['PATH']}`, TAG: `v${version}`, RUNNER_TEMP: 'runner' },
    },
  )
  expect(stdout).toBe(`release upload v${version} runner/kestra-gitops-${version}.tgz\n`)
})
