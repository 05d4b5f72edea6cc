import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { renderFormat } from '../../src/render/render-format.ts'
import { sourceFiles } from '../architecture/source-files.ts'
import { aProblem, aReport } from '../render/factories.ts'
import { blocks } from './blocks.ts'
import { isCall } from './shell-lines.ts'

const CALL = /\bkestra-gitops(?:@1)? ((?:-{0,2}[a-z][a-z-]*)(?: (?:"[^"]*"|[^\s"'`|>#<){]+))*)/g

/** Code within a line that calls the program. */
const inLine = sourceFiles(/^(?:README|docs\/[a-z-]+)\.md$/).flatMap(({ path, text }) =>
  [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/`((?:npx )?kestra-gitops [^`\n]+)`/g)].map(([, code = '']) => ({
    path,
    code,
  })),
)

/** Every call of the program on the pages. */
const calls = [...blocks().map(({ page, text }) => ({ path: page, code: text })), ...inLine].flatMap(({ path, code }) =>
  [...code.matchAll(CALL)].map(([, words = '']) => ({ path, words: words.trim() })),
)

it('finds the calls of the pages', () => {
  expect(calls.length).toBeGreaterThan(20)
})

it.each(calls)('$path: kestra-gitops $words', ({ words }) => {
  expect(isCall(words)).toBe(true)
})

it('has a problem matcher that reads what --format gcc prints', () => {
  const [, json = ''] =
    /^```json\n(\{\n {2}"problemMatcher"[\s\S]*?)^```$/m.exec(readFileSync('docs/recipes.md', 'utf8')) ?? []
  const [{ regexp }] = JSON.parse(json).problemMatcher[0].pattern
  const line = renderFormat(aReport({ problems: [aProblem()] }), 'gcc', { version: '1.0.0' }).trimEnd()
  const { file, line: at, column, message, code } = aProblem()
  expect(new RegExp(regexp).exec(line)?.slice(1)).toEqual([file, String(at), String(column), 'error', message, code])
})
