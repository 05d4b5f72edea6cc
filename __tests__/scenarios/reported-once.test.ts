import { expect, test } from 'vitest'
import { type Case, flowOf, isFor, linesOf, othersOf, readCases } from '../corpus/cases.ts'
import { describeEngines } from '../engine/engine.ts'
import { startScenario } from './start-scenario.ts'

/** Names of classes, as the messages of a server have them. */
const INTERNALS = /\b(?:java|jakarta|com\.fasterxml|org\.yaml|io\.kestra\.core)\.\w|\bnull\b/

const idOf = (index: number): string => `case-${index}`

const sourceOf = (each: Case, index: number): string =>
  flowOf(each, 'wrong', 'company.team').replace(/^id: flow$/m, `id: ${idOf(index)}`)

describeEngines('a mistake that the rules and the server find', (version) => {
  const cases = readCases().filter((each) => each.mistake === 'refused' && isFor(each, version))

  test('is one problem at its line, an error, without the internals of the server', async () => {
    expect(cases.length).toBeGreaterThan(5)
    const sources = new Map(cases.flatMap((each) => [...othersOf(each, 'company.team')]))
    for (const [index, each] of cases.entries()) sources.set(idOf(index), sourceOf(each, index))
    const files = [...sources].map(([id, source]) => [`company.team/flows/${id}.yml`, source] as const)
    using scenario = startScenario(version, Object.fromEntries(files))
    const { problems } = await scenario.json(['validate'])
    const found = cases.map((each, index) => {
      const [first, last] = linesOf(each)
      const here = problems.filter(
        ({ file, line = 0 }) => file?.endsWith(`/${idOf(index)}.yml`) && line >= first && line <= last,
      )
      const isPlain = here.every(({ message }) => !INTERNALS.test(message))
      return { key: each.key, severities: here.map(({ severity }) => severity), isPlain }
    })
    expect(found).toEqual(cases.map(({ key }) => ({ key, severities: ['error'], isPlain: true })))
  })
})
