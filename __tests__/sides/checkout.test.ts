import { basename } from 'node:path'
import { expect, it } from 'vitest'
import { parseSettings } from '../../src/settings/settings.ts'
import { describeCheckout } from '../../src/sides/git/checkout.ts'
import { createGitRepository, type GitRepository } from '../hands/git-repository.ts'

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
