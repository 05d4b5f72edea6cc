import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { refusedRule, renderCase, renderRule } from '../../scripts/new-rule.ts'
import type { Rule } from '../../src/lint/define-rule.ts'
import { flowOf, linesOf, parseCases } from '../corpus/cases.ts'

it('writes a rule that can be loaded, with both examples', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'new-rule-'))
  const file = join(folder, 'task-without-name.ts')
  try {
    const lint = join(import.meta.dirname, '../../src/lint/')
    writeFileSync(file, renderRule('task-without-name').replaceAll("'../../", `'${lint}`))
    const module: { readonly default: Rule } = await import(file)
    expect(Object.keys(module.default.codes)).toEqual(['task-without-name'])
    const examples = module.default.codes['task-without-name']?.examples
    expect([examples?.reported, examples?.accepted]).toEqual([
      expect.stringMatching(/^id: /),
      expect.stringMatching(/^id: /),
    ])
  } finally {
    rmSync(folder, { recursive: true })
  }
})

it('prints a case of the corpus with a sound twin and a mistake at its line', () => {
  const [first, ...rest] = parseCases(renderCase('task-without-name'), 'names')
  if (first === undefined) throw new Error('There is no case.')
  expect(rest).toEqual([])
  expect(first).toMatchObject({ key: 'names/task without name', played: 'engines' })
  expect(flowOf(first, 'sound', 'company.team')).not.toBe(flowOf(first, 'wrong', 'company.team'))
  expect(linesOf(first)).toEqual([6, 6])
})

it.each([
  ['flow/task-without-name', undefined],
  ['flow/duplicate-id', /exists already/],
  ['task-without-name', /GROUP\/CODE/],
  ['flow/Task', /GROUP\/CODE/],
  ['nowhere/task-without-name', /no folder nowhere/],
] as const)('%s is refused: %s', (path, reason) => {
  if (reason === undefined) expect(refusedRule(path)).toBeUndefined()
  else expect(refusedRule(path)).toMatch(reason)
})
