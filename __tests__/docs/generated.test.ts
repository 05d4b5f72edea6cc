import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { renderAction } from '../../scripts/generate-action.ts'
import { renderConfigSchema } from '../../scripts/generate-config-schema.ts'
import { renderMistakesPage } from '../../scripts/generate-mistakes.ts'
import { renderPlanSchema } from '../../scripts/generate-plan-schema.ts'
import { PAGES_WITH_TABLES, renderTables } from '../../scripts/generate-readme.ts'
import type { InputDefinition } from '../../src/settings/inputs/input-definition.ts'
import { INPUTS } from '../../src/settings/inputs/inputs.ts'

describe('what is generated from tables', () => {
  it('action.yml is what "npm run docs" makes of the inputs and outputs', () => {
    expect(readFileSync('action.yml', 'utf8')).toBe(renderAction())
  })

  it.each(Object.keys(PAGES_WITH_TABLES))('%s holds the tables that "npm run docs" makes', (page) => {
    const text = readFileSync(page, 'utf8')
    expect(renderTables(page, text)).toBe(text)
  })

  it('README.md shows eight inputs, and docs/inputs.md every one', () => {
    const shownBy = (page: string) => {
      const [, table = ''] = /<!-- inputs -->([\s\S]*?)<!-- \/inputs -->/.exec(readFileSync(page, 'utf8')) ?? []
      return [...table.matchAll(/^\| `([\w-]+)`/gm)].map(([, name = '']) => name)
    }
    expect(shownBy('README.md')).toHaveLength(8)
    expect(shownBy('docs/inputs.md')).toEqual(Object.keys(INPUTS))
  })

  it.each([
    ['docs/gitops.schema.json', renderConfigSchema],
    ['docs/plan.schema.json', renderPlanSchema],
  ])('%s is what "npm run docs" makes of the zod schema', (file, render) => {
    expect(readFileSync(file, 'utf8')).toBe(render())
  })

  it('docs/internals/mistakes.md is what "npm run docs" makes of the corpus', () => {
    expect(readFileSync('docs/internals/mistakes.md', 'utf8')).toBe(renderMistakesPage())
  })

  it('action.yml offers every input but the flags, and none is required', () => {
    const { inputs } = parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, { required: boolean }> }
    const expected = Object.entries<InputDefinition>(INPUTS).filter(([, { only }]) => only !== 'cli')
    expect(Object.keys(inputs)).toEqual(expected.map(([name]) => name))
    expect(Object.values(inputs).every(({ required }) => required === false)).toBe(true)
  })
})
