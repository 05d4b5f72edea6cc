import { describe, expect, it, test } from 'vitest'
import { parseFlow } from '../../src/flow/flow-document.ts'
import { previewFlow } from '../../src/flow/preview-flow.ts'
import type { PreviewParts } from '../../src/flow/preview-references.ts'
import { validFlows } from '../fixtures/valid-flows.ts'

/** A preview of `company.team` (flows `a`, `b`, a key `limit`, files) and `company.sales` (flow `c`, no files). */
const parts: PreviewParts = {
  prefix: 'pr-7',
  hasFlow: (namespace, id) => ['company.team.a', 'company.team.b', 'company.sales.c'].includes(`${namespace}.${id}`),
  hasKey: (namespace, key) => namespace === 'company.team' && key === 'limit',
  hasFiles: (namespace) => namespace === 'company.team',
  hasNamespace: (namespace) => ['company', 'company.team', 'company.sales'].includes(namespace),
}

const flow = (...lines: readonly string[]): string => ['id: a', 'namespace: company.team', ...lines, ''].join('\n')

const inPreview = (source: string) => {
  const made = previewFlow(parseFlow(source), parts)
  return { source: made?.document.source, left: made?.left.map(({ reaches }) => reaches) }
}

/** What came in the place of the line that begins with the same key as `line`. */
const changed = (source: string): readonly string[] => {
  const before = source.split('\n')
  return (inPreview(source).source ?? '').split('\n').filter((line) => !before.includes(line))
}

const task = (type: string, ...lines: readonly string[]) =>
  flow('tasks:', '  - id: t', `    type: ${type}`, ...lines.map((line) => `    ${line}`))

const SUBFLOW = 'io.kestra.plugin.core.flow.Subflow'

describe('a flow of a preview', () => {
  it('is in the namespace with the prefix, and every other character stays', () => {
    const source = "# top\nid: a # the id\nnamespace: 'company.team'  # here\r\ntasks:\n  - {id: t, type: x.Y}\n"
    expect(inPreview(source)).toEqual({ source: source.replace("'company.team'", "'pr-7.company.team'"), left: [] })
  })

  test.each<[string, string, readonly string[]]>([
    ['a subflow of it', task(SUBFLOW, 'namespace: company.sales', 'flowId: c'), ['    namespace: pr-7.company.sales']],
    [
      'a subflow of it, in quotes',
      task(SUBFLOW, 'flowId: b', 'namespace: "company.team"'),
      ['    namespace: "pr-7.company.team"'],
    ],
    ['its own namespace as an expression', task(SUBFLOW, 'flowId: b', 'namespace: "{{ flow.namespace }}"'), []],
    [
      'ForEachItem',
      task('io.kestra.plugin.core.flow.ForEachItem', 'namespace: company.team', 'flowId: b'),
      ['    namespace: pr-7.company.team'],
    ],
    [
      'a key that Git has',
      task('io.kestra.plugin.core.kv.Get', 'key: limit', 'namespace: company.team'),
      ['    namespace: pr-7.company.team'],
    ],
    [
      'a key that it writes',
      task('io.kestra.plugin.core.kv.Set', 'key: cursor', 'namespace: company.sales'),
      ['    namespace: pr-7.company.sales'],
    ],
    [
      'files by a task',
      task('io.kestra.plugin.core.namespace.DownloadFiles', 'namespace: company.team'),
      ['    namespace: pr-7.company.team'],
    ],
    [
      'files of several namespaces',
      task('x.Y', 'namespaceFiles: { namespaces: [company.team] }'),
      ['    namespaceFiles: { namespaces: [pr-7.company.team] }'],
    ],
    [
      'a key in an expression',
      task('x.Y', `message: "{{ kv('limit', 'company.team') }} of company.team"`),
      [`    message: "{{ kv('limit', 'pr-7.company.team') }} of company.team"`],
    ],
    [
      'a key in a block of text, twice',
      task(
        'x.Y',
        'script: |',
        "  echo {{ kv('limit', namespace='company.team') }} {{ kv('limit', namespace='company.team') }}",
      ),
      ["      echo {{ kv('limit', namespace='pr-7.company.team') }} {{ kv('limit', namespace='pr-7.company.team') }}"],
    ],
    [
      'a file in an expression',
      task('x.Y', `query: "{{ read('q.sql', namespace='company.team') }}"`),
      [`    query: "{{ read('q.sql', namespace='pr-7.company.team') }}"`],
    ],
  ])('reaches into the preview where that has it: %s', (_, source, lines) => {
    expect(inPreview(source).left).toEqual([])
    expect(changed(source)).toEqual(['namespace: pr-7.company.team', ...lines])
  })

  test.each<[string, string]>([
    ['flow `company.team.elsewhere`', task(SUBFLOW, 'namespace: company.team', 'flowId: elsewhere')],
    ['flow `other.team.a`', task(SUBFLOW, 'namespace: other.team', 'flowId: a')],
    [
      'namespace `{{ inputs.where }}`',
      task(SUBFLOW, 'namespace: "{{ inputs.where }}"', 'flowId: "{{ inputs.which }}"'),
    ],
    [
      'key `token` of namespace `company.team`',
      task('io.kestra.plugin.core.kv.Get', 'key: token', 'namespace: company.team'),
    ],
    ['files of namespace `company.sales`', task('x.Y', 'namespaceFiles: { namespaces: [company.sales] }')],
    ['key `token` of namespace `company.team`', task('x.Y', `message: "{{ kv('token', 'company.team') }}"`)],
  ])('still reaches, and this is told: %s', (reaches, source) => {
    expect(inPreview(source).left).toEqual([reaches])
    expect(changed(source)).toEqual(['namespace: pr-7.company.team'])
  })

  it('tells a call that is written in a form that cannot be edited in place', () => {
    const source = task('x.Y', `message: "{{ kv('limit',\\u0020'company.team') }}"`)
    expect(inPreview(source).left).toEqual(['key `limit` of namespace `company.team`'])
  })

  const listener = (...lines: readonly string[]) =>
    flow(
      'triggers:',
      '  - id: t',
      '    type: io.kestra.plugin.core.trigger.Flow',
      ...lines.map((line) => `    ${line}`),
    )

  test.each<[string, string, string]>([
    [
      'preconditions',
      listener('preconditions: { flows: [ { namespace: company.sales, flowId: c } ] }'),
      'namespace: pr-7.company.sales, flowId: c',
    ],
    [
      'dependsOn',
      listener('dependsOn: [ { namespace: company.sales, flowId: c } ]'),
      'namespace: pr-7.company.sales, flowId: c',
    ],
    [
      'ExecutionFlow',
      listener(
        'conditions: [ { type: io.kestra.plugin.core.condition.ExecutionFlow, namespace: company.sales, flowId: c } ]',
      ),
      'namespace: pr-7.company.sales, flowId: c',
    ],
    [
      'all below a namespace',
      listener(
        'conditions: [ { type: io.kestra.plugin.core.condition.ExecutionNamespace, namespace: company, comparison: PREFIX } ]',
      ),
      'namespace: pr-7.company, comparison',
    ],
    [
      'a filter',
      listener(
        'preconditions: { where: [ { filters: [ { field: NAMESPACE, type: STARTS_WITH, value: company } ] } ] }',
      ),
      'value: pr-7.company }',
    ],
  ])('listens to the flows of the preview: %s', (_, source, text) => {
    expect(inPreview(source)).toEqual({ left: [], source: expect.stringContaining(text) })
  })

  it('leaves a comparison with the end of a namespace, which the prefix does not touch', () => {
    const condition = 'io.kestra.plugin.core.condition.ExecutionNamespace, namespace: company, comparison: SUFFIX'
    expect(inPreview(listener(`conditions: [ { type: ${condition} } ]`)).left).toEqual(['namespace `company`'])
  })
})

