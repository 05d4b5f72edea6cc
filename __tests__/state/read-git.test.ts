import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { checkRules } from '../../src/lint/check-repository-rules.ts'
import type { RawSettings } from '../../src/settings/inputs/raw-settings.ts'
import { settingsOfPreview } from '../../src/settings/preview.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { describeCheckout } from '../../src/state/git/checkout.ts'
import { readGit } from '../../src/state/git/read-git.ts'
import { aRun } from '../commands/a-run.ts'
import { aFlow } from '../support/a-flow.ts'
import { createGitRepository } from '../support/git-repository.ts'

const read = (directory: string, raw: RawSettings = {}) => readGit(aRun(directory, { settings: parseSettings(raw) }))

describe('readGit', () => {
  it('hides what "exclude" of .kestra/gitops.yml names, from deploy and from prune', async () => {
    using repository = createGitRepository({
      files: {
        '.kestra/gitops.yml': 'exclude:\n  - flows/draft-*.yml\n',
        'flows/daily.yml': aFlow({ id: 'daily' }),
        'flows/draft-new.yml': aFlow({ id: 'draft-new' }),
      },
    })

    const { desired, problems } = await read(repository.dir)

    expect(desired.resources.map(({ name }) => name)).toEqual(['daily'])
    expect([...desired.ignored]).toEqual(['flow company.team draft-new'])
    expect(problems).toEqual([])
  })

  it('holds a preview to the rules of the base branch, for its flows as Git has them', async () => {
    const rule = (id: string) =>
      `rules:\n  - id: ${id}\n    message: m\n    schema: { properties: { namespace: { pattern: ^company } } }\n`
    using repository = createGitRepository({
      files: { '.kestra/gitops.yml': rule('ours'), 'flows/daily.yml': aFlow({ id: 'daily' }) },
    })
    const sha = repository.sha('HEAD')
    repository.commit({ '.kestra/gitops.yml': rule('theirs') })
    const settings = settingsOfPreview(parseSettings({}), 7, false)
    const preview = await readGit(
      aRun(repository.dir, { settings, trustedConfig: 'base', base: { kind: 'found', sha } }),
    )
    expect(preview.rules.map(({ id }) => id)).toEqual(['ours'])
    expect(preview.flows.map(({ namespace }) => namespace)).toEqual(['pr-7.company.team'])
    expect(checkRules(preview.rules, preview.flowsInGit)).toEqual([])
    expect(checkRules(preview.rules, preview.flows)).toHaveLength(1)
    expect(preview.baseResources).toBeUndefined()
  })

  it('reads no tree for a preview that ends', async () => {
    using repository = createGitRepository({ files: { 'flows/daily.yml': aFlow({ id: 'daily' }) } })
    const settings = settingsOfPreview(parseSettings({}), 7, true)
    const { desired, notices, rules } = await readGit(aRun(repository.dir, { settings }))
    expect([desired.resources, notices, rules]).toEqual([[], [], []])
  })

  it('says that the checkout step is missing when there is no file at all', async () => {
    using repository = createGitRepository({ files: {} })
    await expect(read(repository.dir)).rejects.toMatchObject({ reason: 'empty-workspace' })
  })

  it('reads the settings under either ending, and not of both', async () => {
    using repository = createGitRepository({
      files: {
        '.kestra/gitops.yaml': 'strict: true\nroots: [flows]\nnonsense: 1\n',
        'flows/daily.yml': aFlow({ id: 'daily' }),
      },
    })
    expect((await read(repository.dir)).problems).toMatchObject([
      { code: 'config-invalid', file: '.kestra/gitops.yaml', line: 3 },
    ])
    repository.commit({ '.kestra/gitops.yaml': 'strict: true\n' }, 'Mend')
    expect(await read(repository.dir)).toMatchObject({ config: { isStrict: true }, problems: [] })
    repository.commit({ '.kestra/gitops.yml': 'strict: true\n' }, 'Add another')
    const both = await read(repository.dir)
    expect(both.config.isStrict).toBe(false)
    expect(both.problems).toMatchObject([{ code: 'config-invalid', message: expect.stringContaining('gitops.yaml') }])
  })

  it.each([
    { file: '.kestra/gitops.json', isReported: true },
    { file: '.kestra/Gitops.YML', isReported: true },
    { file: 'team/.kestra/gitops.yml', isReported: true },
    { file: 'team/sub/.kestra/gitops.yaml', isReported: true },
    { file: 'other/.kestra/gitops.yml', settings: { root: 'team' }, isReported: false },
    { file: 'team/.kestra/gitops.yml', settings: { exclude: 'team/.kestra' }, isReported: false },
    { file: 'examples/.kestra/gitops.yml', isReported: false },
    { file: 'node_modules/x/.kestra/gitops.yml', isReported: false },
    { file: '.kestra/notes.yml', isReported: false },
  ])('settings that nothing reads are an error, as somebody meant them: $file $settings', async (given) => {
    const { file, settings = {}, isReported } = given
    using repository = createGitRepository({
      files: { [file]: 'strict: true\n', 'team/flows/daily.yml': aFlow({ id: 'daily' }) },
    })
    const { problems } = await read(repository.dir, settings)
    expect(problems.filter(({ severity }) => severity === 'error')).toMatchObject(
      isReported ? [{ code: 'config-invalid', file, message: expect.stringContaining('Nothing reads this file') }] : [],
    )
  })

  it('says at which line of the settings a rule misses its schema, under either ending', async () => {
    using repository = createGitRepository({
      files: {
        '.kestra/gitops.yaml': 'rules:\n  - { id: owner, schema: nowhere.json, message: No }\n',
        'flows/daily.yml': aFlow({ id: 'daily' }),
      },
    })
    expect((await read(repository.dir)).problems).toMatchObject([{ file: '.kestra/gitops.yaml', line: 2 }])
  })

  it('names files that it leaves out where there is nothing else', async () => {
    using repository = createGitRepository({
      files: { 'web/files/a.txt': '', 'setup.py': '', 'web/kv.yml': 'a: 1\n' },
    })
    await expect(read(repository.dir)).rejects.toMatchObject({
      reason: 'empty-root',
      message: expect.stringMatching(/web\/files => web'.*_kv\/web\/kv\.yml/),
    })
  })

  it('takes a root from the folder that the command line was started in', async () => {
    using repository = createGitRepository({
      files: { 'a/flows/x.yml': aFlow({ id: 'x' }), 'b/flows/y.yml': aFlow({ id: 'y' }) },
    })
    const names = async (folder: string, root: string) => {
      const checkout = await describeCheckout(join(repository.dir, folder), parseSettings({ root }))
      return (await readGit(aRun(repository.dir, checkout))).desired.resources.map(({ name }) => name)
    }
    expect(await names('a', '.')).toEqual(['x'])
    expect(await names('a', '../a/')).toEqual(['x'])
    expect(await names('a/flows', '.')).toEqual(['x'])
    expect(await names('a', '../b')).toEqual(['y'])
    expect(await names('a', '..')).toEqual(['x', 'y'])
    expect(await names('', '.')).toEqual(['x', 'y'])
    expect(await names('a', '')).toEqual(['x', 'y'])
  })

  it.each([
    ['nowhere', 'The root `nowhere` does not exist'],
    ['flows/daily.yml', 'The root `flows/daily.yml` is a file'],
  ])('says what is wrong with the root %s', async (root, says) => {
    using repository = createGitRepository({ files: { 'flows/daily.yml': aFlow({ id: 'daily' }) } })
    await expect(read(repository.dir, { root })).rejects.toMatchObject({
      reason: 'empty-root',
      message: expect.stringContaining(says),
    })
  })

  it('refuses a repository without a single flow or namespace file', async () => {
    using repository = createGitRepository({ files: {} })
    repository.write({ 'README.md': '# Nothing here\n' })
    await expect(read(repository.dir)).rejects.toMatchObject({ reason: 'empty-root' })
  })
})

describe('a tree that is not as the commit has it', () => {
  const aTree = () => {
    const repository = createGitRepository({
      files: { 'flows/a.yml': aFlow({ id: 'a' }), 'flows/b.yml': aFlow({ id: 'b' }), 'README.md': 'Hello' },
    })
    return repository
  }

  it('is told in one notice that names what matters, and is not to be deployed', async () => {
    using repository = aTree()
    repository.write({
      'flows/a.yml': `${aFlow({ id: 'a' })}# edited`,
      'flows/new.yml': aFlow({ id: 'new' }),
      'README.md': '',
      'x.log': '',
    })
    repository.git('rm', '--quiet', 'flows/b.yml')
    const { desired, notices, refusal } = await read(repository.dir)
    expect(desired.resources.map(({ name }) => name)).toEqual(['a'])
    expect(notices).toEqual([
      expect.stringContaining(
        '3 files are not as the commit has them: flows/a.yml (changed), flows/b.yml (deleted) and flows/new.yml (not tracked).',
      ),
    ])
    expect(refusal).toMatchObject({ reason: 'dirty-tree', message: expect.stringContaining('allow-dirty') })
  })

  it('is refused where a flow at the top of the repository was deleted', async () => {
    using repository = createGitRepository()
    repository.commit({ 'a.yml': aFlow({ id: 'a' }), 'b.yml': aFlow({ id: 'b' }) })
    rmSync(join(repository.dir, 'b.yml'))
    expect((await read(repository.dir)).refusal).toMatchObject({ reason: 'dirty-tree' })
  })

  it('says so where nothing that could be deployed is committed yet, and how a new repository begins', async () => {
    using repository = createGitRepository({ files: {} })
    await expect(read(repository.dir)).rejects.toMatchObject({
      message: expect.stringMatching(/A new repository begins with `kestra-gitops export`.*company\.team\/flows/),
    })
    repository.write({ 'README.md': '# New' })
    await expect(read(repository.dir)).rejects.toMatchObject({
      reason: 'empty-root',
      message: expect.stringMatching(/^No flow and no namespace file was found.*`kestra-gitops export`/),
    })
    repository.write({ 'company.team/flows/a.yml': aFlow({ id: 'a' }) })
    await expect(read(repository.dir)).rejects.toMatchObject({
      reason: 'empty-root',
      message: expect.stringMatching(
        /in what is committed, .* One file is not committed yet: company\.team\/flows\/a\.yml.*`--allow-dirty`/,
      ),
    })
  })

  it('counts with allow-dirty', async () => {
    using repository = aTree()
    repository.write({ 'flows/new.yml': aFlow({ id: 'new' }) })
    const { desired, notices, refusal } = await read(repository.dir, { 'allow-dirty': 'true' })
    expect(desired.resources.map(({ name }) => name)).toEqual(['a', 'b', 'new'])
    expect(notices).toEqual([expect.stringContaining('One file is not committed yet: flows/new.yml')])
    expect(refusal).toBeUndefined()
  })

  it('is no matter where nothing of it would be taken', async () => {
    using repository = aTree()
    repository.write({ 'README.md': 'changed', 'build/out.txt': '', 'compose.yml': 'services: {}\n' })
    expect(await read(repository.dir)).toMatchObject({ notices: [], refusal: undefined })
  })

  it('is outside of Git one that nothing proves', async () => {
    using repository = aTree()
    repository.git('rm', '--quiet', '--cached', '-r', '.')
    rmSync(join(repository.dir, '.git'), { recursive: true })
    const { desired, notices, refusal } = await read(repository.dir)
    expect(desired.resources).toHaveLength(2)
    expect(notices).toEqual([expect.stringContaining('This folder is not a Git checkout')])
    expect(refusal).toMatchObject({ reason: 'dirty-tree' })
    expect((await read(repository.dir, { 'allow-dirty': 'true' })).refusal).toBeUndefined()
  })
})
