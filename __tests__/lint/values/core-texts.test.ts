import { describe, expect, it } from 'vitest'
import { wrongTimeZone } from '../../../src/lint/values/java-texts.ts'
import { offlineProblems } from '../offline-problems.ts'

const flowOf = (list: 'tasks' | 'triggers', type: string, properties: string): string => {
  const own = `${list}:\n  - {id: t, type: io.kestra.plugin.core.${type}, ${properties}}\n`
  const other = list === 'tasks' ? '' : 'tasks:\n  - {id: l, type: io.kestra.plugin.core.log.Log, message: hi}\n'
  return `id: f\nnamespace: a.b\n${own}${other}`
}

/** Severity and code of what is told of a task or trigger. */
const reported = (type: string, properties: string): string[] =>
  offlineProblems(flowOf(type.startsWith('trigger.') ? 'triggers' : 'tasks', type, properties))
    .map((line) => line.slice(line.indexOf(' ') + 1))
    .filter((line) => !line.endsWith(' removed-syntax'))

// Asked of real servers of 1.0.3 and 2.0.0-SNAPSHOT.
describe('a text of a task of Kestra that its schema calls any text', () => {
  it.each([
    ['execution.PurgeExecutions', 'endDate: "2001-01-31T00:00:00+01:00[Europe/Paris]"'],
    ['execution.PurgeExecutions', 'endDate: "2001-01-31T00:00Z"'],
    ['log.PurgeLogs', 'endDate: "{{ now() }}"'],
    ...['10MB', '10mb', '10', '10KB'].map((size) => ['storage.Split', `from: a, bytes: ${size}`]),
    ['flow.ForEachItem', 'batch: {bytes: 10MB}'],
    ['kv.Set', 'key: a, kvType: NUMBER, value: 5.5'],
    ['kv.Set', 'key: a, kvType: NUMBER, value: "1e3"'],
    ['kv.Set', 'key: a, kvType: BOOLEAN, value: maybe'],
    ['kv.Set', 'key: a, kvType: JSON, value: {a: 1}'],
    ['kv.Set', 'key: a, kvType: STRING, value: five'],
    ['kv.Set', 'key: a, kvType: "{{ inputs.a ?? 1 }}", value: five'],
    ['trigger.Schedule', 'cron: "0 6 * * *", timezone: Europe/Paris'],
  ])('is right: %s %s', (type = '', properties = '') => {
    expect(reported(type, properties)).toEqual([])
  })

  it.each([
    ['execution.PurgeExecutions', 'endDate: "2001-01-31"'],
    ['execution.PurgeExecutions', 'startDate: "2001-01-31T00:00:00"'],
    ['log.PurgeLogs', 'endDate: yesterday'],
    ...['10 MB', '1.5GB', '10MiB', '10K', '10B', 'ten'].map((size) => ['storage.Split', `from: a, bytes: ${size}`]),
    ['flow.ForEachItem', 'batch: {bytes: 10 MB}'],
    ['kv.Set', 'key: a, kvType: NUMBER, value: five'],
    ['kv.Set', 'key: a, kvType: DATE, value: "2031-15-01"'],
    ['kv.Set', 'key: a, kvType: DATETIME, value: "2031-01-15"'],
    ['kv.Set', 'key: a, kvType: DURATION, value: 5 minutes'],
    ['kv.Set', 'key: a, kvType: DURATION, value: 60'],
    ['kv.Set', 'key: a, kvType: JSON, value: abc'],
  ])('fails the run: %s %s', (type = '', properties = '') => {
    expect(reported(type, properties)).toEqual(['warning invalid-value'])
    expect(reported(type, `${properties}, disabled: true`)).toEqual(['info invalid-value'])
  })

  it.each(['Europe/Pari', 'europe/paris', 'CEST', '"{{ vars.zone }}"'])('is refused with the schedule: %s', (zone) => {
    expect(reported('trigger.Schedule', `cron: "0 6 * * *", timezone: ${zone}`)).toEqual(['error wrong-type'])
  })
})

describe('a time zone', () => {
  it.each([
    'Europe/Paris',
    'Europe/Kiev',
    'US/Pacific',
    'Etc/GMT+5',
    'UTC',
    'GMT+2',
    '+02:00',
    '+2',
    'Z',
    'CET',
    'EST',
  ])('is %s', (text) => {
    expect(wrongTimeZone(text)).toBeUndefined()
  })

  it.each([
    ['Europe/Pari', 'Did you mean `Europe/Paris`?'],
    ['europe/paris', 'Did you mean `Europe/Paris`?'],
    ['PST', undefined],
    ['CEST', undefined],
    ['Paris', undefined],
  ])('is not %s', (text, fix) => {
    const misfit = wrongTimeZone(text)
    expect(misfit?.reason).toBe('there is no such time zone')
    if (fix) expect(misfit?.fix).toBe(fix)
  })
})
