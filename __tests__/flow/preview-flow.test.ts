import { describe, expect, it, test } from 'vitest'
import { previewFlow } from '../../src/flow/preview-flow.ts'
import type { PreviewParts } from '../../src/flow/preview-sites.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
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
  const made = previewFlow(parseYaml(source), parts)
  if (typeof made === 'string') throw new Error(`No preview because of its ${made}.`)
  return { source: made.document.source, left: made.left.map(({ reaches }) => reaches) }
}

/** The line of the preview that begins with the same key as `line`. */
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

  test.each<[string, string, string]>([
    ['read', "read('q.sql', 'company.team')", "read('q.sql', 'pr-7.company.team')"],
    ['read with a revision', 'read("q.sql", "company.team", 2)', 'read("q.sql", "pr-7.company.team", 2)'],
    ['read of a comma', "read(',', 'company.team')", "read(',', 'pr-7.company.team')"],
    ['read of a hash', 'read("a#b", "company.team")', 'read("a#b", "pr-7.company.team")'],
    ['fileURI', "fileURI('q.sql', 'company.team')", "fileURI('q.sql', 'pr-7.company.team')"],
    ['fileExists', "fileExists(namespace='company.team', path=x)", "fileExists(namespace='pr-7.company.team', path=x)"],
    ['kv of a key that a call makes', "kv(concat('a', x), 'company.team')", "kv(concat('a', x), 'pr-7.company.team')"],
    ['kv in brackets', "kv('limit', ('company.team'))", ''],
    ['subflow', "subflow('company.team', 'b')", "subflow('pr-7.company.team', 'b')"],
    ['a file by its address', "read('nsfile://company.team/q.sql')", "read('nsfile://pr-7.company.team/q.sql')"],
  ])('reaches into the preview by a call, or tells it: %s', (_, call, expected) => {
    const { source = '', left } = inPreview(task('x.Y', `message: |`, `  {{ ${call} }}`))
    if (expected === '') expect(left).toEqual(['whatever `kv(…)` names at run time'])
    else expect([left, source.includes(`{{ ${expected} }}`)]).toEqual([[], true])
  })

  test.each<[string, string]>([
    ["{{ read('q.sql', 'company.sales') }}", 'files of namespace `company.sales`'],
    ["{{ isFileEmpty('q.sql', namespace='other') }}", 'files of namespace `other`'],
    ["{{ secret('TOKEN', 'company.team') }}", 'secret `TOKEN` of namespace `company.team`'],
    ["{{ subflow('company.team', 'elsewhere') }}", 'flow `elsewhere` of namespace `company.team`'],
    ["{{ subflow(namespace='other', id=x) }}", 'a flow of namespace `other`'],
    ["{{ read('q.sql', inputs.where) }}", 'whatever `read(…)` names at run time'],
    ["{{ kv('limit', 'company.' ~ 'team') }}", 'whatever `kv(…)` names at run time'],
    ["{% if kv('token', 'company.team') %}x{% endif %}", 'key `token` of namespace `company.team`'],
    [`{{ render("{{ kv('token', 'company.team') }}") }}`, 'key `token` of namespace `company.team`'],
    [`{{ kv('${'x'.repeat(600)}', inputs.where) }}`, 'whatever `kv(…)` names at run time'],
    ['nsfile://other.team/q.sql', 'files of namespace `other.team`'],
    ['kestra:///company/team/a/executions/1/out.txt', 'file `kestra:///company/team/a/executions/1/out.txt`'],
  ])('tells what a call reaches outside: %s', (text, reaches) => {
    expect(inPreview(task('x.Y', 'message: |', `  ${text}`)).left).toEqual([reaches])
  })

  test.each([
    "{{ kv('token') }}",
    "{{ kv('token', flow.namespace) }}",
    "{{ read('q.sql') }}",
    "{{ secret('TOKEN') }}",
    "{{ inputs.read('a', 'b') }}",
    'rows = read(path, size)',
    'f.read(1024, 2)',
  ])('tells nothing of what stays inside: %s', (text) => {
    expect(inPreview(task('x.Y', 'message: |', `  ${text}`)).left).toEqual([])
  })

  it('is rewritten in the plugin defaults as well, which may be forced over what a task says', () => {
    const defaults = (namespace: string) =>
      flow('pluginDefaults:', `  - type: ${SUBFLOW}`, '    forced: true', `    values: { namespace: ${namespace} }`)
    expect(inPreview(defaults('company.team')).source).toContain('values: { namespace: pr-7.company.team }')
    expect(inPreview(defaults('other')).left).toEqual(['namespace `other`'])
  })

  test.each<[string, string]>([
    ['trigger.Toggle', 'the triggers of other flows'],
    ['execution.PurgeExecutions', 'the executions of other flows'],
    ['kv.PurgeKV', 'the keys of other namespaces'],
  ])('tells of a task that reaches past its execution, wherever it stands: %s', (name, reaches) => {
    const type = `io.kestra.plugin.core.${name}`
    const nested = flow('tasks:', '  - id: a', '    type: x.Box', `    inside: [ { id: b, type: ${type} } ]`)
    for (const source of [task(type), nested]) expect(inPreview(source).left).toEqual([reaches])
  })

  it('tells of listeners, which servers of 1.x run', () => {
    expect(inPreview(flow('listeners:', '  - tasks: []')).left).toEqual(['whatever its listeners name'])
  })
})

