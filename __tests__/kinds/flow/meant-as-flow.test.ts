import { describe, expect, it } from 'vitest'
import { readTree } from '../../../src/kinds/read-tree.ts'
import { applySeverities } from '../../../src/lint/apply-severities.ts'
import { validateOffline } from '../../../src/lint/validate-offline.ts'
import { aTree } from '../../repository/a-tree.ts'
import { aFlow } from '../../support/a-flow.ts'

const good = aFlow({ id: 'daily' })

/** The problems as `file:line severity code`, with every severity switched off that can be. */
const read = async (files: Readonly<Record<string, string>>) => {
  const reading = await readTree(aTree(files), { roots: [], namespaceMap: [] })
  const found = [...reading.problems, ...validateOffline(reading)]
  const severities = Object.fromEntries(found.map(({ code }) => [code, 'off' as const]))
  const kept = applySeverities(found, { severities, sourceOf: () => undefined })
  return { reading, found, kept: kept.map(({ file, line, severity, code }) => `${file}:${line} ${severity} ${code}`) }
}

describe('a file that was meant as a flow', () => {
  it.each([
    ['task', 'tasks', 3],
    ['taks', 'tasks', 3],
    ['Tasks', 'tasks', 3],
    ['nampespace', 'namespace', 2],
    ['Id', 'id', 1],
  ])('is an error where it says %s for %s, in a flows folder and among loose files', async (written, meant, line) => {
    const text = good.replace(new RegExp(`^${meant}:`, 'm'), `${written}:`)
    for (const file of ['company.team/flows/daily.yml', 'daily.yml']) {
      const { kept, found } = await read({ [file]: text })
      expect(kept).toContain(`${file}:${line} error meant-as-flow`)
      expect(found.map(({ message }) => message)).toContain(
        `A flow has no key \`${written}\`. Did you mean \`${meant}\`?`,
      )
    }
  })

  it.each([
    ['an emptied file', ''],
    ['nothing but a comment', '# later\n'],
    ['a list', '- id: a\n  type: io.kestra.plugin.core.log.Log\n'],
    ['a scalar', 'hello\n'],
  ])('is an error in a flows folder where it holds %s', async (_, text) => {
    const { kept, reading } = await read({ 'flows/daily.yml': good, 'flows/other.yml': text })
    expect(kept).toEqual(['flows/other.yml:1 error not-a-map'])
    expect(reading.desired.broken).toEqual([{ kind: 'flow', file: 'flows/other.yml', name: undefined }])
  })

  it.each([
    ['tasks alone', 'tasks:\n  - id: a\n    type: io.kestra.plugin.core.log.Log\n'],
    ['an id alone', 'id: a\n'],
  ])('is an error in a flows folder where it holds %s', async (_, text) => {
    const { found } = await read({ 'flows/daily.yml': good, 'flows/other.yml': text })
    expect(found.filter(({ file, severity }) => file === 'flows/other.yml' && severity === 'error')).not.toEqual([])
  })

  it.each([
    ['an app', 'id: a\ntype: io.kestra.plugin.ee.apps.Execution\n'],
    ['a dashboard', 'id: a\ntitle: A\ncharts: []\n'],
    ['a workflow', 'on: push\njobs: {}\n'],
    ['a chart', 'apiVersion: v2\nname: a\n'],
    ['an OpenAPI document', 'openapi: 3.0.0\npaths: {}\n'],
    ['a dbt file', 'version: 2\nmodels: []\n'],
    ['a playbook', '- hosts: all\n  tasks:\n    - name: a\n'],
  ])('is not %s: one notice', async (_, text) => {
    const { found } = await read({ 'flows/daily.yml': good, 'flows/other.yml': text })
    expect(found.map(({ code, severity, file }) => `${file} ${severity} ${code}`)).toEqual([
      'flows/other.yml info not-a-flow',
    ])
  })

  it.each([
    ['a template of Jinja', 'id: {{ name }}\nnamespace: {{ ns }}\n{% for a in b %}\ntasks:\n{% endfor %}\n'],
    ['a template of Terraform', 'id: a\nnamespace: ${namespace}\ntasks:\n  - id: a\n    type: b\n'],
    ['a template of Helm', 'id: a\nnamespace: b\ntasks:\n  - id: a\n    type: b\n    image: {{ .Values.image }}\n'],
    ['a template of ERB', '<% items.each do %>\nid: a\nnamespace: b\ntasks: []\n<% end %>\n'],
    ['a template with a directive of Terraform', 'id: a\nnamespace: b\n%{ if x }\ntasks: []\n%{ endif }\n'],
    [
      'a template with a loop among the tasks',
      'id: a\nnamespace: b\ntasks:\n  {% for a in b %}\n  - id: {{ a }}\n  {% endfor %}\n',
    ],
  ])('is not %s: one warning that says so, among loose flows as well', async (_, text) => {
    for (const folder of ['flows/', '']) {
      const { found, reading } = await read({ [`${folder}daily.yml`]: good, [`${folder}other.yml`]: text })
      expect(found.map(({ code, severity, file }) => `${file} ${severity} ${code}`)).toEqual([
        `${folder}other.yml warning template`,
      ])
      expect(reading.flows.map(({ id }) => id)).toEqual(['daily'])
    }
  })

  it('is a flow where a block scalar holds statements of Kestra itself', async () => {
    const text = `${good}\n  - id: b\n    type: io.kestra.plugin.core.log.Log\n    message: |\n      {% for a in [1] %}\n      {{- a }}\n      {% endfor %}\n`
    const { reading, found } = await read({ 'flows/daily.yml': text })
    expect(reading.flows.map(({ id }) => id)).toEqual(['daily'])
    expect(found).toEqual([])
  })

  it('is no YAML file among loose ones that has one such key by chance', async () => {
    const { found } = await read({ 'daily.yml': good, 'Taskfile.yml': 'version: 3\ntasks: {}\n', 'a.yml': 'id: 5\n' })
    expect(found.map(({ severity }) => severity)).toEqual(['info'])
  })
})
