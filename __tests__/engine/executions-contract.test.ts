import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import * as z from 'zod'
import { differingPaths } from './contract/compare.ts'
import { type RecordedRequest, type RecordedResponse, readRecording } from './contract/recording.ts'
import { replay } from './contract/replay.ts'
import { rulesOf1, rulesOf2 } from './contract/version-rules.ts'
import { type RunningEngine, startEngine } from './start-engine.ts'

const contracts = [
  { version: '2.0.0', recordedFrom: 'executions-2.0.0-SNAPSHOT', rules: rulesOf2 },
  { version: '1.3.31', recordedFrom: 'executions-1.0.3', rules: rulesOf1 },
] as const

type Json = z.core.util.JSONType

/** The stream of a log has no end. */
const isStream = ({ contentType }: RecordedResponse): boolean => contentType?.startsWith('text/event-stream') === true

for (const { version, recordedFrom, rules } of contracts) {
  describe.skipIf(inject('engineUrls')[version] === undefined)(
    `What runs on Kestra ${version} answers as ${recordedFrom} did`,
    () => {
      // The last execution to remove is the one of `list what it began`, of which 1.3.31 does not tell.
      const steps = readRecording(recordedFrom).steps.filter(
        ({ name, response }) => !isStream(response) && !(version === '1.3.31' && name === 'remove #10'),
      )
      /** What the recorded server called an execution or a task run, and what this one does. */
      const ids = new Map<string, string>()
      let engine: RunningEngine

      beforeAll(async () => {
        engine = await startEngine({ version, anyTenant: false, isRunning: true })
      })
      afterAll(() => engine.stop())

      for (const { name, request, response } of steps) {
        test(name, async () => {
          const asked = { ...request, path: renamed(request.path, ids) }
          const answered = name.startsWith('wait ') ? await untilEnded(engine, asked) : await replay(engine, asked)
          learnIds(response.json ?? null, answered.json ?? null, ids)
          if (name.startsWith('wait ')) return
          if (name.startsWith('hand: ') && /flow|run/.test(name)) await sleep(SETTLED_MS)
          const expected = rules.reduce((answer, { rewrite }) => rewrite(answer, asked.path), response)
          const found = differingPaths(settled(expected, name), settled(answered, name))
          const isStatusAlone = STATUS_ALONE.some((each) => each.name.test(name) && each.versions.includes(version))
          const compared = isStatusAlone ? found.filter((path) => path === 'status') : found
          expect(compared, JSON.stringify({ expected, answered }, null, 1)).toEqual([])
        })
      }
    },
  )
}

/** Compared by nothing but the status, with the reason. */
const STATUS_ALONE: readonly {
  readonly name: RegExp
  readonly versions: readonly string[]
  readonly reason: string
}[] = [
  { name: /tenant/, versions: ['2.0.0', '1.3.31'], reason: 'What others had was taken out of the recording.' },
  { name: /wrong input/, versions: ['2.0.0', '1.3.31'], reason: 'Each version says in its own words what is wrong.' },
  {
    name: /^start, no revision and no labels/,
    versions: ['1.3.31'],
    reason: '1.0.3 took the line end after a part into the input, once.',
  },
  { name: /^log/, versions: ['1.3.31'], reason: 'A line of 1.0.3 says that it is not deleted.' },
  {
    name: /^(?:list what it began|list those since)/,
    versions: ['1.3.31'],
    reason: 'What a TEST execution begins is of kind TEST as well on 1.3.31, and no search shows it.',
  },
]

/** By then executor and scheduler know of a flow. */
const SETTLED_MS = 3000

const untilEnded = async (engine: RunningEngine, request: RecordedRequest): Promise<RecordedResponse> => {
  for (;;) {
    const answer = await replay(engine, request)
    if (Ended.safeParse(answer.json).success) return answer
    await sleep(100)
  }
}

const Ended = z.looseObject({ state: z.looseObject({ current: z.enum(['SUCCESS', 'WARNING', 'FAILED', 'KILLED']) }) })

const renamed = (path: string, ids: ReadonlyMap<string, string>): string =>
  [...ids].reduce((renaming, [recorded, own]) => renaming.replaceAll(recorded, own), path)

const learnIds = (recorded: Json, own: Json, ids: Map<string, string>): void => {
  if (Array.isArray(recorded) && Array.isArray(own)) {
    for (const [index, item] of recorded.entries()) learnIds(item, own[index] ?? null, ids)
  } else if (isMap(recorded) && isMap(own)) {
    for (const [key, value] of Object.entries(recorded)) {
      const other = own[key] ?? null
      if (NAMES.has(key) && typeof value === 'string' && typeof other === 'string' && value.length > 15)
        ids.set(value, other)
      else learnIds(value, other, ids)
    }
  }
}

const NAMES: ReadonlySet<string> = new Set(['id', 'executionId', 'taskRunId', 'originalId'])

/** Differs from run to run, or with the version of the executor (`SUBMITTED` is new). */
const SET_ASIDE: ReadonlySet<string> = new Set([
  ...['id', 'executionId', 'taskRunId', 'parentTaskRunId', 'originalId', 'workerId', 'histories', 'duration'],
  ...['startDate', 'endDate', 'originalCreatedDate', 'timestamp', 'thread', 'url', 'stackTrace', 'href', 'instance'],
  // The recorded server had an older revision of the flow, with one input less.
  ...[
    'revision',
    'flowRevision',
    'many',
    'updatedAt',
    'evaluatedAt',
    'date',
    'nextExecutionDate',
    'nextEvaluationDate',
    'lastTriggeredDate',
    'updated',
  ],
])

const settled = (response: RecordedResponse, name: string): RecordedResponse =>
  response.json === undefined ? response : { ...response, json: withoutChanging(response.json, name) }

/** How far an execution has come when it is told of. */
const OF_MOMENT: ReadonlySet<string> = new Set(['state', 'taskRunList', 'metadata'])
const isOnTheWay = (name: string): boolean =>
  /^(?:start|kill|hand: run|list those that run|list those .*since)/.test(name)

const withoutChanging = (value: Json, name: string): Json => {
  if (Array.isArray(value)) return value.map((item) => withoutChanging(item, name))
  if (!isMap(value)) return value
  const kept = Object.entries(value).flatMap(([key, item]): [string, Json][] => {
    if (key === 'value' && value['key'] === 'system.correlationId') return []
    const isAside = SET_ASIDE.has(key) || (OF_MOMENT.has(key) && isOnTheWay(name))
    return isAside ? [] : [[key, withoutChanging(item, name)]]
  })
  return Object.fromEntries(kept)
}

const isMap = (value: Json): value is { [key: string]: Json } =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
