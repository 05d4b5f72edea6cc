import { describe, expect, it } from 'vitest'
import { judgeAssertion } from '../../../src/flow-tests/run/judge-case.ts'
import { type AssertionOperator, readSuite } from '../../../src/suites/suite.ts'
import { parseYaml } from '../../../src/yaml/yaml-document.ts'

/** What stands behind `$` is known to the server; of what it does not know it says so. */
const evaluate = (known: Readonly<Record<string, string>>) => (expression: string) => {
  if (!expression.includes('{{')) return Promise.resolve({ text: expression })
  const text = known[expression.replace(/[{} ]/g, '')]
  return Promise.resolve(text === undefined ? { fault: `Unable to find ${expression}` } : { text })
}

type Words = Partial<Record<AssertionOperator | 'value' | 'errorMessage' | 'description', string>>

const judge = (actual: string, words: Words) => {
  const lines = Object.entries({ value: '{{ value }}', ...words }).map(
    ([key, text]) => `${key}: ${JSON.stringify(text)}`,
  )
  const text = `testCases:\n  - assertions:\n      - ${lines.join('\n        ')}\n`
  const [assertion] = readSuite('tests/one.yml', parseYaml(text)).cases.flatMap(({ assertions }) => assertions)
  if (assertion === undefined) throw new Error(`No assertion is read in ${text}`)
  return judgeAssertion(assertion, evaluate({ value: actual, three: '3', list: '["a", 7]', none: '[]', empty: '' }))
}

const verdict = async (actual: string, expected: Partial<Record<AssertionOperator, string>>): Promise<string> => {
  const { results, hasFault } = await judge(actual, expected)
  if (hasFault) return 'error'
  return results.every(({ passed }) => passed) ? 'passed' : 'failed'
}

describe('an assertion is judged as by Kestra', () => {
  it.each([
    ['42', { equalTo: '42' }, 'passed'],
    ['42.0', { equalTo: '42' }, 'failed'],
    ['3', { equalTo: '{{ three }}' }, 'passed'],
    ['a', { notEqualTo: 'b' }, 'passed'],
    ['a', { notEqualTo: 'a' }, 'failed'],
    ['abc', { startsWith: 'ab', endsWith: 'bc', contains: 'b' }, 'passed'],
    ['abc', { startsWith: 'bc' }, 'failed'],
    ['abc', { endsWith: 'ab' }, 'failed'],
    ['abc', { contains: 'x' }, 'failed'],
    ['4', { greaterThan: '{{ three }}' }, 'passed'],
    ['3', { greaterThan: '3' }, 'failed'],
    ['3.0', { greaterThanOrEqualTo: '3', lessThanOrEqualTo: '3' }, 'passed'],
    [' 2d ', { lessThan: '1e1' }, 'passed'],
    ['NaN', { lessThan: '1' }, 'failed'],
    ['two', { lessThan: '3' }, 'error'],
    ['', { lessThan: '3' }, 'error'],
    ['2', { lessThan: 'three' }, 'error'],
    ['2', { lessThan: '{{ empty }}' }, 'error'],
    ['', { isNull: 'true' }, 'failed'],
    ['', { isNull: 'false' }, 'passed'],
    ['a', { isNotNull: 'true' }, 'passed'],
    ['a', { isNotNull: 'false' }, 'failed'],
    ['a', { isNull: 'perhaps' }, 'error'],
    ['a', { in: '["a","b"]' }, 'passed'],
    ['c', { in: '["a","b"]' }, 'failed'],
    ['3', { in: '["{{ three }}"]' }, 'passed'],
    ['3', { in: '[1,3]' }, 'error'],
    ['a', { in: '["a",3]' }, 'passed'],
    ['c', { in: '["a",null]' }, 'failed'],
    ['7', { in: '{{ list }}' }, 'passed'],
    ['c', { notIn: '{{ list }}' }, 'passed'],
    ['a', { notIn: '["a"]' }, 'failed'],
    ['a', { in: 'a' }, 'error'],
    ['a', { in: '[{"a":1}]' }, 'error'],
    ['a', { in: '{{ none }}' }, 'error'],
    ['a', {}, 'error'],
    ['a', { equalTo: '{{ missing }}' }, 'error'],
  ] as const)('%j %j: %s', async (actual, expected, is) => {
    expect(await verdict(actual, expected)).toBe(is)
  })
})

it('names what was expected and what it was, each operator in the order of Kestra', async () => {
  const { results } = await judge('abc', {
    in: '["x"]',
    contains: 'x',
    isNull: 'true',
    isNotNull: 'true',
    lessThan: '',
  })
  expect(results.map(({ passed, expected, actual }) => [passed, expected, actual])).toEqual([
    [false, 'null', 'abc'],
    [true, 'not null', 'abc'],
    [false, 'containing `x`', 'abc'],
    [false, 'one of `["x"]`', 'abc'],
  ])
  expect(results[0]).toMatchObject({ line: 6, column: 9 })
})

it('renders the message of an assertion, and takes its description where there is none', async () => {
  const reported = await judge('a', { equalTo: 'b', errorMessage: '{{ three }}', description: 'why' })
  expect(reported.results[0]?.message).toBe('3')
  expect((await judge('a', { equalTo: 'b', description: 'why' })).results[0]?.message).toBe('why')
})

it('is a fault where its value or its message cannot be rendered', async () => {
  expect(await judge('a', { equalTo: 'a', value: '{{ missing }}' })).toMatchObject({
    results: [{ passed: false, actual: 'Unable to find {{ missing }}', line: 3, column: 9 }],
    hasFault: true,
  })
  expect(await judge('a', { equalTo: 'a', errorMessage: '{{ missing }}' })).toMatchObject({
    results: [{ passed: false, expected: '`{{ value }}` to be known' }],
    hasFault: true,
  })
})
