import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { asPreview } from '../../src/state/git/sent-tree.ts'
import { type ParseYaml, parseYaml } from '../../src/yaml/yaml-document.ts'
import { aTree } from '../repository/a-tree.ts'
import { aDashboard } from '../support/a-dashboard.ts'
import { aFlow } from '../support/a-flow.ts'
import { hiddenFlow } from '../support/hidden-flow.ts'

const inPreview = async (files: Readonly<Record<string, string>>, parse?: ParseYaml) =>
  asPreview(await readTree(aTree(files), { roots: [], namespaceMap: [] }), 'pr-7', parse)

const subflow = (namespace: string, flowId: string) =>
  `  - id: call\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: ${namespace}\n    flowId: ${flowId}\n`

describe('a tree as a preview has it', () => {
  it('is in the namespaces with the prefix, and only there', async () => {
    const { desired, flows, problems } = await inPreview({
      'company.team/flows/a.yml': aFlow({ id: 'a', calls: ['b'] }),
      'company.team/flows/b.yml': aFlow({ id: 'b' }),
      'company.team/files/q.sql': 'select 1\n',
      'company.team/kv.yml': 'limit: 3\n',
      'company.data/files/.gitkeep': '',
    })
    expect(desired.resources.map(resourceKey)).toEqual([
      'flow pr-7.company.team a',
      'flow pr-7.company.team b',
      'file pr-7.company.team /q.sql',
      'key-value pr-7.company.team limit',
    ])
    expect(flows.map(({ namespace, document }) => [namespace, document.namespace])).toEqual([
      ['pr-7.company.team', 'pr-7.company.team'],
      ['pr-7.company.team', 'pr-7.company.team'],
    ])
    expect([...desired.namespaces].every((namespace) => namespace.startsWith('pr-7.'))).toBe(true)
    expect(problems).toEqual([])
  })

  it('leaves out, as an error, a flow that has line ends that no reader sees', async () => {
    const { desired, problems } = await inPreview({
      'company.team/flows/a.yml': hiddenFlow({ id: 'a' }, { id: 'b' }),
      'company.team/flows/c.yml': aFlow({ id: 'c' }),
    })
    expect(desired.resources.map(({ name }) => name)).toEqual(['c'])
    const errors = problems.filter(({ severity }) => severity === 'error')
    expect(errors).toMatchObject([
      { code: 'hidden-line-end', file: 'company.team/flows/a.yml', line: 1, column: 3 },
      { code: 'preview-not-possible', file: 'company.team/flows/a.yml' },
    ])
  })

  it('tells at its line what a flow still reaches, and that of a dashboard there is no second one', async () => {
    const { desired, problems } = await inPreview({
      'company.team/flows/a.yml': aFlow({ id: 'a', more: subflow('company.other', 'b') }),
      '_global/dashboards/sales.yml': aDashboard({ id: 'sales' }),
    })
    expect(desired.resources.map(({ kind }) => kind)).toEqual(['flow'])
    expect(problems).toMatchObject([
      { code: 'preview-reaches-out', file: 'company.team/flows/a.yml', line: 9, severity: 'warning' },
      { code: 'preview-leaves-out', file: '_global/dashboards/sales.yml', severity: 'info' },
    ])
  })

  it('reaches a key that no file holds and a flow of it writes', async () => {
    const task = (type: string) =>
      `  - id: ${type}\n    type: io.kestra.plugin.core.kv.${type}\n    namespace: company.team\n    key: cursor\n`
    const { flows, problems } = await inPreview({
      'company.team/flows/a.yml': aFlow({ id: 'a', more: task('Set') }),
      'company.team/flows/b.yml': aFlow({ id: 'b', more: task('Get') }),
    })
    expect(problems).toEqual([])
    for (const { document } of flows) expect(document.source).not.toMatch(/namespace: company/)
  })

  it('tells of a namespace that is too long with the prefix, where the flow states it', async () => {
    const namespace = 'n'.repeat(147)
    const reading = await inPreview({ 'flows/a.yml': aFlow({ id: 'a', namespace }) })
    expect(validateOffline(reading).filter(({ severity }) => severity === 'error')).toMatchObject([
      { file: 'flows/a.yml', line: 2, message: expect.stringContaining('152 characters') },
    ])
  })

  it('sends no triggers, whatever the plugin defaults of the flow force on them', async () => {
    const forced =
      'pluginDefaults:\n  - type: x.Y\n    forced: true\n    values: { disabled: false }\ntriggers:\n  - id: t\n    type: x.Y\n'
    const { desired, problems } = await inPreview({ 'company.team/flows/a.yml': aFlow({ id: 'a', more: forced }) })
    expect(problems).toEqual([])
    expect(String(desired.resources[0]?.content)).toMatch(/values: \{ disabled: false \}\n$/)
  })

  it.each<[string, string, ParseYaml]>([
    ['its triggers cannot be left out of the text', 'triggers', parseYaml],
    ['its namespace is not written out in it', 'namespace', (source) => parseYaml(source.replace('pr-7.', ''))],
  ])(
    'refuses a flow where what is left would be read as another one, and does not send it: %s',
    async (why, at, read) => {
      const source = aFlow({ id: 'a', more: 'triggers:\n  - id: t\n    type: x.Y\n' })
      const unchanged: ParseYaml = at === 'triggers' ? () => parseYaml(source) : read
      const { desired, problems } = await inPreview({ 'company.team/flows/a.yml': source }, unchanged)
      const line = source.split('\n').findIndex((text) => text.startsWith(at)) + 1
      expect(desired.resources).toEqual([])
      expect(problems).toMatchObject([
        { code: 'preview-not-possible', line, severity: 'error', message: expect.stringContaining(why) },
      ])
    },
  )
})
