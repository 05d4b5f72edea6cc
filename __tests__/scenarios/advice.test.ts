import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describeEngines, inTurns } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import type { Advice, Way } from './advice/advice.ts'
import { OF_EDITS } from './advice/edits.ts'
import { OF_SETTINGS } from './advice/settings.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const flat = (text: string): string => text.replace(/\s+/g, ' ')

/** One run of the command line; `SERVER` and `FOLDER` are those of the scenario. */
const run = async (scenario: Scenario, args: readonly string[], isOffline = false) => {
  const { server, repository } = scenario
  const words = args.map((word) => ({ SERVER: server.url, FOLDER: repository.dir })[word] ?? word)
  // Where the command line names the server, no variable does.
  const env = args.includes('SERVER') ? { KESTRA_URL: '' } : {}
  const { code, stdout, stderr } = await scenario.run(words, isOffline ? { target: undefined } : { env })
  return { code, text: flat(`${stdout} ${stderr} ${commentOf(repository.dir)}`) }
}

/** What `--comment-file` wrote; it stays no longer than it is read. */
const commentOf = (folder: string): string => {
  const file = join(folder, 'comment.md')
  if (!existsSync(file)) return ''
  const text = readFileSync(file, 'utf8')
  rmSync(file)
  return text.replaceAll('\\', '')
}

const follow = async (version: EngineVersion, advice: Advice, way: Way): Promise<void> => {
  using scenario = startScenario(version, advice.files)
  await advice.given?.(scenario)
  const reported = await run(scenario, advice.reported, advice.isOffline)
  for (const name of advice.names) expect(reported.text).toContain(name)
  let last = reported
  for (const step of way.does) {
    if (typeof step === 'function') await step(scenario)
    else last = await run(scenario, step)
  }
  expect(last.text).toMatch(way.comes)
  expect(last.code).toBe(way.code ?? 0)
}

describeEngines('advice, followed to the letter', (version) => {
  // What is advised has nothing to do with the version of a server.
  const cases = inTurns([...OF_EDITS, ...OF_SETTINGS], version).flatMap((advice) =>
    advice.ways.map((way, index) => ({
      title: `${advice.title}: ${advice.names.join(', ')} (${index + 1})`,
      advice,
      way,
    })),
  )
  test.concurrent.each(cases)('$title', ({ advice, way }) => follow(version, advice, way))
})
