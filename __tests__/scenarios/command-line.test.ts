import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { createGitRepository } from '../support/git-repository.ts'
import { builtDist } from './built-dist.ts'
import { runCli, runJson } from './run-cli.ts'
import { startScenario } from './start-scenario.ts'

const CLI = join(builtDist(), 'cli.js')
const flows = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `company.team/flows/f${index}.yml`,
      aFlow({ id: `f${index}`, namespace: 'company.team' }),
    ]),
  )

test('a reader that stops reading is no fault: plan | head -1', () => {
  using repository = createGitRepository({ files: flows(400) })
  const script = `set -o pipefail; "$0" "$1" plan --json | head -c 1; echo " \${PIPESTATUS[0]}"`
  const { stdout, stderr } = spawnSync('bash', ['-c', script, process.execPath, CLI], {
    cwd: repository.dir,
    encoding: 'utf8',
  })
  expect({ stdout, stderr }).toEqual({ stdout: '{ 0\n', stderr: '' })
})

test('starts in the folder of -C, and says which one it cannot enter', async () => {
  using repository = createGitRepository({ files: flows(1) })
  const there = await runCli(['-C', repository.dir, 'validate'], { dir: '/' })
  expect(there).toMatchObject({ code: 0, stderr: '' })
  const nowhere = await runCli(['-C', 'nowhere', 'validate'], { dir: repository.dir })
  expect(nowhere).toMatchObject({ code: 1, stderr: 'Cannot enter the folder "nowhere" of --chdir.\n' })
})

test('paints when it is told to, and is quiet when it is told to', async () => {
  using repository = createGitRepository({ files: flows(3) })
  const painted = await runCli(['plan'], { dir: repository.dir, env: { FORCE_COLOR: '1' } })
  expect(painted.stdout).toContain('\u001b[32m')
  const quiet = await runCli(['plan', '-q'], { dir: repository.dir })
  expect(quiet.stdout).toMatch(/^plan: 3 flows? .*\n/i)
  expect(quiet.stdout).not.toContain('company.team.f0')
})

test('prints for other programs, and writes the comment and the page into files', async () => {
  using repository = createGitRepository({
    files: { ...flows(1), 'company.team/flows/bad.yml': 'id: bad\nnamespace: company.team\n' },
  })
  const gcc = await runCli(['validate', '--format', 'gcc', '--comment-file', 'comment.md', '--html', 'page.html'], {
    dir: repository.dir,
  })
  expect(gcc).toMatchObject({ code: 1, stderr: '' })
  expect(gcc.stdout).toMatch(/^company\.team\/flows\/bad\.yml:\d+:\d+: error: .+ \[[a-z-]+\]$/m)
  expect(readFileSync(join(repository.dir, 'comment.md'), 'utf8')).toMatch(/^### .+/)
  expect(readFileSync(join(repository.dir, 'page.html'), 'utf8')).toContain('company.team/flows/bad.yml')
  const sarif = await runCli(['validate', '--format=sarif'], { dir: repository.dir })
  expect(JSON.parse(sarif.stdout)).toMatchObject({ version: '2.1.0' })
  const nowhere = await runCli(['validate', '--comment-file', 'no/where.md'], { dir: repository.dir })
  expect(nowhere).toMatchObject({ code: 1, stderr: 'Cannot write the file "no/where.md" of "comment-file".\n' })
})

test('says what validate could not look at, and how to get it', async () => {
  using repository = createGitRepository({ files: flows(1) })
  const unsaid = await runJson(['validate'], { dir: repository.dir })
  expect(unsaid.notices.join(' ')).toMatch(/^Types and properties in flows were not checked: .*kestra-gitops schema/)
  repository.commit({ '.kestra/flow-schema.json': '{"definitions":{}}' })
  const { notices } = await runJson(['validate'], { dir: repository.dir })
  expect(notices.join(' ')).not.toContain('were not checked')
})

describeEngines('the command line', (version) => {
  test('deploy --dry-run plans and writes nothing', async () => {
    using scenario = startScenario(version, flows(1))
    expect(await scenario.writesOf(() => scenario.runJson(['deploy', '--dry-run']))).toEqual([])
    expect(await scenario.runJson(['deploy', '--dry-run'])).toMatchObject({ command: 'plan', result: 'changes' })
  })

  test('doctor tells what a deploy needs, before and after the first one, and writes nothing', async () => {
    using scenario = startScenario(version, flows(2))
    const writes = await scenario.writesOf(async () => {
      const { code, stdout } = await scenario.run(['doctor'])
      expect({ code, stdout }).toMatchObject({ code: 0 })
      expect(stdout).toMatch(/^ok {7}repository: 2 resources in /m)
      expect(stdout).toContain(`Kestra ${version}`)
      expect(stdout).toMatch(/^ok {7}account: The account can read tenant/m)
      expect(stdout).toMatch(/^ok {7}record: Nothing was deployed from this repository yet/m)
    })
    expect(writes).toEqual([])
    await scenario.runJson(['deploy'])
    expect((await scenario.run(['doctor'])).stdout).toMatch(
      /^ok {7}record: This repository has deployed to 1 namespace\./m,
    )
  })

  test('doctor tells a wrong password, and what it could therefore not look at', async () => {
    using scenario = startScenario(version, flows(1))
    const { code, stdout } = await scenario.run(['doctor'], { env: { KESTRA_PASSWORD: 'wrong-password' } })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^bad {6}(?:server|account): /m)
    expect(stdout).toMatch(/^unknown {2}record: Not checked/m)
  })
})

test('doctor without a server, and with one that is not there', async () => {
  using repository = createGitRepository({ files: flows(1) })
  const none = await runCli(['doctor'], { dir: repository.dir })
  expect(none).toMatchObject({ code: 0 })
  expect(none.stdout).toMatch(/^unknown {2}server: No server is named\. Set KESTRA_URL/m)
  const gone = await runCli(['doctor', '--server', 'http://127.0.0.1:9'], { dir: repository.dir })
  expect(gone.code).toBe(1)
  expect(gone.stdout).toMatch(/^bad {6}server: /m)
})
