import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { renderAction } from '../../scripts/generate-action.ts'
import { renderConfigSchema } from '../../scripts/generate-config-schema.ts'
import { renderPlanSchema } from '../../scripts/generate-plan-schema.ts'
import { renderReadme } from '../../scripts/generate-readme.ts'
import type { InputDefinition } from '../../src/settings/input-definition.ts'
import { INPUTS } from '../../src/settings/inputs.ts'

describe('what is generated from tables', () => {
  it('action.yml is what "npm run docs" makes of the inputs and outputs', () => {
    expect(readFileSync('action.yml', 'utf8')).toBe(renderAction())
  })

  it('README.md holds the tables that "npm run docs" makes', () => {
    const readme = readFileSync('README.md', 'utf8')
    expect(renderReadme(readme)).toBe(readme)
  })

  it.each([
    ['docs/gitops.schema.json', renderConfigSchema],
    ['docs/plan.schema.json', renderPlanSchema],
  ])('%s is what "npm run docs" makes of the zod schema', (file, render) => {
    expect(readFileSync(file, 'utf8')).toBe(render())
  })

  it('action.yml offers every input but the flags, and none is required', () => {
    const { inputs } = parse(readFileSync('action.yml', 'utf8')) as { inputs: Record<string, { required: boolean }> }
    const expected = Object.entries<InputDefinition>(INPUTS).filter(([, { only }]) => only !== 'cli')
    expect(Object.keys(inputs)).toEqual(expected.map(([name]) => name))
    expect(Object.values(inputs).every(({ required }) => required === false)).toBe(true)
  })
})
