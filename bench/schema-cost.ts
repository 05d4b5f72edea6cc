import { loadFlowSchema } from '../src/lint/schema/flow-schema.ts'
import { validateAgainstSchema } from '../src/lint/schema/validate-against-schema.ts'
import { parseYaml } from '../src/yaml/yaml-document.ts'
import { median } from './measure.ts'
import type { Row } from './row.ts'

const PLUGINS = 1000
const PROPERTIES = 30
const FLOWS = 100

/** What a server with a thousand plugins exports: 5 MB, every list of tasks naming all of them. */
const makeSchema = (): string => {
  const name = (index: number): string => `io.kestra.plugin.made.group${index % 40}.Task${index}`
  const tasks = {
    type: 'array',
    items: { anyOf: Array.from({ length: PLUGINS }, (_, index) => ({ $ref: `#/definitions/${name(index)}` })) },
  }
  const properties = Object.fromEntries(
    Array.from({ length: PROPERTIES }, (_, index) => [
      `property${index}`,
      {
        $dynamic: true,
        title: `What property ${index} does when the task runs.`,
        anyOf: [{ type: 'string' }, { type: 'integer' }],
      },
    ]),
  )
  const definitions = Array.from({ length: PLUGINS }, (_, index) => {
    const own = { id: { type: 'string' }, type: { const: name(index) }, ...properties }
    const nested = index % 100 === 0 ? { tasks } : {}
    return [name(index), { type: 'object', properties: { ...own, ...nested }, required: ['id', 'type'] }]
  })
  const flow = {
    type: 'object',
    properties: { id: { type: 'string' }, namespace: { type: 'string' }, tasks, errors: tasks },
  }
  return JSON.stringify({ $ref: '#/definitions/Flow', definitions: { Flow: flow, ...Object.fromEntries(definitions) } })
}

const makeFlow = (seed: number): string => {
  const tasks = Array.from({ length: 20 }, (_, index) => {
    const plugin = (seed * 7 + index * 13) % PLUGINS
    return `  - id: t${index}\n    type: io.kestra.plugin.made.group${plugin % 40}.Task${plugin}\n    property1: a\n    property2: 5\n`
  })
  return `id: f${seed}\nnamespace: company.team\ntasks:\n${tasks.join('')}`
}

const timeOf = (work: () => void): number => {
  const times = Array.from({ length: 7 }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  })
  return median(times)
}

/** What checking a hundred flows against a schema of 5 MB costs, next to only reading its JSON. */
export const benchSchemaCost = (): readonly Row[] => {
  const text = makeSchema()
  const documents = Array.from({ length: FLOWS }, (_, index) => parseYaml(makeFlow(index)))
  const parsed: unknown = JSON.parse(text)
  const parseMs = timeOf(() => JSON.parse(text))
  const checkMs = timeOf(() => {
    const schema = loadFlowSchema(parsed)
    for (const document of documents) {
      const problems = validateAgainstSchema({ file: 'f.yml', document, schema })
      if (problems.length > 0) throw new Error(`A right flow has a problem: ${problems[0]?.message}`)
    }
  })
  return [
    {
      name: 'a schema of 5 MB, 100 flows: JSON.parse, index and check',
      value: parseMs + checkMs,
      unit: 'ms',
      limit: 300,
    },
    { name: 'the same / JSON.parse of it alone', value: (parseMs + checkMs) / parseMs, unit: '× wall', limit: 10 },
  ]
}
