import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { mapVerdict } from '../../../src/kestra/verdict/map-verdict.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

const Verdict = z.object({
  constraints: z.string().optional(),
  warnings: z.array(z.string()).default([]),
  infos: z.array(z.string()).default([]),
  deprecationPaths: z.array(z.string()).default([]),
})

const Recording = z.object({
  steps: z.array(
    z.object({
      name: z.string(),
      request: z.object({
        body: z.unknown().optional(),
        parts: z.array(z.object({ text: z.string().default('') })).optional(),
      }),
      response: z.object({ status: z.number(), json: z.unknown().optional() }),
    }),
  ),
})

const recordedVerdicts = (version: string): Record<string, string[]> => {
  const path = new URL(`../../engine/recordings/${version}.json`, import.meta.url)
  const { steps } = Recording.parse(JSON.parse(readFileSync(path, 'utf8')))
  const verdicts = steps.flatMap(({ name, request, response }) => {
    if (!name.startsWith('validate') || response.status !== 200) return []
    const sources = request.parts?.map((part) => part.text) ?? String(request.body).split('\n---\n')
    const answer = z.array(Verdict).parse(response.json)
    const locations = answer.flatMap((verdict, index) => locationsIn(sources[index] ?? '', verdict))
    return locations.length > 0 ? [[name.replace('validate: ', ''), locations.sort()] as const] : []
  })
  return Object.fromEntries(verdicts)
}

const locationsIn = (source: string, verdict: z.infer<typeof Verdict>): string[] =>
  mapVerdict({
    file: 'flow.yml',
    document: parseYaml(source),
    verdict: {
      ...verdict,
      file: 'flow.yml',
      readAs: undefined,
      constraints: verdict.constraints ? [{ text: verdict.constraints }] : [],
    },
  }).map(({ line, column, severity, code }) => `${line}:${column} ${severity} ${code}`)

const EITHER = {
  'YAML syntax error': ['5:4 error yaml-syntax'],
  'bad cron': ['10:11 error invalid-cron'],
  'bad id': ['1:5 error invalid-id'],
  'bad namespace': ['2:12 error invalid-namespace'],
  'duplicate task id': ['7:9 error duplicate-id'],
  'missing required task property': ['4:5 error missing-property'],
  'missing subflow': ['7:13 warning unknown-flow'],
  'missing tasks': ['1:1 error empty-tasks'],
  'reserved system label': ['4:3 error system-label'],
  'second document starts with its own separator': ['1:1 error yaml-syntax'],
  'unknown property on a task': ['7:5 error unknown-property'],
  'unknown task type': ['5:11 error unknown-type'],
  'unknown top-level property': ['1:1 error unknown-property'],
} as const

const TWO_FAULTS = [
  '4:5 error missing-property',
  '6:9 error duplicate-id',
  '8:5 error missing-property',
  '8:5 error missing-property',
]

describe('every recorded verdict is shown at its line', () => {
  test('of 1.0.3', () => {
    expect(recordedVerdicts('1.0.3')).toEqual({
      ...EITHER,
      'deprecated type alias': ['5:11 info deprecated-property'],
      'missing id': ['1:1 error server-invalid'],
      'two faults at once': TWO_FAULTS,
    })
  })

  test('of 2.0', () => {
    expect(recordedVerdicts('2.0.0-SNAPSHOT')).toEqual({
      ...EITHER,
      'deprecated type alias': ['5:11 error unknown-type'],
      'empty body': ['1:1 error yaml-syntax'],
      'missing id': ['1:1 error missing-property', '1:1 error missing-property'],
      multipart: ['1:1 error empty-tasks', '1:1 error missing-property'],
      'two faults at once': TWO_FAULTS,
    })
  })
})
