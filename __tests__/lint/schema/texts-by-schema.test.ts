import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadFlowSchema } from '../../../src/lint/schema/flow-schema.ts'
import { validateAgainstSchema } from '../../../src/lint/schema/validate-against-schema.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

const schemaOf = (version: string) =>
  loadFlowSchema(
    JSON.parse(readFileSync(new URL(`../../fixtures/flow-schema/${version}.recorded.json`, import.meta.url), 'utf8')),
  )
const SCHEMAS = [schemaOf('1.3.31'), schemaOf('2.0.0')] as const

/** What is told on 1.x and on 2.0 of a flow of one task with a property on line 6. */
const reported = (type: string, property: string, more = ''): string => {
  const core = `io.kestra.plugin.core.${type}`
  const source = `id: x\nnamespace: a.b\ntasks:\n  - id: t\n    type: ${core}\n    ${property}\n${more}`
  const of = SCHEMAS.map((schema) =>
    validateAgainstSchema({ file: 'x.yml', document: parseYaml(source), schema })
      .filter(({ line, severity }) => line === 6 && severity !== 'info')
      .map(({ code }) => code)
      .join(),
  )
  return of[0] === of[1] ? String(of[0]) : of.join(' | ')
}

// Asked of real servers of 1.0.3 and 2.0.0-SNAPSHOT.
describe('a text that a property is read from', () => {
  it.each([
    ['log.Log', 'timeout: PT10M', ''],
    ['log.Log', 'timeout: 600', ''],
    ['log.Log', 'timeout: "600"', ''],
    ['log.Log', 'timeout: P1D', ''],
    ['log.Log', 'timeout: "{{ inputs.time }}"', ''],
    ['log.Log', 'timeout: 10m', 'invalid-value'],
    ['log.Log', 'timeout: P1W', 'invalid-value'],
    ['log.Log', 'timeout: 10 minutes', 'value-read-differently'],
    ['flow.Sleep', 'duration: 1 second', ''],
    ['flow.Pause', 'pauseDuration: half a second', 'invalid-value'],
    ['kv.Set', 'ttl: 1h', 'invalid-value'],
    ['log.Log', 'level: " INFO"', ''],
    ['log.Log', 'level: info', 'invalid-value'],
    ['log.Log', 'level: "{{ inputs.level }}"', ''],
    ['kv.Set', 'kvType: string', 'invalid-value'],
    ['execution.PurgeExecutions', 'purgeLog: maybe', 'invalid-value'],
    ['execution.PurgeExecutions', 'purgeLog: "yes"', 'invalid-value'],
    ['execution.PurgeExecutions', 'purgeLog: yes', ''],
    ['flow.Sleep', 'duration: 0_1', ''],
    ['execution.PurgeExecutions', 'purgeLog: "True"', ''],
    ['execution.PurgeExecutions', 'purgeLog: true', ''],
    ['execution.PurgeExecutions', 'purgeLog: 1', ''],
    ['execution.PurgeExecutions', 'batchSize: many', 'invalid-value'],
    ['execution.PurgeExecutions', 'batchSize: "3000000000"', ''],
    ['execution.PurgeExecutions', 'batchSize: "5.5"', 'value-read-differently'],
    ['execution.PurgeExecutions', 'states: [success]', 'invalid-value'],
    ['metric.Publish', 'metrics: [{name: a, type: timer, value: 5m}]', 'invalid-value'],
    ['metric.Publish', 'metrics: [{name: a, type: counter, value: "1,5"}]', 'invalid-value'],
    ['flow.Subflow', 'scheduleDate: "2031-15-01"', 'invalid-value'],
    ['flow.Subflow', 'scheduleDate: "2031-01-15T00:00:00Z"', ''],
    // Read with the flow, and so refused with it.
    ['log.Log', 'retry: {type: constant, interval: 5m, maxAttempts: 2}', 'wrong-type'],
    ['log.Log', 'retry: {type: constant, interval: 5 minutes, maxAttempts: 2}', 'wrong-type'],
    ['log.Log', 'retry: {type: constant, interval: 300, maxAttempts: 2}', ''],
    ['log.Log', 'retry: {type: constant, interval: "{{ inputs.time }}", maxAttempts: 2}', 'wrong-type'],
    ['log.Log', 'taskCache: {enabled: true, ttl: 1 hour}', 'wrong-type'],
  ])('%s with %s: %s', (type, property, codes) => {
    const needed = { 'log.Log': 'message: hi', 'kv.Set': 'key: a\n    value: b' }[type] ?? ''
    expect(reported(type, property, needed && `    ${needed}\n`)).toBe(codes)
  })

  it('is an info in a task that never runs', () => {
    expect(reported('log.Log', 'timeout: 10m', '    message: hi\n    disabled: true\n')).toBe('')
  })
})

// Executed: 1.0.3 stores the flow, and its execution fails; 2.0 waits for five seconds.
it.each([
  [{ major: 1, minor: 0 }, 'invalid-value'],
  [{ major: 1, minor: 3 }, 'value-read-differently'],
  [{ major: 2, minor: 0 }, 'value-read-differently'],
  [undefined, 'value-read-differently'],
])('on %j a duration of 5 minutes is %s', (version, code) => {
  const source = `id: x\nnamespace: a.b\ntasks:\n  - {id: t, type: io.kestra.plugin.core.flow.Pause, pauseDuration: 5 minutes}\n`
  for (const schema of SCHEMAS) {
    const found = validateAgainstSchema({ file: 'x.yml', document: parseYaml(source), schema, version })
    expect(found.map((problem) => problem.code)).toEqual([code])
    const isOlderNamed = found.some(({ message }) => message.includes('1.0'))
    expect(isOlderNamed).toBe(version === undefined && schema === SCHEMAS[0])
  }
})

it.each(["'[1, 2]'", '"{{ inputs.list }}"'])('a list that is rendered may be a text: %s', (text) => {
  const source = `id: x\nnamespace: a.b\ninputs:\n  - {id: a, type: ARRAY, itemType: INT, defaults: ${text}}\ntasks:\n  - {id: t, type: io.kestra.plugin.core.debug.Return, format: a}\n`
  const document = parseYaml(source)
  expect(SCHEMAS.flatMap((schema) => validateAgainstSchema({ file: 'x.yml', document, schema }))).toEqual([])
})
