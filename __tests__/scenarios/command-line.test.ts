import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../hands/a-flow.ts'
import { createGitRepository } from '../hands/git-repository.ts'
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

test('prints for other programs, and writes the comment into a file', async () => {
  using repository = createGitRepository({
    files: { ...flows(1), 'company.team/flows/bad.yml': 'id: bad\nnamespace: company.team\n' },
  })
  const gcc = await runCli(['validate', '--format', 'gcc', '--comment-file', 'comment.md'], { dir: repository.dir })
  expect(gcc).toMatchObject({ code: 1, stderr: '' })
  expect(gcc.stdout).toMatch(/^company\.team\/flows\/bad\.yml:\d+:\d+: error: .+ \[[a-z-]+\]$/m)
  expect(readFileSync(join(repository.dir, 'comment.md'), 'utf8')).toMatch(/^### .+/)
  const sarif = await runCli(['validate', '--format=sarif'], { dir: repository.dir })
  expect(JSON.parse(sarif.stdout)).toMatchObject({ version: '2.1.0' })
  const nowhere = await runCli(['validate', '--comment-file', 'no/where.md'], { dir: repository.dir })
  expect(nowhere).toMatchObject({ code: 1, stderr: 'Cannot write the file "no/where.md" of "comment-file".\n' })
})

test('says what validate could not look at, and how to get it', async () => {
  using repository = createGitRepository({ files: flows(1) })
  const unsaid = await runJson(['validate'], { dir: repository.dir })
  expect(unsaid.notices.join(' ')).toMatch(/^Types and properties in flows were not looked at: .*kestra-gitops schema/)
  repository.commit({ '.kestra/flow-schema.json': '{"definitions":{}}' })
  const { notices } = await runJson(['validate'], { dir: repository.dir })
  expect(notices.join(' ')).not.toContain('not looked at')
})

describeEngines('the command line', (version) => {
  test('deploy --dry-run plans and writes nothing', async () => {
    using scenario = startScenario(version, flows(1))
    expect(await scenario.writesOf(() => scenario.json(['deploy', '--dry-run']))).toEqual([])
    expect(await scenario.json(['deploy', '--dry-run'])).toMatchObject({ command: 'plan', result: 'changes' })
  })
})
