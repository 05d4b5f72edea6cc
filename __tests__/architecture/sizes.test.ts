import { expect, test } from 'vitest'
import { sourceFiles } from './source-files.ts'

/** Calls that put every element of a list on the stack: a list of a stranger's file can have 200,000. */
const SPREAD_CALL =
  /\.(?:push|unshift|splice|concat)\(\s*(?:[^(){}]*,\s*)?\.\.\.|\bMath\.(?:max|min)\(\s*\.\.\.|\.apply\(|String\.from(?:CharCode|CodePoint)\(\s*\.\.\./

test('no call spreads a list whose length a file or a server decides', () => {
  const lines = sourceFiles(/^src\/.*\.ts$/).flatMap(({ path, text }) =>
    text.split('\n').flatMap((line, index) => (SPREAD_CALL.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  )
  expect(lines).toEqual([])
})
