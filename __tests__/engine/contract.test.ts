import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { differingPaths } from './contract/compare.ts'
import { deviationsOf1, deviationsOf2, unserved } from './contract/deviations.ts'
import { readRecording } from './contract/recording.ts'
import { replay } from './contract/replay.ts'
import { rulesOf1, rulesOf2 } from './contract/version-rules.ts'
import { type RunningEngine, startEngine } from './start-engine.ts'

const contracts = [
  { recordedFrom: '2.0.0-SNAPSHOT', version: '2.0.0', rules: rulesOf2, deviations: deviationsOf2 },
  { recordedFrom: '1.0.3', version: '1.3.31', rules: rulesOf1, deviations: deviationsOf1 },
] as const

// The snapshot server held one flow, at its third revision, before the recording began.
const FLOW_BEFORE_RECORDING =
  'id: hello\nnamespace: probe.a\ndescription: |\n  a title\n  --- not a separator\n' +
  'tasks:\n  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n'

for (const { recordedFrom, version, rules, deviations } of contracts) {
  describe.skipIf(inject('engineUrls')[version] === undefined)(
    `Kestra ${version} answers as ${recordedFrom} did`,
    () => {
      const { steps } = readRecording(recordedFrom)
      const served = steps.filter(({ name }) => !(name in unserved))
      const usedRules = new Set<string>()
      let engine: RunningEngine

      beforeAll(async () => {
        engine = await startEngine({ version, anyTenant: false })
        if (recordedFrom === '2.0.0-SNAPSHOT') await storeFlowBeforeRecording(engine)
      })
      afterAll(() => engine.stop())

      // Each call depends on the ones before it.
      test.each(served)('$name', async ({ name, request, response }) => {
        let expected = response
        for (const rule of rules) {
          const rewritten = rule.rewrite(expected, request.path)
          if (differingPaths(expected, rewritten).length > 0) usedRules.add(rule.name)
          expected = rewritten
        }
        const answered = await replay(engine, request)
        const paths = deviations[name]?.paths ?? []
        const found = differingPaths(expected, answered)
        const unexplained = found.filter((path) => !paths.some((explained) => covers(explained, path)))
        const vanished = paths.filter((explained) => !found.some((path) => covers(explained, path)))
        expect({ unexplained, vanished }, JSON.stringify({ expected, answered }, null, 1)).toEqual({
          unexplained: [],
          vanished: [],
        })
      })

      test('every rule between the versions explains an answer', () => {
        expect([...usedRules].toSorted()).toEqual(rules.map(({ name }) => name).toSorted())
      })

      test('every call named as deviating or unserved was recorded', () => {
        const recorded = new Set(steps.map(({ name }) => name))
        expect([...Object.keys(deviations), ...Object.keys(unserved)].filter((name) => !recorded.has(name))).toEqual([])
      })
    },
  )
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
