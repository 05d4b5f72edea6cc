import { describe, expect, it } from 'vitest'
import { readTree } from '../../../src/kinds/read-tree.ts'
import type { RepositorySettings } from '../../../src/repository/tree.ts'
import { aTree } from '../../repository/a-tree.ts'
import { aFlow } from '../../support/a-flow.ts'

const read = async (files: Readonly<Record<string, string>>, settings: Partial<RepositorySettings> = {}) => {
  const { desired, problems } = await readTree(aTree(files), { roots: [], namespaceMap: [], ...settings })
  return {
    pairs: desired.resources.flatMap(({ kind, namespace, name }) =>
      kind === 'key-value' ? [`${namespace}:${name}`] : [],
    ),
    problems: problems.map(({ code, file, line }) => `${file}:${line ?? ''} ${code}`),
    desired,
  }
}

describe('files of key-value pairs', () => {
  it.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
    ['kv.yml in the folder of a namespace', { 'company.team/kv.yml': 'a: 1' }, ['company.team:a']],
    ['.yaml as well', { 'company.team/kv.yaml': 'a: 1' }, ['company.team:a']],
    [
      'files in its folder kv',
      { 'company.team/kv/x.yml': 'a: 1', 'company.team/kv/y.yml': 'b: 1' },
      ['company.team:a', 'company.team:b'],
    ],
    ['below a common folder', { 'namespaces/company.team/kv.yml': 'a: 1' }, ['company.team:a']],
    ['below _kv', { '_kv/company/x.yml': 'a: 1' }, ['company:a']],
    [
      'a folder without a dot beside one that flows name',
      { 'prod/flows/f.yml': aFlow({ id: 'f', namespace: 'prod' }), 'staging/kv.yml': 'a: 1' },
      ['staging:a'],
    ],
    [
      'the one namespace of all flows beside it',
      { 'flows/f.yml': aFlow({ id: 'f' }), 'kv.yml': 'a: 1' },
      ['company.team:a'],
    ],
  ])('are %s', async (_, files, expected) => {
    expect(await read(files)).toMatchObject({ pairs: expected, problems: [] })
  })

  it('go where namespace and namespace-map say', async () => {
    expect((await read({ 'kv.yml': 'a: 1' }, { namespace: 'company' })).pairs).toEqual(['company:a'])
    const namespaceMap = [{ from: 'dev', to: 'prod' }]
    expect((await read({ '_kv/dev.eu/x.yml': 'a: 1' }, { namespaceMap })).pairs).toEqual(['prod.eu:a'])
  })

  it('are told where nothing names their namespace', async () => {
    const flows = { 'flows/f.yml': aFlow({ id: 'f' }), 'flows/g.yml': aFlow({ id: 'g', namespace: 'other' }) }
    expect(await read({ ...flows, 'kv.yml': 'a: 1' })).toMatchObject({
      pairs: [],
      problems: ['kv.yml: key-values-namespace-unknown'],
    })
  })

  it('are no flows, no namespace files, and no flow is taken for one', async () => {
    const files = {
      'company.team/flows/kv.yml': aFlow({ id: 'kv' }),
      'company.team/flows/kv/more.yml': aFlow({ id: 'more' }),
      'company.team/files/kv.yml': 'a: 1',
    }
    expect(await read(files)).toMatchObject({ pairs: [], problems: [] })
    expect(await read({ 'company.team/kv.yml': aFlow({ id: 'kv' }) })).toMatchObject({ pairs: [], problems: [] })
  })

  it('are hidden by .kestraignore, and then neither deployed nor missing', async () => {
    const { pairs, problems, desired } = await read({
      '.kestraignore': 'company.team/kv/secret.yml',
      'company.team/kv/secret.yml': 'a: 1\nb: yes',
      'company.team/kv.yml': 'c: 1',
    })
    expect({ pairs, problems }).toEqual({ pairs: ['company.team:c'], problems: [] })
    expect([...desired.ignored]).toEqual(['key-value company.team a'])
  })

  it('hold a key once in a namespace, whatever the file', async () => {
    const { pairs, problems } = await read({
      'company.team/kv.yml': 'a: 1',
      'company.team/kv/x.yml': 'b: 1\na: 2',
      'other.team/kv.yml': 'a: 3',
    })
    expect(pairs).toEqual(['company.team:a', 'company.team:b', 'other.team:a'])
    expect(problems).toEqual(['company.team/kv/x.yml:2 duplicate-key-value'])
  })

  it('keep what cannot be read from being taken for missing', async () => {
    const { desired } = await read({ 'company.team/kv.yml': 'a: yes\nb: 1', 'other.team/kv.yml': 'a: "' })
    expect(desired.broken).toEqual([
      { kind: 'key-value', file: 'company.team/kv.yml', name: 'a' },
      { kind: 'key-value', file: 'other.team/kv.yml', name: undefined },
    ])
  })

  it.each([
    ['db_password: hunter2', ['company.team/kv.yml:1 possible-secret']],
    ['api: { value: { token: hunter2 } }', ['company.team/kv.yml:1 possible-secret']],
    ['token_url: https://example.com', []],
    ['password: "***"', []],
    ['password_length: 12', []],
  ])('are told where a value looks like a credential: %s', async (text, expected) => {
    expect((await read({ 'company.team/kv.yml': text })).problems).toEqual(expected)
  })
})
