import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RawSettings } from '../../src/settings/inputs/raw-settings.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { readGit } from '../../src/state/git/read-git.ts'
import { aRun } from '../commands/a-run.ts'
import { aFlow } from '../support/a-flow.ts'
import { createGitRepository, type GitRepository } from '../support/git-repository.ts'

const OWN = { 'flows/daily.yml': aFlow({ id: 'daily' }) }
const SHARED = { 'flows/a.yml': aFlow({ id: 'a' }), 'flows/b.yml': aFlow({ id: 'b' }), 'README.md': '# Shared' }

const reported = async (directory: string, raw: RawSettings = {}) => {
  const { desired, problems } = await readGit(aRun(directory, { settings: parseSettings(raw) }))
  expect(desired.resources.map(({ name }) => name)).toEqual(['daily'])
  return problems.map(({ code, severity, message, file }) => ({ code, severity, message, file }))
}

const warning = (path: string, noun: string) => ({
  code: 'other-repository',
  severity: 'warning',
  message: `\`${path}\` is ${noun} with 2 flows: ${path}/flows/a.yml and ${path}/flows/b.yml. No commit of this repository holds them: neither deployed nor deleted.`,
  file: `${path}/flows/a.yml`,
})

const addSubmodule = (repository: GitRepository, other: GitRepository, path: string) => {
  repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other.dir, path)
  repository.commit({}, 'Add a submodule')
}

describe('another repository in the work tree', () => {
  it.each([
    {
      what: 'a submodule',
      add: (repository: GitRepository, other: GitRepository) => addSubmodule(repository, other, 'team/shared'),
    },
    {
      what: 'a checkout of its own',
      add: (repository: GitRepository, other: GitRepository) =>
        void repository.git('clone', '--quiet', other.dir, 'team/shared'),
    },
    {
      what: 'a checkout of its own',
      add: (repository: GitRepository, other: GitRepository) =>
        void other.git('worktree', 'add', '--quiet', '--detach', join(repository.dir, 'team/shared')),
    },
  ])('is named where it holds flows, and none of these is taken: $what', async ({ what, add }) => {
    using other = createGitRepository({ files: SHARED })
    using repository = createGitRepository({ files: OWN })
    add(repository, other)
    expect(await reported(repository.dir)).toEqual([warning('team/shared', what)])
    expect(await reported(repository.dir, { exclude: 'team' })).toEqual([])
    expect(await reported(repository.dir, { root: 'flows' })).toEqual([])
  })

  it('is named outside of Git as well', async () => {
    using other = createGitRepository({ files: SHARED })
    using repository = createGitRepository({ files: OWN })
    const folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-'))
    try {
      cpSync(join(repository.dir, 'flows'), join(folder, 'flows'), { recursive: true })
      cpSync(other.dir, join(folder, 'shared'), { recursive: true })
      expect(await reported(folder)).toEqual([warning('shared', 'a checkout of its own')])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it('is not named without flows, or in folders of samples and of code of others', async () => {
    using other = createGitRepository({ files: SHARED })
    using library = createGitRepository({ files: { 'src/flows/login.yml': 'appId: x\n', 'README.md': '' } })
    using repository = createGitRepository({ files: OWN })
    addSubmodule(repository, library, 'library')
    addSubmodule(repository, other, 'vendor/shared')
    repository.git('clone', '--quiet', other.dir, 'examples')
    expect(await reported(repository.dir)).toEqual([])
  })

  it('that was not checked out is a notice where its name tells of flows', async () => {
    using other = createGitRepository({ files: SHARED })
    using repository = createGitRepository({ files: OWN })
    addSubmodule(repository, other, 'kestra-flows')
    addSubmodule(repository, other, 'library')
    repository.git('submodule', '--quiet', 'deinit', '--force', '--all')
    expect(await reported(repository.dir)).toMatchObject([
      { severity: 'info', message: expect.stringMatching(/^`kestra-flows` is a submodule that cannot be read here/) },
    ])
  })

  it('that is given as the root is why nothing is found', async () => {
    using other = createGitRepository({ files: SHARED })
    using repository = createGitRepository({ files: OWN })
    addSubmodule(repository, other, 'shared')
    await expect(
      readGit(aRun(repository.dir, { settings: parseSettings({ root: 'shared/flows' }) })),
    ).rejects.toMatchObject({
      reason: 'empty-root',
      message: expect.stringContaining('`shared` is a submodule with 2 flows'),
    })
  })
})
