import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/finding/user-error.ts'
import type { TreeSettings } from '../../src/kinds/kind-in-tree.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { readBase } from '../../src/state/git/read-base.ts'
import type { Base } from '../../src/state/run-options.ts'
import { aRun } from '../commands/a-run.ts'
import { aTree } from '../repository/a-tree.ts'
import { createGitRepository } from '../support/git-repository.ts'

const FLOW = 'id: daily\nnamespace: company\ntasks: []\n'

const localOf = (treeSettings: TreeSettings, tree = aTree({})) => ({ tree, treeSettings, desiredResources: new Map() })

const read = (base: Base, directory = '/nowhere') =>
  readBase(aRun(directory, { base }), localOf({ roots: [], namespaceMap: [] }, aTree({ 'flows/local.yml': FLOW })))

describe('readBase', () => {
  it('reads the commit from git', async () => {
    using git = createGitRepository({ files: { 'flows/daily.yml': FLOW } })
    const { resourceStates, notices } = await read({ kind: 'found', sha: git.sha('main') }, git.dir)
    expect([...(resourceStates?.keys() ?? [])]).toEqual(['flow company daily'])
    expect(notices).toEqual([])
  })

  it('opens a commit that git does not have where the caller says, and hands over the checkout', async () => {
    const seen: (readonly string[])[] = []
    const { resourceStates, notices } = await read({
      kind: 'found',
      sha: 'a'.repeat(40),
      open: async (local) => {
        seen.push(local.paths)
        return aTree({ 'flows/daily.yml': FLOW })
      },
    })
    expect([...(resourceStates?.keys() ?? [])]).toEqual(['flow company daily'])
    expect(seen).toEqual([['flows/local.yml']])
    expect(notices).toEqual([])
  })

  it('goes on without it, and says what is not known, when neither has it', async () => {
    const { resourceStates, notices } = await read({
      kind: 'found',
      sha: 'a'.repeat(40),
      open: async () => {
        throw new UserError('base-not-readable', 'GitHub lists only a part of the files.')
      },
    })
    expect(resourceStates).toBeUndefined()
    expect(notices).toEqual([
      expect.stringMatching(/cannot be read: GitHub lists only a part of the files\. So it is not known /),
    ])
  })

  it('tells of a commit that could not be found, and says nothing where none was meant', async () => {
    expect(await read({ kind: 'unknown', why: 'the commit is gone', isMissed: true })).toEqual({
      resourceStates: undefined,
      notices: [expect.stringMatching(/cannot be read: the commit is gone\. So it is not known /)],
      rules: { kind: 'unknown', why: 'the commit is gone' },
    })
    expect(await read({ kind: 'unknown', why: 'no --base was given' })).toEqual({
      resourceStates: undefined,
      notices: [],
      rules: { kind: 'unknown', why: 'no --base was given' },
    })
  })

  it('does not hide a defect of this program', async () => {
    const open = () => Promise.reject(new TypeError('x is not a function'))
    await expect(read({ kind: 'found', sha: 'a'.repeat(40), open })).rejects.toThrow(TypeError)
  })
})

describe('a base whose own .kestra/gitops.yml sent it elsewhere', () => {
  const head = { roots: [], namespaceMap: [{ from: 'company', to: 'prod' }] }
  const cases = [
    ['no file', {}, {}, 'company', /`namespace-map`.*from nothing to `company => prod`/],
    [
      'another map',
      { '.kestra/gitops.yml': 'namespace-map: [company => dev]\n' },
      {},
      'dev',
      /from `company => dev` to/,
    ],
    ['the same map', { '.kestra/gitops.yml': 'namespace-map: [company => prod]\n' }, {}, 'prod', undefined],
    ['a map of the workflow', {}, { 'namespace-map': 'company => prod' }, 'prod', undefined],
  ] as const

  it.each(cases)('is read as it went then: %s', async (_, files, inputs, namespace, notice) => {
    using git = createGitRepository({ files: { 'flows/daily.yml': FLOW, ...files } })
    const base: Base = { kind: 'found', sha: git.sha('main') }
    const { resourceStates, notices } = await readBase(
      aRun(git.dir, { base, settings: parseSettings(inputs) }),
      localOf(head),
    )
    expect([...(resourceStates?.keys() ?? [])]).toEqual([`flow ${namespace} daily`])
    expect(notices).toEqual(notice === undefined ? [] : [expect.stringMatching(notice)])
  })

  it('says of a namespace where it was and where it is', async () => {
    using git = createGitRepository({ files: { '.kestra/gitops.yml': 'namespace: dev\n', 'flows/daily.yml': FLOW } })
    const base: Base = { kind: 'found', sha: git.sha('main') }
    const now = { roots: [], namespaceMap: [], namespace: 'prod' }
    const { notices } = await readBase(aRun(git.dir, { base }), localOf(now))
    expect(notices).toEqual([expect.stringMatching(/`namespace` .*from `dev` to `prod`/)])
  })
})