test.each(
  [...new Set([...validFlows('1.3.31'), ...validFlows('2.0.0')])].map((source) => [parseYaml(source).id, source]),
)('the valid flow %s can be put into a preview', (_, source = '') => {
  const made = previewFlow(parseYaml(source), parts)
  expect(made).toMatchObject({ document: { isReadable: true } })
  expect(inPreview(source).source).not.toMatch(/^triggers/m)
})

const LOG = 'io.kestra.plugin.core.log.Log'

describe('a text that is made at run time', () => {
  test.each<[string, string]>([
    ['an input', task(LOG, 'message: "{{ render(inputs.text) }}"')],
    ['texts that are put together', task(LOG, 'message: "{{ render(vars.a ~ vars.b) }}"')],
    ['an output', task(LOG, 'message: "{{ renderOnce(outputs.t.body) }}"')],
    ['what stands behind braces in quotes', task(LOG, `message: "{{ '}}' ~ render(inputs.text) }}"`)],
    [
      'what the text of a variable puts together',
      `${task(LOG, 'message: "{{ render(vars.a) }}"')}variables: {a: "{{ '{' ~ '{ kv(1) }' ~ '}' }}"}\n`,
    ],
    ['what its own text puts together', task(LOG, `message: "{{ render('{{ ' ~ 'kv(1) }}') }}"`)],
  ])('is reported: %s', (_, source) => {
    expect(inPreview(source).left).toEqual([expect.stringMatching(/^whatever `render(?:Once)?\(…\)` renders/)])
  })

  test.each<[string, string]>([
    [
      'a variable',
      `${task(LOG, 'message: "{{ render(vars.a.b, recursive=false) }}"')}variables: {a: {b: "{{ inputs.a }}"}}\n`,
    ],
    ['a text', task(LOG, 'message: "{{ render(\'{{ inputs.a }}\') }}"')],
    ['a function of a script', task('io.kestra.plugin.scripts.node.Script', 'script: "render(a)"')],
    ['no rendering', task(LOG, `message: "{{ '{' ~ inputs.a ~ '}' }}"`)],
  ])('is not: %s', (_, source) => {
    expect(inPreview(source).left).toEqual([])
  })

  test.each<[string, string | undefined, number]>([
    ['a file that calls nothing', "select '{{ inputs.day }}'", 0],
    ['a file that reads its own namespace', "{{ kv('key') }}", 0],
    ['a file that names another namespace', "{{ kv('token', 'company.team') }}", 1],
    ['a file that renders something else', '{{ render(inputs.text) }}', 1],
    ['a file that is not there', undefined, 1],
  ])('is looked into where it is %s', (_, text, places) => {
    const source = task(LOG, `message: "{{ render(read('a.sql')) }}"`)
    const withText = { ...parts, fileText: (_namespace: string, path: string) => (path === 'a.sql' ? text : undefined) }
    const made = previewFlow(parseYaml(source), withText)
    expect(typeof made === 'string' ? made : made.left).toHaveLength(places)
  })

  test('may also be the namespaces whose files a task gets', () => {
    const files = `namespaceFiles: {enabled: true, namespaces: "{{ inputs.namespaces }}"}`
    expect(inPreview(task('io.kestra.plugin.scripts.node.Script', files)).left).toHaveLength(1)
  })
})
