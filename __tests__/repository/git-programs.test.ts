import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { git, openBlobReader } from '../../src/repository/git.ts'
import { gitStart } from '../../src/repository/git-process.ts'
import { openGitTree } from '../../src/repository/git-trees.ts'
import { openHistory } from '../../src/repository/history.ts'
import { readStatus } from '../../src/repository/work-tree.ts'
import { git as runGit } from '../support/git.ts'
import { createGitRepository } from '../support/git-repository.ts'

let folder: string
let program: string

/** A program that leaves a mark. */
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-canary-'))
  program = join(folder, 'program')
  writeFileSync(program, `#!/bin/sh\ntouch "${folder}/mark"\nexit 1\n`)
  chmodSync(program, 0o755)
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

const hasRun = (): boolean => {
  const isThere = existsSync(join(folder, 'mark'))
  rmSync(join(folder, 'mark'), { force: true })
  return isThere
}

const SETTINGS = [
  'core.fsmonitor',
  'core.sshCommand',
  'core.askPass',
  'core.alternateRefsCommand',
  'diff.external',
  'diff.evil.command',
  'diff.evil.textconv',
  'filter.evil.clean',
  'filter.evil.smudge',
  'filter.e=v.il.process',
  'gpg.program',
  'gpg.ssh.program',
  'gpg.x509.program',
  'credential.helper',
  'remote.origin.uploadpack',
] as const

/** A repository whose own configuration names the program wherever git would run one. */
const aHostileRepository = () => {
  const repository = createGitRepository({
    files: { 'flows/a.yml': 'id: a\n', '.gitattributes': '* filter=evil diff=evil\n*.sql filter=e=v.il\n' },
  })
  for (const name of SETTINGS) repository.git('config', name, program)
  repository.git('config', 'core.hooksPath', folder)
  repository.git('config', 'log.showSignature', 'true')
  return repository
}

const rawGit = (cwd: string, ...args: readonly string[]): void => {
  try {
    runGit(cwd, args)
  } catch {
    // The program fails on purpose.
  }
}

describe('no program that a configuration of the workspace names is run', () => {
  it('in a tree without .git that looks like a bare repository', async () => {
    using repository = aHostileRepository()
    repository.git('config', 'core.bare', 'true')
    const bare = join(repository.dir, '.git')
    const worktree = `[core]\n\tworktree = ${repository.dir}\n\tfsmonitor = ${program}\n`
    writeFileSync(join(bare, 'config'), `[core]\n\trepositoryformatversion = 0\n${worktree}`)
    const inside = join(folder, 'tree')
    execFileSync('cp', ['-r', bare, inside])
    rawGit(inside, 'status')
    expect(hasRun()).toBe(true)
    await expect(git(['log', '-1'], { cwd: inside })).rejects.toMatchObject({ reason: 'git-failed' })
    await expect(readStatus(inside)).rejects.toMatchObject({ reason: 'git-failed' })
    expect(hasRun()).toBe(false)
  })

  it('by a look at the work tree, at a file that differs from the commit', async () => {
    using repository = aHostileRepository()
    repository.write({ 'flows/a.yml': 'id: b\n', 'q.sql': 'x', 'new.yml': '' })
    rawGit(repository.dir, 'status')
    expect(hasRun()).toBe(true)
    expect(await readStatus(repository.dir)).toEqual([
      { path: 'flows/a.yml', state: 'changed' },
      { path: 'new.yml', state: 'untracked' },
      { path: 'q.sql', state: 'untracked' },
    ])
    expect(hasRun()).toBe(false)
  })

  it('by reading a commit and the history of a file', async () => {
    using repository = aHostileRepository()
    rawGit(repository.dir, 'log', '-p', '--ext-diff')
    expect(hasRun()).toBe(true)
    await using tree = await openGitTree('HEAD', { cwd: repository.dir })
    expect(String(Buffer.from(await tree.read('flows/a.yml')))).toBe('id: a\n')
    await using history = openHistory({ cwd: repository.dir })
    expect(await history.contentsOf('flows/a.yml')).toHaveLength(1)
    expect(hasRun()).toBe(false)
  })

  it.each([
    ['ssh', 'git@example.com:acme/flows.git'],
    ['a remote helper', 'ext::PROGRAM'],
    ['the upload of a folder', 'FOLDER'],
  ])('by an object that a partial clone left out, behind %s', async (_, url) => {
    using repository = aHostileRepository()
    const remote = url.replace('PROGRAM', program).replace('FOLDER', folder)
    repository.git('config', 'remote.origin.url', remote)
    repository.git('config', 'remote.origin.promisor', 'true')
    repository.git('config', 'extensions.partialClone', 'origin')
    repository.git('config', 'protocol.allow', 'always')
    repository.git('config', 'protocol.ext.allow', 'always')
    rawGit(repository.dir, 'cat-file', '-e', '1'.repeat(40))
    expect(hasRun()).toBe(true)
    await using reader = openBlobReader({ cwd: repository.dir })
    await expect(reader.read('2'.repeat(40))).rejects.toMatchObject({ reason: 'git-failed' })
    expect(hasRun()).toBe(false)
  })

  it.each([
    ['ssh', 'git@example.com:acme/flows.git'],
    ['a remote helper', 'ext::PROGRAM'],
  ])('by a fetch over %s', async (_, url) => {
    using repository = aHostileRepository()
    repository.git('config', 'remote.origin.url', url.replace('PROGRAM', program))
    repository.git('config', 'protocol.ext.allow', 'always')
    await expect(git(['fetch', 'origin'], { cwd: repository.dir, reach: 'fetch' })).rejects.toThrow(/not allowed/)
    expect(hasRun()).toBe(false)
  })
})

describe('the environment of git', () => {
  const env = {
    PATH: '/bin',
    HOME: '/me',
    HTTPS_PROXY: 'http://proxy',
    no_proxy: 'localhost',
    INPUT_PASSWORD: 'canary',
    KESTRA_PASSWORD: 'canary',
    GITHUB_TOKEN: 'canary',
    ACTIONS_RUNTIME_TOKEN: 'canary',
    GIT_CONFIG_PARAMETERS: "'core.fsmonitor=canary'",
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'core.fsmonitor',
    GIT_CONFIG_VALUE_0: 'canary',
    GIT_SSH_COMMAND: 'canary',
    GIT_EXTERNAL_DIFF: 'canary',
    GIT_DIR: 'canary',
    NODE_OPTIONS: 'canary',
  }

  it('holds what git needs, and nothing else of the environment of the run', () => {
    const local = gitStart(['log'], { reach: 'local', env })
    expect(local.env).toMatchObject({ PATH: '/bin', HOME: '/me', GIT_ALLOW_PROTOCOL: 'none' })
    expect(local.env).not.toHaveProperty('HTTPS_PROXY')
    const fetching = gitStart(['fetch'], { reach: 'fetch', env })
    expect(fetching.env).toMatchObject({ HTTPS_PROXY: 'http://proxy', no_proxy: 'localhost' })
    for (const start of [local, fetching]) expect(JSON.stringify(start)).not.toContain('canary')
  })
})
