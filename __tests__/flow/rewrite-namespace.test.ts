import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findFlowReferences } from '../../src/flow/flow-references.ts'
import { rewriteNamespace } from '../../src/flow/rewrite-namespace.ts'
import { mapNamespace } from '../../src/resource/namespace.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const DEV_TO_PROD = [{ from: 'dev', to: 'prod' }]
const rewrite = (source: string) => rewriteNamespace(parseYaml(source), DEV_TO_PROD)

const mapped = [
  ['dev', 'prod'],
  ['dev.team', 'prod.team'],
  ['development', 'development'],
  ['dev-eu', 'dev-eu'],
  ['company.dev', 'company.dev'],
]

test.each(mapped)('maps %s to %s', (from, to) => {
  expect(mapNamespace(from ?? '', DEV_TO_PROD)).toBe(to)
})

test('lets the most specific line decide', () => {
  const mappings = [...DEV_TO_PROD, { from: 'dev.team', to: 'live' }]
  expect(['dev.team.a', 'dev.other'].map((namespace) => mapNamespace(namespace, mappings))).toEqual([
    'live.a',
    'prod.other',
  ])
})

test('changes the namespaces of the flow and of what it calls and listens to, and nothing else', () => {
  const source = `# deployed to dev
id: dev   # not the namespace
namespace: "dev.team" # dev
description: dev
tasks:
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace:   'dev'
    flowId: dev
    inputs: {namespace: dev}
  - {id: each, type: io.kestra.plugin.core.flow.ForEachItem, items: x, namespace: dev.team, flowId: y}
  - {id: own, type: io.kestra.plugin.core.flow.Subflow, namespace: "{{ flow.namespace }}", flowId: z}
triggers:
  - id: t
    type: io.kestra.plugin.core.trigger.Flow
    preconditions:
      id: p
      flows: [{namespace: dev.a, flowId: x}, {namespace: other, flowId: x}]
`
  const expected = source
    .replace('"dev.team"', '"prod.team"')
    .replace("'dev'", "'prod'")
    .replace('namespace: dev.team, flowId', 'namespace: prod.team, flowId')
    .replace('namespace: dev.a', 'namespace: prod.a')
  expect(rewrite(source)).toBe(expected)
})

test('quotes a name that would not be text', () => {
  const document = parseYaml('id: a\nnamespace: dev\n')
  expect(rewriteNamespace(document, [{ from: 'dev', to: 'off' }])).toBe('id: a\nnamespace: "off"\n')
})

test('leaves a document alone that cannot be read', () => {
  expect(rewrite('id: [\nnamespace: dev\n')).toBe('id: [\nnamespace: dev\n')
})

const segment = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
const namespace = fc.array(segment, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('.'))
const style = fc.constantFrom<(text: string) => string>(
  (text) => text,
  (text) => `'${text}'`,
  (text) => `"${text}"`,
  (text) => `${text}  # ${text}`,
  (text) => `>-\n      ${text}`,
  (text) => `!!str ${text}`,
)

test('the result reads as the mapped names, whatever the style of writing', () => {
  fc.assert(
    fc.property(
      namespace,
      namespace,
      segment,
      segment,
      style,
      style,
      (own, called, from, to, ownStyle, calledStyle) => {
        const mappings = [{ from, to: `${to}.x` }]
        const source = `id: a\nnamespace: ${ownStyle(own)}\ntasks:\n  - id: c\n    type: io.kestra.plugin.core.flow.Subflow\n    namespace: ${calledStyle(called)}\n    flowId: ${from}\n`
        const result = parseYaml(rewriteNamespace(parseYaml(source), mappings))
        expect(result.documentFindings).toEqual([])
        expect(result.namespace).toBe(mapNamespace(parseYaml(source).namespace ?? '', mappings))
        const [before] = findFlowReferences(parseYaml(source))
        const [after] = findFlowReferences(result)
        expect(after?.namespace).toBe(before && mapNamespace(before.namespace, mappings))
        expect(after?.id).toBe(before?.id)
      },
    ),
  )
})
