import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { renderPlanSchema } from '../../scripts/generate-plan-schema.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { aDeletion, aPlan, aReport } from '../render/factories.ts'

const page = readFileSync('docs/plan-json.md', 'utf8')
const commands = [...page.matchAll(/^jq -r '(.+)' plan\.json$/gm)].map(([, filter = '']) => filter)
const hasJq = spawnSync('jq', ['--version']).status === 0

const object = z.looseObject({ properties: z.record(z.string(), z.unknown()) })
const schema = z
  .looseObject({
    properties: z.looseObject({ resources: z.looseObject({ items: z.looseObject({ oneOf: z.array(object) }) }) }),
  })
  .parse(JSON.parse(renderPlanSchema()))

describe('docs/plan-json.md', () => {
  it('names every field of the document and of a resource', () => {
    const fields = [
      ...Object.keys(schema.properties),
      ...schema.properties.resources.items.oneOf.flatMap(({ properties }) => Object.keys(properties)),
    ]
    expect(fields.filter((field) => !page.includes(`\`${field}\``))).toEqual([])
  })

  it('shows filters', () => {
    expect(commands.length).toBeGreaterThan(3)
  })

  it.skipIf(!hasJq).each(commands)('shows a filter that jq understands: %s', (filter) => {
    const report = aReport({
      plan: aPlan({ resources: [aDeletion()] }),
      problems: [{ severity: 'error', code: 'yaml-syntax', message: 'broken', file: 'flows/a.yml', line: 3 }],
    })
    const run = () => execFileSync('jq', ['-r', filter], { input: renderJson(report), encoding: 'utf8' })
    expect(run).not.toThrow()
  })
})
