import { describe, expect, it } from 'vitest'
import type { Problem } from '../../src/finding/problem.ts'
import { makeProblem } from '../../src/finding/problem-codes.ts'
import { placedBySchema } from '../../src/kestra/verdict/map-verdict.ts'
import { mergeProblems } from '../../src/lint/merge-problems.ts'

const NOWHERE: Problem = {
  ...makeProblem('unknown-type', {
    message: 'Invalid type: null (the server does not report the location)',
    file: 'flows/a.yml',
    position: { line: 1, column: 5 },
  }),
  source: 'server',
}

const bySchema = (line: number, severity: 'error' | 'warning' = 'error', file = 'flows/a.yml'): Problem =>
  makeProblem('wrong-type', { message: '`retry` must be a map, not 5', file, position: { line, column: 12 }, severity })

describe('what the server says without a place', () => {
  it('stands where the schema has an error in the same flow, once, as the word of the server', () => {
    const schema = [bySchema(7)]
    expect(mergeProblems([schema, placedBySchema([NOWHERE], schema)])).toEqual([{ ...bySchema(7), source: 'server' }])
  })

  it.each([
    ['the schema only warns', [bySchema(7, 'warning')], []],
    ['the error is of another flow', [bySchema(7, 'error', 'flows/b.yml')], []],
    ['the server tells that error itself', [bySchema(7)], [{ ...bySchema(7), source: 'server' } as const]],
  ])('stays where it is if %s', (_, schema, reported) => {
    expect(placedBySchema([NOWHERE, ...reported], schema)).toEqual([NOWHERE, ...reported])
  })
})
