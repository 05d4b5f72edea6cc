import { describe, expect, it } from 'vitest'
import { findKeyReferences } from '../../src/flow/key-references.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const flowWith = (...lines: readonly string[]): string =>
  ['id: f', 'namespace: company.team', 'tasks:', '  - id: t', ...lines.map((line) => `    ${line}`), ''].join('\n')

const references = (source: string) =>
  findKeyReferences(parseYaml(source)).map(
    ({ does, namespace, key, path }) => `${does} ${namespace}:${key} at ${path.join('.')}`,
  )

describe('the keys that a flow names', () => {
  it.each([
    ["kv('batch')", ['reads company.team:batch at tasks.0.message']],
    ['kv("batch")', ['reads company.team:batch at tasks.0.message']],
    ["kv(key='batch')", ['reads company.team:batch at tasks.0.message']],
    ["kv('batch', 'company')", ['reads company:batch at tasks.0.message']],
    ["kv('batch', namespace='company')", ['reads company:batch at tasks.0.message']],
    ["kv('batch', flow.namespace)", ['reads company.team:batch at tasks.0.message']],
    ["kv('a') ~ kv('b')", ['reads company.team:a at tasks.0.message', 'reads company.team:b at tasks.0.message']],
    ["kv('batch', 'company', true)", ['reads company:batch at tasks.0.message']],
    ["kv('batch', errorOnMissing=false)", []],
    ["kv('batch', 'company', false)", []],
    ["kv('batch', inputs.where)", []],
    ['kv(inputs.key)', []],
    ["kv(('a'))", ['reads company.team:a at tasks.0.message']],
    ["mykv('batch')", []],
  ])('are found in {{ %s }}', (expression, expected) => {
    expect(
      references(flowWith('type: io.kestra.plugin.core.log.Log', `message: >-\n      {{ ${expression} }}`)),
    ).toEqual(expected)
  })

  it.each([
    [['type: io.kestra.plugin.core.kv.Set', 'key: mark'], ['writes company.team:mark at tasks.0.key']],
    [['type: io.kestra.plugin.core.kv.Set', 'key: mark', 'namespace: company'], ['writes company:mark at tasks.0.key']],
    [['type: io.kestra.plugin.core.kv.Get', 'key: mark'], []],
    [
      ['type: io.kestra.plugin.core.kv.Get', 'key: mark', 'errorOnMissing: true'],
      ['reads company.team:mark at tasks.0.key'],
    ],
    [['type: io.kestra.plugin.core.kv.Set', 'key: "{{ inputs.key }}"'], []],
  ])('are found in the task %j', (lines, expected) => {
    expect(references(flowWith(...lines))).toEqual(expected)
  })
})