test.each(
  [...new Set([...validFlows('1.3.31'), ...validFlows('2.0.0')])].map((source) => [parseFlow(source).id, source]),
)('the valid flow %s can be put into a preview', (_, source = '') => {
  expect(previewFlow(parseFlow(source), parts)?.document.isReadable).toBe(true)
})

describe('a trigger of a preview', () => {
  test.each<[string, string, string]>([
    [
      'on lines',
      'triggers:\n  - id: t # daily\n    type: x.Y\n',
      'triggers:\n  - disabled: true\n    id: t # daily\n    type: x.Y\n',
    ],
    [
      'on lines, without indentation',
      'triggers:\n- type: x.Y\n  id: t\n',
      'triggers:\n- disabled: true\n  type: x.Y\n  id: t\n',
    ],
    [
      'below its dash',
      'triggers:\n  -\n    id: t\n    type: x.Y\n',
      'triggers:\n  -\n    disabled: true\n    id: t\n    type: x.Y\n',
    ],
    [
      'with CRLF',
      'triggers:\r\n  - id: t\r\n    type: x.Y\r\n',
      'triggers:\r\n  - disabled: true\r\n    id: t\r\n    type: x.Y\r\n',
    ],
    [
      'in braces',
      'triggers: [{id: t, type: x.Y}, { id: u, type: x.Y }]\n',
      'triggers: [{ disabled: true,id: t, type: x.Y}, { disabled: true, id: u, type: x.Y }]\n',
    ],
    [
      'that said false',
      'triggers:\n  - id: t\n    disabled: false # for now\n',
      'triggers:\n  - id: t\n    disabled: true # for now\n',
    ],
    ['that said nothing', 'triggers:\n  - disabled:\n    id: t\n', 'triggers:\n  - disabled: true\n    id: t\n'],
    ['that is disabled', 'triggers:\n  - id: t\n    disabled: true\n', 'triggers:\n  - id: t\n    disabled: true\n'],
  ])('is disabled and otherwise as it was: %s', (_, triggers, expected) => {
    const head = 'id: a\nnamespace: company.team\n'
    expect(inPreview(head + triggers).source).toBe(head.replace('company', 'pr-7.company') + expected)
  })

  test.each<[string, string]>([
    ['an alias in its place', 'x: &t { id: t, type: x.Y }\ntriggers:\n  - *t\n'],
    ['no list of triggers', 'triggers:\n  - nothing\n'],
  ])('makes the flow none for a preview where it cannot be disabled: %s', (_, text) => {
    expect(previewFlow(parseFlow(`id: a\nnamespace: company.team\n${text}`), parts)).toBeUndefined()
  })
})
