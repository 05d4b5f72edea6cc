import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { findFlowMentions } from '../../src/flow/flow-references.ts'
import { rewriteNamespace } from '../../src/flow/rewrite-namespace.ts'
import { mapVerdict } from '../../src/kestra/verdict/map-verdict.ts'
import { KINDS } from '../../src/kinds/kinds.ts'
import { loadFlowSchema } from '../../src/lint/schema/flow-schema.ts'
import { validateAgainstSchema } from '../../src/lint/schema/validate-against-schema.ts'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { flowOf, readCases } from '../corpus/cases.ts'
import { validFlows } from '../fixtures/valid-flows.ts'

const schemas = ['1.3.31', '2.0.0'].map((version) =>
  loadFlowSchema(
    JSON.parse(readFileSync(new URL(`../fixtures/flow-schema/${version}.recorded.json`, import.meta.url), 'utf8')),
  ),
)

/** Values that are no text, or that answer in the place of what every object of this language has. */
const ANSWERING = '{ toString: a, valueOf: b, toJSON: c, constructor: d, length: 3 }'
const VALUES = [
  'constructor',
  '__proto__',
  '{ __proto__: { id: a, type: b, namespace: c, tasks: [] } }',
  '[[], {}, null, 1.5e400, [toString]]',
  '',
]
const KEYS = ['constructor', '__proto__', 'toString', 'hasOwnProperty', '? [a, b]']
const KEY = /^(\s*(?:- )*)([\w.-]+):( .*)?$/gm

/** The flow with one key or one value replaced, for every key of it; the values and keys take turns. */
const mutations = (flow: string): readonly string[] =>
  [...flow.matchAll(KEY)].flatMap((match, index) => {
    const [line, indent = '', key = '', value = ''] = match
    const put = (text: string) => flow.slice(0, match.index) + text + flow.slice(match.index + line.length)
    const values = [ANSWERING, VALUES[index % VALUES.length]].map((other) => put(`${indent}${key}: ${other}`))
    return [...values, put(`${indent}${KEYS[index % KEYS.length]}:${value}`)]
  })

const SAID = [
  'constructor: must not be null',
  'tasks[constructor].__proto__: must not be null',
  "Task 'constructor' has no 'toString'",
  'Invalid type: constructor',
  'Duplicate task id with name [constructor, __proto__]',
  'Recursive call to flow [company.team.toString]',
  'Unrecognized field "constructor" (class io.kestra.core.models.flows.Flow), not marked as ignorable (1 known properties: "id"])',
  'Illegal flow source: x (through reference chain: a["__proto__"]->b["constructor"])',
]

/** All that is made of a flow of a stranger, up to the words about it. */
const readAll = (source: string): number => {
  const document = parseYaml(source)
  const { id = '', namespace = '' } = document
  const flow = { namespace, id, file: 'flows/a.yml', document }
  const problems = [
    ...validateOffline(
      { flows: [flow], brokenFlows: [], desired: { resources: [] } },
      { server: { flows: [{ namespace, id: 'b', source }], isComplete: true } },
    ),
    ...schemas.flatMap((schema) => validateAgainstSchema({ file: 'flows/a.yml', document, schema })),
    ...mapVerdict({
      file: 'flows/a.yml',
      document,
      verdict: {
        file: 'flows/a.yml',
        readAs: undefined,
        constraints: SAID.flatMap((text) => [{ text }, { text, pointer: '/constructor/0' }]),
        warnings: SAID,
        infos: SAID,
        deprecationPaths: ['constructor', 'a.__proto__'],
        lineOffset: 0,
      },
    }),
  ]
  const words = [
    [source, validFlows('2.0.0')[0]],
    [undefined, source],
    [source, undefined],
  ].flatMap(([before, after]) => KINDS.flow.describeChange({ name: 'x', before, after, callers: [], parse: parseYaml }))
  expect([...words, ...problems.map(({ message }) => message)].every((text) => typeof text === 'string')).toBe(true)
  return (
    words.length +
    problems.length +
    findFlowMentions(document).length +
    rewriteNamespace(document, [{ from: 'company', to: 'x' }]).length
  )
}

/** What breaks the readers of these texts, and of which nothing at all is said. */
const brokenBy = (sources: readonly string[]): readonly string[] => {
  const broken = sources.flatMap((source) => {
    try {
      return readAll(source) > 0 ? [] : ['nothing is said']
    } catch (error) {
      return [`${String(error)}\n${error instanceof Error ? error.stack?.split('\n').slice(1, 4).join('\n') : ''}`]
    }
  })
  return [...new Set(broken)]
}

test.each(validFlows('2.0.0').map((flow, index) => [index, flow] as const))(
  'whatever one key or value of the flow %i is, its reader is told and nothing breaks',
  (_index, flow) => {
    expect(brokenBy(mutations(flow))).toEqual([])
  },
)

// Each uses what few others do; a tenth of what is made of them, another one of each.
test('whatever one key or value of a flow of the corpus is, nothing breaks', () => {
  const sources = readCases().flatMap((each, row) =>
    mutations(flowOf(each, 'wrong', 'company.team')).filter((_, index) => (row + index) % 10 === 0),
  )
  expect(sources.length).toBeGreaterThan(800)
  expect(brokenBy(sources)).toEqual([])
})
