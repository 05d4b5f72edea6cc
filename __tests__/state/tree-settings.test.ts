import { describe, expect, it } from 'vitest'
import { UserError } from '../../src/finding/user-error.ts'
import { parseConfig } from '../../src/settings/config/config-file.ts'
import { readGit } from '../../src/state/git/read-git.ts'
import { readRules, targetNotices } from '../../src/state/git/tree-settings.ts'
import type { RunOptions } from '../../src/state/run-options.ts'
import { aRun } from '../commands/a-run.ts'
import { aTree } from '../repository/a-tree.ts'
import { createGitRepository } from '../support/git-repository.ts'

const NOTHING = { namespace: undefined, namespaceMap: [], files: [] }

describe('a change of where the tree goes', () => {
  it.each([
    { set: { namespace: 'prod' }, says: '`namespace` in .kestra/gitops.yml from nothing to `prod`' },
    {
      set: { namespaceFrom: 'folder' as const },
      says: '`namespace-from` in .kestra/gitops.yml from nothing to `folder`',
    },
    {
      set: { namespaceMap: [{ from: 'dev', to: 'prod' }] },
      says: '`namespace-map` in .kestra/gitops.yml from nothing to `dev => prod`',
    },
    {
      set: {
        files: [
          { folder: 'sql', namespace: 'prod' },
          { folder: 'data', namespace: undefined },
        ],
      },
      says: '`files` in .kestra/gitops.yml from nothing to `data, sql => prod`',
    },
  ])('is told: $says', ({ set, says }) => {
    expect(targetNotices(NOTHING, { ...NOTHING, ...set })).toEqual([expect.stringContaining(says)])
    expect(targetNotices({ ...NOTHING, ...set }, { ...NOTHING, ...set })).toEqual([])
  })
})

const CONFIG = '.kestra/gitops.yml'
const FLOW = 'id: daily\nnamespace: company\ntasks: []\n'
const rule = (id: string, schema = '{ required: [labels] }') => `  - { id: ${id}, message: m, schema: ${schema} }\n`
const rules = (...all: readonly string[]) => `rules:\n${all.join('')}`

describe('the schema of a rule in a file', () => {
  const read = (files: Readonly<Record<string, string>>) =>
    readRules(aTree(files), parseConfig(rules(rule('a', '.kestra/a.json'))).config)

  it('is read from the tree', async () => {
    const { rules: found, problems } = await read({ '.kestra/a.json': '{"required":["labels"]}' })
    expect(problems).toEqual([])
    expect(found).toEqual([
      { id: 'a', message: 'm', namespaces: [], severity: 'error', schema: { required: ['labels'] } },
    ])
  })

  it('is asked for at the rule when it is not there', async () => {
    expect((await read({})).problems).toMatchObject([{ code: 'config-invalid', file: CONFIG, line: 2, column: 5 }])
  })

  it('is refused at its own place', async () => {
    expect((await read({ '.kestra/a.json': '{\n"requird": []}' })).problems).toMatchObject([
      { code: 'config-invalid', file: '.kestra/a.json', line: 2, column: 1 },
    ])
  })
})

