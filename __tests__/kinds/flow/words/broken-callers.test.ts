import { describe, expect, it } from 'vitest'
import { brokenCallers } from '../../../../src/kinds/flow/text/describe-inputs.ts'
import { parseYaml } from '../../../../src/yaml/yaml-document.ts'

const flow = (inputs = ''): string => `id: a\nnamespace: b\n${inputs}tasks:\n  - id: t\n    type: x.Y\n`
const OPTIONAL = 'inputs:\n  - id: day\n    type: STRING\n    required: false\n'
const REQUIRED = 'inputs:\n  - id: day\n    type: STRING\n'
const CALLERS = [
  { name: 'b.with', inputs: ['day'] },
  { name: 'b.without', inputs: [] },
  { name: 'b.without', inputs: ['other'] },
]

const cases: readonly (readonly [string, string | undefined, string | undefined, readonly string[]])[] = [
  ['a flow that is gone: all', flow(), undefined, ['b.with', 'b.without']],
  ['an input that is now required: who does not pass it, once', flow(OPTIONAL), flow(REQUIRED), ['b.without']],
  ['a required input that is new', flow(), flow(REQUIRED), ['b.without']],
  ['an input that was required before', flow(REQUIRED), flow(REQUIRED), []],
  ['an input that is no longer required', flow(REQUIRED), flow(OPTIONAL), []],
  ['an input that is gone, because Kestra ignores what is passed', flow(REQUIRED), flow(), []],
  ['a flow that is new', undefined, flow(REQUIRED), []],
]

describe('the callers that a change breaks', () => {
  it.each(cases)('%s', (_, before, after, broken) => {
    const parse = (source: string | undefined) => (source === undefined ? undefined : parseYaml(source))
    expect(brokenCallers(parse(before), parse(after), CALLERS)).toEqual(broken)
  })
})
