import { parse } from 'yaml'
import type { DesiredFlow } from '../src/flow/desired-flow.ts'
import { validateOffline } from '../src/lint/validate-offline.ts'
import type { ResourceName } from '../src/resource/resource.ts'
import { parseYaml } from '../src/yaml/yaml-document.ts'
import type { Row } from './row.ts'

const FLOWS = 10_000
const ROUNDS = 3

/**
 * Time of validating 10,000 flows offline, from their text on, over the time of `yaml` alone reading them. The least of some rounds.
 */
export const benchValidateOffline = (): readonly Row[] => {
  const sources = Array.from({ length: FLOWS }, (_, index) => aSource(index, 'Sequential'))
  const outdated = Array.from({ length: FLOWS }, (_, index) => aSource(index, 'ForEach'))
  const files = Array.from({ length: 20 }, (_, index) => aFile(`company.team${index}`))
  const [alone, healthy, faulty]: [number[], number[], number[]] = [[], [], []]
  const validate = (texts: readonly string[]) => () =>
    validateOffline({ flows: texts.map(aFlow), brokenFlows: [], desired: { resources: files } })
  for (let round = 0; round < ROUNDS; round += 1) {
    alone.push(timeOf(() => sources.map((source) => parse(source, { version: '1.1', logLevel: 'silent' }))))
    healthy.push(timeOf(validate(sources)))
    faulty.push(timeOf(validate(outdated)))
  }
  const ratio = (of: readonly number[]): number => Math.min(...of) / Math.min(...alone)
  return [
    {
      name: 'validate 10,000 flows offline / parse them with yaml alone',
      value: ratio(healthy),
      unit: '× wall',
      limit: 1.5,
    },
    { name: 'the same where each has a problem', value: ratio(faulty), unit: '× wall', limit: 1.5 },
  ]
}

const aFile = (namespace: string): ResourceName => ({ kind: 'file', namespace, name: '/sql/query.sql' })

const timeOf = (run: () => unknown): number => {
  const start = performance.now()
  run()
  return performance.now() - start
}

const aFlow = (source: string): DesiredFlow => {
  const document = parseYaml(source)
  const { id = '', namespace = '' } = document
  return { namespace, id, file: `flows/${id}.yml`, document }
}

/** About 60 lines, as flows of users are: inputs, nested tasks, a script, a call of the next flow, a schedule. */
const aSource = (index: number, each: string): string => `id: flow-${index}
namespace: company.team${index % 20}
description: |
  Loads the figures of the day, checks them and tells the team.
labels:
  owner: team-${index % 20}
  tier: "1"
inputs:
  - id: day
    type: DATE
    defaults: 2024-01-01
  - id: limit
    type: INT
    defaults: 1_000
tasks:
  - id: extract
    type: io.kestra.plugin.core.http.Download
    uri: "https://example.com/data/{{ inputs.day }}.csv"
    timeout: PT5M
    retry: { type: constant, interval: PT30S, maxAttempts: 3 }
  - id: decide
    type: io.kestra.plugin.core.flow.If
    condition: "{{ inputs.limit > 0 }}"
    then:
      - id: transform
        type: io.kestra.plugin.scripts.python.Script
        containerImage: python:3.12-slim
        env:
          DB_PASSWORD: "{{ secret('DB_PASSWORD') }}"
        script: |
          import csv
          with open("in.csv") as source:
              rows = list(csv.DictReader(source))
          for row in rows[:10]:
              print(row)
    else:
      - id: skip
        type: io.kestra.plugin.core.log.Log
        message: Nothing to do
  - id: each
    type: io.kestra.plugin.core.flow.${each}
    values: ["a", "b", "c"]
    tasks:
      - id: query
        type: io.kestra.plugin.jdbc.postgresql.Query
        url: jdbc:postgresql://db:5432/app
        sql: "{{ read('sql/query.sql') }}"
  - id: call
    type: io.kestra.plugin.core.flow.Subflow
    namespace: company.team${(index + 1) % 20}
    flowId: flow-${index + 1}
    inputs:
      day: "{{ inputs.day }}"
errors:
  - id: alert
    type: io.kestra.plugin.core.log.Log
    message: "{{ flow.id }} failed"
triggers:
  - id: daily
    type: io.kestra.plugin.core.trigger.Schedule
    cron: "0 6 * * *"
`
