import { describe, expect, it } from 'vitest'
import { writeRecords } from '../../src/deploy/deploy-plan.ts'
import { readRecords } from '../../src/record/read-records.ts'
import { isAllowedNamespace } from '../../src/resource/namespace.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { readGit } from '../../src/state/git/read-git.ts'
import { aClient, replyOfPairs } from '../support/a-client.ts'
import { aFlow } from '../support/a-flow.ts'
import { createGitRepository } from '../support/git-repository.ts'
import { aRun } from './a-run.ts'

const limits: readonly (readonly [string, readonly string[], boolean])[] = [
  ['prod', [], true],
  ['prod', ['prod'], true],
  ['prod.eu', ['prod'], true],
  ['production', ['prod'], false],
  ['dev', ['prod'], false],
  ['dev', ['prod', 'dev'], true],
  ['prod', ['prod.eu'], false],
]

describe('the limit of a job', () => {
  it.each(limits)('reaches %s with %j: %s', (namespace, allowed, is) => {
    expect(isAllowedNamespace(namespace, allowed)).toBe(is)
  })

  it.each([
    [{ namespaces: 'prod.*' }, /"namespaces" must list names of namespaces .*`prod\.\*`/],
    [{ namespaces: 'prod', namespace: 'dev' }, /"namespace" must be one of "namespaces".*`dev`/],
  ])('is checked: %j', (inputs, message) => {
    expect(() => parseSettings(inputs)).toThrow(message)
  })
})

describe('a tree that reaches beyond what its job may touch', () => {
  const files = {
    'flows/in.yml': aFlow({ id: 'in', namespace: 'dev.etl' }),
    'flows/out.yml': aFlow({ id: 'out', namespace: 'prod', more: '# kestra-gitops: ignore namespace-not-allowed\n' }),
    'prod/files/q.sql': 'select 1',
    'prod/flows/p.yml': aFlow({ id: 'p', namespace: 'prod' }),
  }
  const read = async (given: Readonly<Record<string, string>>, inputs: Readonly<Record<string, string>>) => {
    using git = createGitRepository({ files: { 'README.md': 'x', ...given } })
    const base = { kind: 'found' as const, sha: git.sha('main') }
    return await readGit(aRun(git.dir, { base, settings: parseSettings(inputs) }))
  }

  it('is an error at each place, and the run sees nothing of it', async () => {
    const reading = await read(files, { namespaces: 'dev' })
    const reported = reading.problems.filter(({ code }) => code === 'namespace-not-allowed')
    expect(reported.map(({ file, line, severity }) => `${file}:${line} ${severity}`)).toEqual([
      'flows/out.yml:2 error',
      'prod/flows/p.yml:2 error',
      'prod/files/q.sql:1 error',
    ])
    expect([...reading.desiredResources.keys()]).toEqual(['flow dev.etl in'])
    expect([...(reading.baseResources?.keys() ?? [])]).toEqual(['flow dev.etl in'])
    expect([...reading.desired.namespaces]).toEqual(['dev.etl'])
    expect(reading.flows.map(({ id }) => id)).toEqual(['in'])
  })

  it('counts namespaces as they are deployed: .kestra/gitops.yml cannot map its way out', async () => {
    const map = { '.kestra/gitops.yml': 'namespace-map: [dev => prod]\nseverities: {namespace-not-allowed: off}\n' }
    const { desiredResources, problems } = await read(
      { ...map, 'flows/in.yml': files['flows/in.yml'] },
      { namespaces: 'dev' },
    )
    expect([...desiredResources.keys()]).toEqual([])
    expect(problems.map(({ code, file }) => `${code} ${file}`)).toContain('namespace-not-allowed flows/in.yml')
  })
})

describe('the records of a job that may not read all of its namespaces', () => {
  const part = (namespaces: readonly string[]) => ({ commit: 'c', committed: 1, run: 'r', namespaces })
  it('stay unread, and stay named for a job that may', async () => {
    const record = { version: 1, owners: { us: { ...part(['dev', '../x', 'prod']), flows: { a: { deployed: '1' } } } } }
    const stored = new Map<string, unknown>([['dev', record]])
    const { client, asked } = aClient((request) => replyOfPairs(request, stored) ?? { status: 500 })
    const records = await readRecords(client, 'us', { namespaces: ['dev'], isAllowed: (name) => name !== 'prod' })
    expect(asked).toEqual(['GET /namespaces/dev/kv/kestra-gitops'])
    const next = { commit: 'd', committed: 2, run: 's', namespaces: ['dev'], resources: new Map(), hasMore: false }
    await writeRecords(client, records, new Map([['dev', next]]))
    expect(stored.get('dev')).toMatchObject({
      owners: { us: { commit: 'd', namespaces: expect.arrayContaining(['dev', 'prod']), flows: {} } },
    })
  })
})
