import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand } from '../../src/commands/run-command.ts'
import { writeOwnFile } from '../../src/github/job/sinks.ts'
import { makeSanitizer, writeDocument } from '../../src/output/output-sanitizer.ts'
import { writeNamedFile } from '../../src/repository/named-files.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { folderToEnter } from '../../src/state/git/checkout.ts'
import { namedSchema } from '../../src/state/read-schema.ts'
import { aFlow } from '../support/a-flow.ts'
import { createGitRepository, type GitRepository } from '../support/git-repository.ts'
import { aRun } from './a-run.ts'

/** What lies beside the checkout: nothing of a pull request may reach it. */
let outside = ''
let repository: GitRepository

beforeEach(() => {
  outside = mkdtempSync(join(tmpdir(), 'outside-'))
  writeFileSync(join(outside, 'secret'), '{"secret": "hunter2')
  repository = createGitRepository({ files: { 'company.team/flows/a.yml': aFlow({ id: 'a' }) } })
})

afterEach(() => {
  rmSync(outside, { recursive: true })
  repository[Symbol.dispose]()
})

/** Commits a link, as a pull request would. */
const commitLink = (path: string, target: string): void => {
  const at = join(repository.dir, path)
  mkdirSync(join(at, '..'), { recursive: true })
  symlinkSync(target, at)
  repository.commit({}, `Link ${path}`)
}

const run = (raw: Parameters<typeof parseSettings>[0]) =>
  runCommand(aRun(repository.dir, { command: 'validate', settings: parseSettings(raw) }))

const refused = (setting: string, link: string) => ({
  result: 'failed',
  reason: 'symbolic-link',
  message: expect.stringMatching(new RegExp(`^Cannot use the file ".*" of "${setting}": "${link}" in the workspace`)),
})

describe('a link that a pull request brings', () => {
  it('leads "schema" to no file of the machine', async () => {
    commitLink('schema.json', join(outside, 'secret'))
    commitLink('schemas', outside)
    expect(await run({ schema: 'schema.json' })).toMatchObject(refused('schema', 'schema.json'))
    expect(await run({ schema: 'schemas/secret' })).toMatchObject(refused('schema', 'schemas'))
    expect(await run({ schema: 'company.team/../schemas/secret' })).toMatchObject(refused('schema', 'schemas'))
  })

  it('is not where the command "schema" writes', async () => {
    commitLink('.kestra', outside)
    const file = namedSchema('.kestra/flow-schema.json', repository.dir)
    await expect(writeNamedFile(file, '{}', { makesFolders: true })).rejects.toMatchObject({ reason: 'symbolic-link' })
    expect(existsSync(join(outside, 'flow-schema.json'))).toBe(false)
  })

  it('leads "ca-cert" to no file of the machine, before anything is sent', async () => {
    commitLink('ca.pem', join(outside, 'secret'))
    const file = join(repository.dir, 'ca.pem')
    const report = await run({ server: 'https://127.0.0.1:9', token: 'a-token-of-a-test', 'ca-cert': file })
    expect(report).toMatchObject(refused('ca-cert', 'ca.pem'))
    expect(report.requests.kestra).toBe(0)
  })

  it.each(['html', 'comment-file'])('is not where "%s" is written', async (of) => {
    commitLink('page', join(outside, 'secret'))
    commitLink('out', outside)
    const write = (path: string) =>
      writeDocument(makeSanitizer().page, { file: join(repository.dir, path), of, workspace: repository.dir }, 'x')
    await expect(write('page')).rejects.toMatchObject({ reason: 'symbolic-link' })
    await expect(write('out/new.html')).rejects.toMatchObject({ reason: 'symbolic-link' })
    await expect(write('nowhere/new.html')).rejects.toMatchObject({ reason: 'invalid-settings' })
    expect(readFileSync(join(outside, 'secret'), 'utf8')).toBe('{"secret": "hunter2')
    expect(existsSync(join(outside, 'new.html'))).toBe(false)
    await write('page.html')
    expect(readFileSync(join(repository.dir, 'page.html'), 'utf8')).toBe('x')
  })

  it('is not where plan.json goes, also where the workspace is the only folder that the runner names', async () => {
    commitLink('kestra-gitops', outside)
    const runner = { temporaryFolder: repository.dir, workspace: repository.dir }
    await expect(writeOwnFile(runner, 'plan.json', '{}')).rejects.toMatchObject({ reason: 'symbolic-link' })
    expect(existsSync(join(outside, 'plan.json'))).toBe(false)
    const elsewhere = await writeOwnFile({ ...runner, temporaryFolder: outside }, 'plan.json', '{}')
    expect(readFileSync(elsewhere, 'utf8')).toBe('{}')
  })

  it('is no folder to start in', async () => {
    commitLink('kestra', outside)
    const enter = (directory: string) => folderToEnter(directory, repository.dir)
    await expect(enter('kestra')).rejects.toMatchObject({ reason: 'symbolic-link' })
    await expect(enter('kestra/..')).resolves.toBe(realpathSync(repository.dir))
    await expect(enter('company.team/flows')).resolves.toBe(join(realpathSync(repository.dir), 'company.team/flows'))
    await expect(folderToEnter('../kestra', join(repository.dir, 'company.team'))).rejects.toMatchObject({
      message: expect.stringContaining('the folder "../kestra" of "--chdir": "kestra" in the workspace'),
    })
    await expect(enter(outside)).resolves.toBe(realpathSync(outside))
  })

  it('makes no settings, rules or patterns out of a file that Git does not hold', async () => {
    writeFileSync(join(outside, 'gitops.yml'), 'hunter2: true\n')
    writeFileSync(join(outside, 'ignore'), '*\n')
    commitLink('.kestra/gitops.yml', join(outside, 'gitops.yml'))
    commitLink('.kestraignore', join(outside, 'ignore'))
    expect(await run({})).toMatchObject({ result: 'in-sync', problems: [] })
    rmSync(join(repository.dir, '.kestra/gitops.yml'))
    commitLink('rule.json', join(outside, 'secret'))
    repository.commit({ '.kestra/gitops.yml': 'rules: [{ id: a, message: b, schema: rule.json }]\n' })
    const { problems } = await run({})
    expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('there is no such file')])
  })
})
