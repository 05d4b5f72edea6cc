import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { differingPaths } from './contract/compare.ts'
import {
  deviationsOf1,
  deviationsOf2,
  type RowDeviation,
  rowDeviationsOf1,
  rowDeviationsOf2,
  unserved,
} from './contract/deviations.ts'
import { type RecordedRequest, type RoutingRow, readRecording } from './contract/recording.ts'
import { replay, replayRow } from './contract/replay.ts'
import { rulesOf1, rulesOf2 } from './contract/version-rules.ts'
import { type RunningEngine, startEngine } from './start-engine.ts'

const of2 = { version: '2.0.0', rules: rulesOf2, deviations: deviationsOf2, rowDeviations: rowDeviationsOf2 } as const
const of1 = { version: '1.3.31', rules: rulesOf1, deviations: deviationsOf1, rowDeviations: rowDeviationsOf1 } as const

const contracts = [
  { recordedFrom: '2.0.0-SNAPSHOT', ...of2 },
  { recordedFrom: 'product-2.0.0-SNAPSHOT', ...of2 },
  { recordedFrom: '1.0.3', ...of1 },
  { recordedFrom: 'product-1.0.3', ...of1 },
]

// The snapshot server held one flow, at its third revision, before the recording began.
const FLOW_BEFORE_RECORDING =
  'id: hello\nnamespace: probe.a\ndescription: |\n  a title\n  --- not a separator\n' +
  'tasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n'

// The recorder kept some headers only; what these two calls were for is in their names and in the listing after them.
const LOST_HEADERS: Readonly<Record<string, RecordedRequest['headers']>> = {
  'key-value: put with a time to live #1': { ttl: 'PT1H' },
  'key-value: put with a description #1': { description: 'why' },
}

// The rows were recorded after this call and before the next one.
const CALL_BEFORE_ROWS = 'routing: the flow to ask for #1'

const usedRules = new Map<string, Set<string>>(contracts.map(({ version }) => [version, new Set()]))

for (const { recordedFrom, version, rules, deviations, rowDeviations } of contracts) {
  describe.skipIf(inject('engineUrls')[version] === undefined)(
    `Kestra ${version} answers as ${recordedFrom} did`,
    () => {
      const recording = readRecording(recordedFrom)
      const served = recording.steps.filter(({ name }) => !(name in unserved))
      const rowsAt = served.findIndex(({ name }) => name === CALL_BEFORE_ROWS) + 1
      let engine: RunningEngine

      beforeAll(async () => {
        engine = await startEngine({ version, anyTenant: false })
        if (recordedFrom === '2.0.0-SNAPSHOT') await storeFlowBeforeRecording(engine)
      })
      afterAll(() => engine.stop())

      const answersAsRecorded = async ({ name, request, response }: (typeof served)[number]): Promise<void> => {
        let expected = response
        for (const rule of rules) {
          const rewritten = rule.rewrite(expected, request.path)
          if (differingPaths(expected, rewritten).length > 0) usedRules.get(version)?.add(rule.name)
          expected = rewritten
        }
        const answered = await replay(engine, { ...request, headers: { ...request.headers, ...LOST_HEADERS[name] } })
        const paths = deviations[name]?.paths ?? []
        const found = differingPaths(expected, answered)
        const unexplained = found.filter((path) => !paths.some((explained) => covers(explained, path)))
        const vanished = paths.filter((explained) => !found.some((path) => covers(explained, path)))
        expect({ unexplained, vanished }, JSON.stringify({ expected, answered }, null, 1)).toEqual({
          unexplained: [],
          vanished: [],
        })
      }

      // Each call depends on the ones before it.
      for (const step of served.slice(0, rowsAt)) test(step.name, () => answersAsRecorded(step))
      for (const row of recording.routing) {
        test(nameOf(row), async () => {
          const status = rowDeviations.find((deviation) => isOf(deviation, row))?.answered ?? row.status
          const isProblem = version === '2.0.0' && status >= 400
          expect(await replayRow(engine, recording, row)).toEqual({
            status,
            contentType: isProblem ? 'application/problem+json' : row.contentType,
          })
        })
      }
      for (const step of served.slice(rowsAt)) test(step.name, () => answersAsRecorded(step))
    },
  )
}

for (const { version, rules, deviations, rowDeviations } of [of1, of2]) {
  describe.skipIf(inject('engineUrls')[version] === undefined)(`What Kestra ${version} is excused for`, () => {
    const recordings = contracts
      .filter((each) => each.version === version)
      .map(({ recordedFrom }) => readRecording(recordedFrom))

    test('every rule between the versions explains an answer', () => {
      expect([...(usedRules.get(version) ?? [])].toSorted()).toEqual(rules.map(({ name }) => name).toSorted())
    })

    test('every call named as deviating or unserved was recorded', () => {
      const recorded = new Set(recordings.flatMap(({ steps }) => steps.map(({ name }) => name)))
      expect([...Object.keys(deviations), ...Object.keys(unserved)].filter((name) => !recorded.has(name))).toEqual([])
      const rows = recordings.flatMap(({ routing }) => routing)
      expect(rowDeviations.filter((deviation) => !rows.some((row) => isOf(deviation, row)))).toEqual([])
    })
  })
}

function isOf({ row, recorded }: RowDeviation, recordedRow: RoutingRow): boolean {
  return nameOf(recordedRow).startsWith(row) && recordedRow.status === recorded
}

/** `GET /api/v1/main/flows/search?page=1, Accept: application/json`. */
function nameOf({ method, path, accept, contentTypeSent }: RoutingRow): string {
  const sent = [
    accept === undefined ? [] : [`Accept: ${accept ?? 'none'}`],
    contentTypeSent === undefined ? [] : [`Content-Type: ${contentTypeSent ?? 'none'}`],
  ]
  return [`${method} ${path}`, ...sent.flat()].join(', ')
}

function covers(explained: string, path: string): boolean {
  return path === explained || path.startsWith(`${explained}.`) || path.startsWith(`${explained}[`)
}

async function storeFlowBeforeRecording(engine: RunningEngine): Promise<void> {
  const write = { auth: 'ok', headers: {}, contentType: 'application/x-yaml' } as const
  const sources = [`${FLOW_BEFORE_RECORDING}# 1\n`, `${FLOW_BEFORE_RECORDING}# 2\n`, FLOW_BEFORE_RECORDING]
  for (const [index, body] of sources.entries()) {
    const [method, path] = index === 0 ? ['POST', ''] : ['PUT', '/probe.a/hello']
    expect((await replay(engine, { ...write, method, path: `/api/v1/main/flows${path}`, body })).status).toBe(200)
  }
}
