import { describe, expect, it, test } from 'vitest'
import { findKeyReferences } from '../../src/flow/external-references.ts'
import { findFlowReferences, mayNameFlows, mayNameGit, mayNameKeys } from '../../src/flow/flow-references.ts'
import { walkTasks } from '../../src/flow/walk-tasks.ts'
import { gitTasksIn } from '../../src/lint/competing-sync.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'

const withTask = (task: string): string => `id: a\nnamespace: b\ntasks:\n  - ${task.replaceAll('\n', '\n    ')}\n`
const withTrigger = (trigger: string): string =>
  `id: a\nnamespace: b\ntriggers:\n  - ${trigger.replaceAll('\n', '\n    ')}\n`
const called = 'id: c\nnamespace: b\nflowId: d'

/** Every way in which a flow names another resource, and escapes that may hide the name. */
const NAMING: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    [
      'io.kestra.plugin.core.flow.Subflow',
      'io.kestra.core.tasks.flows.Subflow',
      'io.kestra.core.tasks.flows.Flow',
      'io.kestra.plugin.core.flow.ForEachItem',
      'io.kestra.core.tasks.flows.ForEachItem',
    ].map((type) => [type, withTask(`type: ${type}\n${called}`)]),
  ),
  'a type with an escape': withTask(`type: "io.kestra.plugin.core.flow.S\\x75bflow"\n${called}`),
  'a type over two lines': withTask(`type: "io.kestra.plugin.core.flow.Sub\\\n  flow"\n${called}`),
  'a trigger': withTrigger(
    'type: io.kestra.plugin.core.trigger.Flow\nid: c\npreconditions:\n  flows: [{namespace: b, flowId: d}]',
  ),
  'a condition': withTrigger(
    'type: io.kestra.plugin.core.trigger.Schedule\nid: c\nconditions:\n  - type: io.kestra.plugin.core.condition.ExecutionFlow\n    namespace: b\n    flowId: d',
  ),
  'kv()': withTask(`id: c\nmessage: "{{ kv('x') }}"`),
  'kv() with an escape': withTask(`id: c\nmessage: "{{ k\\U00000076('x') }}"`),
  'kv.Set': withTask('id: c\ntype: io.kestra.plugin.core.kv.Set\nkey: x'),
}

describe('a flow that names something outside of it', () => {
  test.each(Object.entries(NAMING))('is not passed over: %s', (_, source) => {
    const document = parseYaml(source)
    const found = [...findFlowReferences(document), ...findKeyReferences(document)]
    expect(found).toHaveLength(1)
    expect(mayNameFlows(source) || mayNameKeys(source)).toBe(true)
  })

  it('is told from one that names nothing', () => {
    const source = withTask('id: c\ntype: io.kestra.plugin.core.flow.Parallel\nkey: value')
    expect(mayNameFlows(source) || mayNameKeys(source)).toBe(false)
  })
})

describe('a flow that reads Git', () => {
  test.each([
    'io.kestra.plugin.git.SyncFlows',
    'io.kestra.plugin.ee.git.TenantSync',
    '"io.kestra.plugin.g\\x69t.Clone"',
    '"io.kestra.plugin.\\\n  git.Sync"',
  ])('is not passed over: %s', (type) => {
    const source = withTask(`id: c\ntype: ${type}`)
    expect(gitTasksIn(walkTasks(parseYaml(source)))).toHaveLength(1)
    expect(mayNameGit(source)).toBe(true)
  })

  it('is told from one that only says the word', () => {
    expect(mayNameGit(withTask('id: c\ntype: io.kestra.plugin.core.log.Log\nmessage: git'))).toBe(false)
  })
})
