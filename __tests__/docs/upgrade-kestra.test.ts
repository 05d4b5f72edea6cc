import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { sourceFiles } from '../architecture/source-files.ts'
import { offlineProblems } from '../validate/offline-problems.ts'

const page = readFileSync('docs/upgrade-kestra.md', 'utf8')
const [, flows = ''] = /^## Flows\n([\s\S]*?)^## /m.exec(page) ?? []
const rows = flows
  .split('\n')
  .filter((line) => /removed-syntax|\| the same \|$/.test(line))
  .map((line) => line.split('|')[1] ?? '')
const named = rows.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code))

/** A flow of 1.x with that key or type in the place where it was allowed. */
const flowWith = (code: string): string => {
  const head = 'id: daily\nnamespace: company.team\n'
  const log = '  - id: log\n    type: io.kestra.plugin.core.log.Log\n    message: hi\n'
  if (code.startsWith('io.kestra.')) return `${head}tasks:\n  - id: each\n    type: ${code}\n`
  if (/onditions$/.test(code)) {
    return `${head}tasks:\n${log}triggers:\n  - id: after\n    type: io.kestra.plugin.core.trigger.Flow\n    ${code}: []\n`
  }
  return `${head}tasks:\n${log}${code}: []\n`
}

describe('docs/upgrade-kestra.md', () => {
  it('names whatever 2.0 removed, as far as the rules know it', () => {
    const [{ text } = { text: '' }] = sourceFiles(/check-removed-syntax\.ts$/)
    const known = [...text.matchAll(/^ {2}\['([\w.]+)', '/gm), ...text.matchAll(/value\['(\w+)'\] !== undefined/g)]
    expect(new Set(named)).toEqual(new Set(known.map(([, code = '']) => code)))
  })

  it.each([...new Set(named)])('and %s is told at its place', (code) => {
    expect(offlineProblems(flowWith(code)).join(' ')).toContain('removed-syntax')
  })
})
