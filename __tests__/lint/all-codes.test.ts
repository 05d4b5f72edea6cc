import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { renderProblemsPage } from '../../scripts/generate-problems.ts'
import { allCodes, isProblemCode } from '../../src/lint/all-codes.ts'

test('docs/problems.md is what the code table says (node scripts/generate-problems.ts)', () => {
  expect(readFileSync('docs/problems.md', 'utf8')).toBe(renderProblemsPage())
})

test.each(Object.entries(allCodes))('%s is kebab-case and says what to do in a sentence', (code, entry) => {
  expect(code).toMatch(/^[a-z0-9_.]+(?:-[a-z0-9_.]+)*$/)
  expect(entry.title).toMatch(/^[^a-z].*[^.]$/)
  if (entry.fix !== undefined) expect(entry.fix).toMatch(/^[A-Z`].*\.$/)
  expect(entry.why).toMatch(/\.$/)
})

test('tells its own codes from other words', () => {
  expect(isProblemCode('duplicate-id')).toBe(true)
  expect(isProblemCode('toString')).toBe(false)
})
