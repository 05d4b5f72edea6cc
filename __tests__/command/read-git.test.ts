import { describe, expect, it } from 'vitest'
import { readGit } from '../../src/command/read-git.ts'
import { aGitRepository } from '../repository/git-repository.ts'
import { aRun } from './a-run.ts'

const flow = (id: string): string =>
  `id: ${id}\nnamespace: company.team\ntasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: hello\n`

const read = (directory: string) => readGit(aRun(directory))

describe('readGit', () => {
  it('hides what "ignore" of .kestra/gitops.yml names, from deploy and from prune', async () => {
    using repository = aGitRepository()
    repository.write({
      '.kestra/gitops.yml': 'ignore:\n  - flows/draft-*.yml\n',
      'flows/daily.yml': flow('daily'),
      'flows/draft-new.yml': flow('draft-new'),
    })
    repository.commit('Add flows')

    const { desired, problems } = await read(repository.folder)

    expect(desired.resources.map(({ name }) => name)).toEqual(['daily'])
    expect([...desired.ignored]).toEqual(['flow company.team draft-new'])
    expect(problems).toEqual([])
  })

  it('says that the checkout step is missing when there is no file at all', async () => {
    using repository = aGitRepository()
    await expect(read(repository.folder)).rejects.toMatchObject({ reason: 'empty-workspace' })
  })

  it('refuses a repository without a single flow or namespace file', async () => {
    using repository = aGitRepository()
    repository.write({ 'README.md': '# Nothing here\n' })
    await expect(read(repository.folder)).rejects.toMatchObject({ reason: 'empty-root' })
  })
})
