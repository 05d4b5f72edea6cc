import { describe, expect, it } from 'vitest'
import { brokenCases, problemsOfSuites, refuseSmokeSuites } from '../../src/commands/suite-problems.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { readGit } from '../../src/state/git/read-git.ts'
import { createGitRepository } from '../support/git-repository.ts'
import { aRun } from './a-run.ts'

const FLOW = `id: orders
namespace: shop
inputs:
  - {id: day, type: STRING, defaults: today}
tasks:
  - {id: fetch, type: io.kestra.plugin.core.debug.Return, format: a}
`

const CASE = `  - id: one
    type: io.kestra.core.tests.flow.UnitTest
    fixtures:
      inputs: {day: monday}
      tasks:
        - {id: fetch, outputs: {value: b}}
    assertions:
      - {value: "{{ outputs.fetch.value }}", equalTo: b}
`

const SUITE = `id: orders
namespace: shop
flowId: orders
testCases:
${CASE}`

const VERSION = { major: 2, minor: 0 }

const read = async (text: string, folder: string, inputs: Readonly<Record<string, string>> = {}) => {
  using repository = createGitRepository({
    files: { 'shop/flows/orders.yml': FLOW, [`shop/${folder}/orders.yml`]: text },
  })
  const run = aRun(repository.dir, { settings: parseSettings(inputs) })
  return { git: await readGit(run), run }
}

const casesOf = async (text: string) => {
  const { git } = await read(text, 'tests')
  const problems = problemsOfSuites(git.suites, git, VERSION)
  return git.suites.flatMap((suite) => {
    const found = problems.get(suite)
    return found === undefined ? [] : brokenCases(suite, found).map(({ verdict, line }) => `${verdict} ${line}`)
  })
}

/** What ended green, and where the problem is. */
const BROKEN: readonly (readonly [string, string, string, number])[] = [
  ['misspelt assertions', 'assertions:', 'asertions:', 11],
  ['a misspelt operator', 'equalTo: b', 'equalsTo: b', 12],
  ['assertions as a map', '- {value: "{{ outputs.fetch.value }}", equalTo: b}', 'value: a', 12],
  ['assertions in the wrong place', '    assertions:', '      assertions:', 11],
  ['an assertion without an operator', ', equalTo: b', '', 12],
  ['no assertion', '    assertions:\n      - {value: "{{ outputs.fetch.value }}", equalTo: b}\n', '', 5],
  ['a fixture of a task that is not there', '{id: fetch, outputs', '{id: fecth, outputs', 10],
  ['a fixture without an id', '{id: fetch, outputs', '{id: "", outputs', 10],
  ['a misspelt key of a fixture', 'outputs: {', 'output: {', 10],
  ['`fixture`', 'fixtures:', 'fixture:', 7],
  ['`task`', '      tasks:', '      task:', 9],
  ['inputs in the wrong place', 'fixtures:\n      inputs: {day: monday}', 'inputs: {day: monday}\n    fixtures:', 7],
  ['cases that are nothing', `testCases:\n${CASE}`, 'testCases: ~\n', 1],
  ['tasks at the top', 'testCases:', 'tasks: []\ntestCases:', 4],
  ['an input that the flow does not have', '{day:', '{dya:', 8],
  ['a second document', '', '---\nid: b\n---\n', 14],
  ['no case', CASE, '  []\n', 5],
  ['cases as a map', CASE, '  one: {}\n', 5],
  ['no `flowId`', 'flowId: orders\n', '', 1],
  ['no `namespace`', 'namespace: shop\n', '', 1],
  ['a flow that is not there', 'flowId: orders', 'flowId: order', 3],
  ['misspelt cases', 'testCases:', 'testcases:', 4],
  ['a text that nobody can read', 'id: one', 'id: [one', 5],
]

describe('a suite with a problem', () => {
  it('is none that Kestra reads and that asserts', async () => {
    expect(await casesOf(SUITE)).toEqual([])
    const state = SUITE.replace(/ {4}assertions:[\s\S]*/, '    expectedState: SUCCESS\n')
    expect(await casesOf(state)).toEqual([])
  })

  it.each(BROKEN)('has no case that is run: %s', async (_, right, wrong, line) => {
    const text = right === '' ? `${SUITE}${wrong}` : SUITE.replace(right, wrong)
    expect(text).not.toBe(SUITE)
    const cases = await casesOf(text)
    expect(cases).toEqual([`error ${line}`])
  })

  it.each(BROKEN)('refuses a deploy with smoke runs: %s', async (_, right, wrong) => {
    const smoke = SUITE.replace(/ {6}tasks:\n.*\n/, '')
    const text = right === '' ? `${smoke}${wrong}` : smoke.replace(right, wrong)
    const { git, run } = await read(text === smoke ? SUITE : text, 'smoke', { smoke: 'true' })
    expect(refuseSmokeSuites(git, VERSION, run)?.reason).toBe('smoke-suite-invalid')
    expect(refuseSmokeSuites(git, VERSION, { ...run, settings: parseSettings({}) })).toBeUndefined()
  })

  it('refuses no deploy that proves with a sound one', async () => {
    const { git, run } = await read(SUITE.replace(/ {6}tasks:\n.*\n/, ''), 'smoke', { smoke: 'true' })
    expect(git.suites).toHaveLength(1)
    expect(refuseSmokeSuites(git, VERSION, run)).toBeUndefined()
  })

  it('is skipped where it is disabled', async () => {
    const text = SUITE.replace('equalTo', 'equalsTo').replace('id: one\n', 'id: one\n    disabled: true\n')
    expect(await casesOf(text)).toEqual(['skipped 5'])
  })
})
