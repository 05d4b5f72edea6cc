import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { loadFlowSchema } from '../../../src/lint/schema/flow-schema.ts'
import { validateAgainstSchema } from '../../../src/lint/schema/validate-against-schema.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

const schema = loadFlowSchema(
  JSON.parse(readFileSync(new URL('../../fixtures/flow-schema/1.3.31.recorded.json', import.meta.url), 'utf8')),
)

/** What is told of defaults of a flow with one Return, as `line hint`. */
const reported = (type: string, forced = '', task = ''): string[] => {
  const source = `id: f
namespace: a.b
tasks:
  - id: t
    type: io.kestra.plugin.core.debug.Return${task}
pluginDefaults:
  - type: ${type}${forced}
    values:
      format: red
`
  return validateAgainstSchema({ file: 'f.yml', document: parseYaml(source), schema })
    .filter(({ code }) => code === 'default-without-effect')
    .map(({ line = 0, hint }) => `${line} ${hint}`)
}

// Asked of a real server of 1.0.3.
it.each([
  'io.kestra.plugin.core.debug.Return',
  'io.kestra.plugin.core.debug',
  'io.kestra.plugin.core.debug.Ret',
  'io.kestra.core.tasks.debugs.Return',
])('defaults for %s reach a Return', (type) => {
  expect(reported(type)).toEqual([])
})

it.each([
  ['io.kestra.plugin.core.debug.Retrun', '7 Did you mean `io.kestra.plugin.core.debug.Return`?'],
  ['io.kestra.plugin.core.Return', '7 Did you mean `io.kestra.plugin.core.debug.Return`?'],
  ['io.kestra.core.tasks.debug.Return', '7 Did you mean `io.kestra.plugin.core.debug.Return`?'],
  ['io.kestra.plugin.core.http.Download', '7 Correct the type, or remove the defaults.'],
])('defaults for %s reach nothing', (type, place) => {
  expect(reported(type)).toEqual([place])
})

it('a template brings tasks that no defaults of the flow need to meet here', () => {
  const template =
    '\n  - id: more\n    type: io.kestra.plugin.core.flow.Template\n    namespace: a.b\n    templateId: x'
  expect(reported('io.kestra.plugin.core.http.Download', '', template)).toEqual([])
})

it('defaults that the task sets itself change nothing, unless they are forced', () => {
  const type = 'io.kestra.plugin.core.debug.Return'
  const hint = 'Remove them, or add `forced: true` to override the parts.'
  expect(reported(type, '', '\n    format: one')).toEqual([`8 ${hint}`])
  expect(reported(type, '\n    forced: false', '\n    format: one')).toEqual([`9 ${hint}`])
  expect(reported(type, '\n    forced: true', '\n    format: one')).toEqual([])
  const another = '\n    format: one\n  - id: u\n    type: io.kestra.plugin.core.debug.Return'
  expect(reported(type, '', another)).toEqual([])
})