describe('the rules that count', () => {
  const readWith = async (before: string | undefined, now: string | undefined, overrides: Partial<RunOptions>) => {
    using git = createGitRepository({ files: { 'flows/daily.yml': FLOW, [CONFIG]: before ?? '' } })
    const base = git.sha('main')
    git.commit({ 'flows/daily.yml': `${FLOW}description: x\n`, [CONFIG]: now ?? null })
    const reading = await readGit(aRun(git.dir, { base: { kind: 'found', sha: base }, ...overrides }))
    return { ids: reading.rules.map(({ id }) => id), notices: reading.notices, problems: reading.problems }
  }
  const PROPOSED = { trustedConfig: 'base' } as const

  it.each([
    ['takes a rule away', rules(rule('a'), rule('b')), rules(rule('a')), 'removes the rule `b`'],
    ['takes them all away', rules(rule('a'), rule('b')), undefined, 'removes the rule `a` and `b`'],
    ['loosens one', rules(rule('a'), rule('b')), rules(rule('a'), rule('b', '{}')), 'changes the rule `b`'],
    [
      'lowers one',
      rules(rule('a'), rule('b')),
      rules(rule('a'), '  - { id: b, message: m, severity: info, schema: { required: [labels] } }\n'),
      'changes the rule `b`',
    ],
    ['adds one', rules(rule('a'), rule('b')), rules(rule('a'), rule('b'), rule('c')), 'adds the rule `c`'],
    ['breaks the file', rules(rule('a'), rule('b')), 'rules: 3\n', 'removes the rule `a` and `b`'],
  ])('are those of the base where a proposed change %s, and that is said', async (_, before, now, says) => {
    const { ids, notices } = await readWith(before, now, PROPOSED)
    expect(ids).toEqual(['a', 'b'])
    expect(notices).toEqual([expect.stringContaining(`This change ${says} in ${CONFIG}.`)])
  })

  it('are those of the base, and nothing is said, where the change leaves them', async () => {
    expect(await readWith(rules(rule('a')), rules(rule('a')), PROPOSED)).toMatchObject({ ids: ['a'], notices: [] })
    expect(await readWith(undefined, undefined, PROPOSED)).toMatchObject({ ids: [], notices: [] })
  })

  it('are those of the commit itself on a push', async () => {
    expect(await readWith(rules(rule('a')), rules(rule('b')), {})).toMatchObject({ ids: ['b'], notices: [] })
  })

  const said = (why: string) => ({
    code: 'rule-not-checked',
    severity: 'error',
    message: expect.stringContaining(`The rules of the base branch cannot be read: ${why}.`),
    hint: expect.stringContaining('fetch-depth: 0'),
  })
  const unreadable = () => Promise.reject(new UserError('base-not-readable', 'GitHub gives no files.'))

  it.each([
    ['the base is not known', rules(rule('a')), { base: { kind: 'unknown', why: 'x' } }, 'x'],
    [
      'its files cannot be had',
      rules(rule('a')),
      { base: { kind: 'found', sha: 'a'.repeat(40), open: unreadable } },
      'GitHub gives no files',
    ],
    ['its settings are not valid', 'rules: 3\n', {}, `${CONFIG}:1 is not valid there`],
    ['a setting beside them is not', `strict: 3\n${rules(rule('a'))}`, {}, `${CONFIG}:1 is not valid there`],
    ['a schema is not there', rules(rule('a', '.kestra/a.json')), {}, `${CONFIG}:2 is not valid there`],
  ] as const)('are an error on a proposal where %s, and never only its own', async (_, before, overrides, why) => {
    for (const now of [undefined, rules(rule('b'))]) {
      const { problems } = await readWith(before, now, { ...PROPOSED, ...overrides })
      expect(problems.filter(({ code }) => code === 'rule-not-checked')).toEqual([expect.objectContaining(said(why))])
      const pushed = await readWith(before, now, overrides)
      expect(pushed.problems.filter(({ code }) => code === 'rule-not-checked')).toEqual([])
    }
  })

  it('are known though the base has more files than can be had', async () => {
    const tree = aTree({ [CONFIG]: rules(rule('a')), 'flows/daily.yml': FLOW })
    const open = async () => ({
      ...tree,
      read: (path: string) => (path === CONFIG ? tree.read(path) : unreadable()),
    })
    const base = { kind: 'found', sha: 'a'.repeat(40), open } as const
    const { ids, problems, notices } = await readWith(undefined, undefined, { ...PROPOSED, base })
    expect([ids, problems]).toEqual([['a'], []])
    expect(notices).toContainEqual(expect.stringContaining('cannot be read: GitHub gives no files.'))
  })
})
