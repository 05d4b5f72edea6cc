import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { parseSettings } from '../../src/settings/settings.ts'
import { describeCheckout } from '../../src/state/git/checkout.ts'
import { createGitRepository, type GitRepository } from '../support/git-repository.ts'

const nameOf = async ({ dir }: GitRepository) => (await describeCheckout(dir, parseSettings({}))).repository

it.each([
  ['https://github.com/acme/flows.git', 'acme/flows'],
  ['https://user:secret@github.com/acme/flows', 'acme/flows'],
  ['git@github.com:acme/flows.git', 'acme/flows'],
  ['ssh://git@git.example.com:7999/acme/flows.git/', 'acme/flows'],
  ['https://gitlab.example.com/group/sub/flows.git', 'group/sub/flows'],
  ['https://git.example.com/scm/proj/flows.git', 'proj/flows'],
  ['ssh://git@git.example.com:7999/proj/flows.git', 'proj/flows'],
  ['https://acme@dev.azure.com/acme/team/_git/flows', 'acme/team/flows'],
  ['git@ssh.dev.azure.com:v3/acme/team/flows', 'acme/team/flows'],
  ['https://github.com/scm/flows', 'scm/flows'],
])('a repository is called by the path of its remote: %s', async (url, name) => {
  using repository = createGitRepository()
  repository.git('remote', 'add', 'origin', url)
  expect(await nameOf(repository)).toBe(name)
})

it('takes origin or the only remote, whatever it is called, and else the folder', async () => {
  using repository = createGitRepository()
  const local = `local/${basename(repository.dir)}`
  expect(await nameOf(repository)).toBe(local)
  repository.git('remote', 'add', 'upstream', 'https://github.com/acme/flows')
  expect(await nameOf(repository)).toBe('acme/flows')
  repository.git('remote', 'add', 'fork', 'https://github.com/me/flows')
  expect(await nameOf(repository)).toBe(local)
  repository.git('remote', 'add', 'origin', 'https://github.com/org/flows')
  expect(await nameOf(repository)).toBe('org/flows')
})

it.each([
  ['a branch', 'release/1', (): string => 'git fetch origin release/1:refs/remotes/origin/release/1'],
  ['a commit', undefined, (sha: string): string => `git fetch origin ${sha}`],
] as const)('finds %s as the base once it was fetched as the refusal says', async (_name, branch, fetching) => {
  using origin = createGitRepository({ files: { 'a.txt': 'of origin' } })
  using repository = createGitRepository({ files: { 'a.txt': 'of here' } })
  origin.git('branch', 'release/1')
  const sha = origin.sha('release/1')
  repository.git('remote', 'add', '-t', 'other', 'origin', origin.dir)
  const find = async (): Promise<unknown> =>
    (await describeCheckout(repository.dir, parseSettings({ base: branch ?? sha }))).base
  await expect(find()).rejects.toThrow(`Fetch it first: ${fetching(sha)}`)
  repository.git(...fetching(sha).split(' ').slice(1))
  expect(await find()).toEqual({ kind: 'found', sha })
})
