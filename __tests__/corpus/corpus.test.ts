import { existsSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Problem } from '../../src/finding/problem.ts'
import { type Case, isFor, PLAYED_ON, readCases } from './cases.ts'
import { findingsOf, type Generation, generationsOf, toldAtLine } from './findings.ts'
import { readOutcomes, whyNot } from './outcomes.ts'
import { readTold, TOLD_FILE } from './told.ts'

const cases = readCases()

/** Sound twins that are warned of all the same: the code, and why it should not be told. */
const WARNED: ReadonlyMap<string, { readonly code: string; readonly why: string }> = new Map([
  [
    'outputs/in errors, the output of the task that failed',
    { code: 'unknown-output', why: 'both twins have a task that is meant to fail' },
  ],
])

/** Where only one of two generations tells, its name is put behind the code. */
const toldNow = (each: Case): readonly string[] => {
  const generations = generationsOf(each)
  const all = generations.map((generation) => toldAtLine(each, generation))
  return [...new Set(all.flat())].toSorted().map((code) => {
    const having = generations.filter((_, index) => all[index]?.includes(code))
    return having.length === generations.length ? code : `${code} (${having.join()})`
  })
}

/** Errors and warnings of the sound twin. */
const warningsOf = (each: Case, generation: Generation): readonly Problem[] =>
  findingsOf(each, 'sound', generation).filter(({ severity }) => severity !== 'info')

test('there are 150 mistakes and more', () => {
  expect(cases.length).toBeGreaterThanOrEqual(150)
})

test.each(cases.map((each) => [each.key, each] as const))('the sound twin of "%s" is not warned of', (key, each) => {
  const reported = generationsOf(each).flatMap((generation) =>
    warningsOf(each, generation).map(({ code, file, line }) => `${code} ${file}:${line} (${generation})`),
  )
  const known = WARNED.get(key)
  expect(reported.filter((line) => known === undefined || !line.startsWith(`${known.code} `))).toEqual([])
  expect(reported.length > 0).toBe(known !== undefined)
})

test('expected.json says which mistakes are told at their line (UPDATE_EXPECTED=1 writes it)', () => {
  const reported = Object.fromEntries(
    cases
      .map((each) => [each.key, toldNow(each)] as const)
      .filter(([, codes]) => codes.length > 0)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  )
  if (process.env['UPDATE_EXPECTED'] === '1' || !existsSync(TOLD_FILE)) {
    writeFileSync(TOLD_FILE, `${JSON.stringify(reported, undefined, 2)}\n`)
  }
  expect(Object.fromEntries(readTold())).toEqual(reported)
})

describe.each([...PLAYED_ON.servers, ...PLAYED_ON.engines])('on Kestra %s', (version) => {
  const outcomes = readOutcomes(version)

  test('every case was played, and its mistake proven by the run', () => {
    const unproven = cases
      .filter((each) => isFor(each, version))
      .flatMap((each) => {
        const outcome = outcomes.get(each.key)
        const reason = outcome === undefined ? 'not played' : whyNot(each, outcome)
        return reason === undefined ? [] : [`${each.key}: ${reason}`]
      })
    expect(unproven).toEqual([])
  })

  test('nothing else is noted', () => {
    const known = new Set(cases.filter((each) => isFor(each, version)).map(({ key }) => key))
    expect([...outcomes.keys()].filter((key) => !known.has(key))).toEqual([])
  })
})
