import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { renderAction } from '../../scripts/generate-action.ts'
import { renderBadges } from '../../scripts/generate-badges.ts'
import { renderConfigSchema } from '../../scripts/generate-config-schema.ts'
import { renderMistakesPage } from '../../scripts/generate-mistakes.ts'
import { renderPlanSchema } from '../../scripts/generate-plan-schema.ts'
import { PAGES_WITH_TABLES, renderTables } from '../../scripts/generate-readme.ts'
import { inputGroups } from '../../scripts/input-groups.ts'
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

  it('docs/inputs.md has every input once, in the groups of action.yml', () => {
    const [, tables = ''] =
      /<!-- inputs -->([\s\S]*?)<!-- \/inputs -->/.exec(readFileSync('docs/inputs.md', 'utf8')) ?? []
    const shown = [...tables.matchAll(/^- `([\w-]+)`/gm)].map(([, name = '']) => name)
    expect(shown.toSorted()).toEqual(Object.keys(INPUTS).toSorted())
    const titles = inputGroups().map(({ title }) => title)
    expect([...tables.matchAll(/^### (.+)$/gm)].map(([, title]) => title)).toEqual(titles)
    expect([...readFileSync('action.yml', 'utf8').matchAll(/^ {2}# (.+)$/gm)].map(([, title]) => title)).toEqual(
      titles.filter((title) => title !== 'On a terminal'),
    )
  })

  it('the badges of README.md say what package.json and the engines of the tests say', () => {
    for (const [path, text] of Object.entries(renderBadges())) {
      expect(readFileSync(path, 'utf8')).toBe(text)
      expect(readFileSync('README.md', 'utf8')).toContain(`](${path})`)
    }
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
    expect(Object.keys(inputs).toSorted()).toEqual(expected.map(([name]) => name).toSorted())
    expect(Object.keys(inputs).slice(0, 3)).toEqual(['server', 'username', 'password'])
    expect(Object.values(inputs).every(({ required }) => required === false)).toBe(true)
  })
})
