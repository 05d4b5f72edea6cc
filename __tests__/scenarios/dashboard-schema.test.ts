import { expect, test } from 'vitest'
import * as z from 'zod'
import { loadFlowSchema } from '../../src/lint/schema/flow-schema.ts'
import { validateAgainstSchema } from '../../src/lint/schema/validate-against-schema.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { call, describeEngines, freshServer, type TestServer } from '../engine/engine.ts'
import { aDashboard } from '../support/a-dashboard.ts'

const PLUGINS = 'io.kestra.plugin.core.dashboard'

/** A chart with columns, each a name and a field. */
const aChart = (chart: string, data: string, lines: readonly string[]): string =>
  [
    'id: d',
    'title: D',
    'timeWindow:',
    '  default: P7D',
    'charts:',
    '  - id: c',
    `    type: ${PLUGINS}.chart.${chart}`,
    '    chartOptions:',
    '      displayName: C',
    ...(chart === 'TimeSeries' ? ['      column: x'] : []),
    '    data:',
    `      type: ${PLUGINS}.data.${data}`,
    '      columns:',
    ...lines.map((line) => `        ${line}`),
    '',
  ].join('\n')

const VALID = [
  aDashboard({ id: 'd', charts: ['a', 'b'] }),
  aChart('Table', 'Logs', ['level:', '  field: LEVEL', 'count:', '  agg: COUNT']),
  aChart('Table', 'Metrics', ['value:', '  field: VALUE', '  agg: AVG']),
  aChart('Table', 'Triggers', ['flow:', '  field: FLOW_ID']),
  aChart('TimeSeries', 'Executions', ['x:', '  field: START_DATE', 'n:', '  agg: COUNT']),
  aChart('Pie', 'Executions', ['state:', '  field: STATE', 'n:', '  agg: COUNT']),
  aChart('KPI', 'ExecutionsKPI', ['field: ID', 'agg: COUNT']),
]

/** Each line without its last letter, and each left out. */
const mutated = (source: string): readonly string[] => {
  const lines = source.trimEnd().split('\n')
  return lines.flatMap((line, index) => {
    const [, before = '', key = '', after = ''] = /^([\s-]*)(\w+)(:.*)$/.exec(line) ?? []
    const without = lines.toSpliced(index, 1)
    return [without, lines.toSpliced(index, 1, `${before}${key}x${after}`)].map((changed) => `${changed.join('\n')}\n`)
  })
}

const Verdict = z.looseObject({ constraints: z.string().nullish() })

const isRefused = async (server: TestServer, source: string): Promise<boolean> => {
  const headers = { 'content-type': 'application/x-yaml' }
  const answer = await call(server, '/dashboards/validate', { method: 'POST', headers, body: source })
  return typeof Verdict.parse(await answer.json()).constraints === 'string'
}

describeEngines('the schema of dashboards says nothing that the engine contradicts', (version) => {
  test('of sound ones, and of those with a misspelt or a missing key', async () => {
    const server = freshServer(version)
    const answer = await fetch(`${server.url}/api/v1/plugins/schemas/dashboard`, {
      headers: { authorization: `Basic ${Buffer.from(`${server.username}:${server.password}`).toString('base64')}` },
    })
    const schema = loadFlowSchema(await answer.json())
    const problemsOf = (source: string) =>
      validateAgainstSchema({ file: 'd.yml', document: parseYaml(source), schema }).map(
        ({ severity, message }) => `${severity} ${message}`,
      )
    for (const source of VALID) {
      expect(await isRefused(server, source)).toBe(false)
      expect(problemsOf(source)).toEqual([])
    }
    const accused = VALID.flatMap(mutated).filter((source) =>
      problemsOf(source).some((problem) => problem.startsWith('error Unknown')),
    )
    expect(accused.length).toBeGreaterThan(40)
    for (const source of accused) expect(await isRefused(server, source), source).toBe(true)
  })
})
