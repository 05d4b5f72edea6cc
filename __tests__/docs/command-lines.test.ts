import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { renderFormat } from '../../src/render/render-format.ts'
import { parseFlags } from '../../src/settings/command-line.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { sourceFiles } from '../architecture/source-files.ts'
import { aProblem, aReport } from '../render/factories.ts'

const CALL = /\bkestra-gitops(?:@1)? ((?:-{0,2}[a-z][a-z-]*)(?: (?:"[^"]*"|[^\s"'`|>#<){]+))*)/g

/** Every call of the program in the blocks of the pages. */
const calls = sourceFiles(/^(?:README|docs\/[a-z-]+)\.md$/).flatMap(({ path, text }) =>
  [...text.matchAll(/^```(?:sh|yaml|groovy)\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']) =>
    [...block.matchAll(CALL)].map(([, words = '']) => ({ path, words: words.trim() })),
  ),
)

it('finds the calls of the pages', () => {
  expect(calls.length).toBeGreaterThan(20)
})

it.each(calls)('$path: kestra-gitops $words', ({ words }) => {
  const args = words.match(/"[^"]*"|\S+/g)?.map((word) => word.replaceAll('"', '')) ?? []
  const { raw } = parseFlags(args, {})
  expect(() => parseSettings(raw)).not.toThrow()
})

it('has a problem matcher that reads what --format gcc prints', () => {
  const [, json = ''] =
    /^```json\n(\{\n {2}"problemMatcher"[\s\S]*?)^```$/m.exec(readFileSync('docs/recipes.md', 'utf8')) ?? []
  const [{ regexp }] = JSON.parse(json).problemMatcher[0].pattern
  const line = renderFormat(aReport({ problems: [aProblem()] }), 'gcc', { version: '1.0.0' }).trimEnd()
  const { file, line: at, column, message, code } = aProblem()
  expect(new RegExp(regexp).exec(line)?.slice(1)).toEqual([file, String(at), String(column), 'error', message, code])
})
