import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

const page = readFileSync('docs/internals/threat-model.md', 'utf8')
const section = (title: string): string => page.split(`## ${title}\n`)[1]?.split('\n## ')[0] ?? ''
const LINK = /\]\(\.\.\/\.\.\/__tests__\/[^)]+\)/

describe('docs/internals/threat-model.md', () => {
  it.each(['Who is trusted with what', 'Recipes, tests and exports', 'Budgets'])(
    'names a test for every row of its table: %s',
    (title) => {
      const rows = section(title)
        .split('\n')
        .filter((line) => line.startsWith('| '))
        .slice(1)
      expect(rows.length).toBeGreaterThan(7)
      expect(rows.filter((row) => !LINK.test(row))).toEqual([])
    },
  )

  it('names a test for every rule', () => {
    const rules = section('Rules that always hold').split(/^- /m).slice(1)
    expect(rules.length).toBeGreaterThan(12)
    expect(rules.filter((rule) => !LINK.test(rule))).toEqual([])
  })
})
