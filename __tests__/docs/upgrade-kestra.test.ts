import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CONSTRUCTS, type Verdict } from '../fixtures/removed-in-2.ts'

const page = readFileSync('docs/upgrade-kestra.md', 'utf8')

/** What stands in backticks behind a bold sentence, up to the next one; of a table its first column. */
const namedAfter = (sentence: string): readonly string[] => {
  const [, section = ''] = page.split(`**${sentence}`)
  const [text = ''] = section.split('\n**')
  const rows = text.split('\n').filter((line) => line.startsWith('|'))
  const cells = rows.length === 0 ? [text.split('\n\n')[0] ?? ''] : rows.map((row) => row.split(/(?<!\\)\|/)[1] ?? '')
  const codes = cells.flatMap((cell) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code.replace('\\|', '|')),
  )
  return codes.filter((code) => !IN_PASSING.has(code))
}

/** Said in a row beside what the row is about. */
const IN_PASSING = new Set(['defaults', 'states', 'read()', 'fileURI()', 'removed-syntax', 'breaks-on-2'])

const named = (on2: Verdict, isReported = true): ReadonlySet<string> =>
  new Set(
    CONSTRUCTS.filter((construct) => construct.on2 === on2 && (construct.replacement !== undefined) === isReported).map(
      ({ name }) => name,
    ),
  )

describe('docs/upgrade-kestra.md', () => {
  it('lists what 2.0 refuses, and what will fail at run time, as the tests know it', () => {
    expect(new Set(namedAfter('2.0 refuses the flow.'))).toEqual(named('refuses'))
    expect(new Set(namedAfter('2.0 takes the flow, and it will fail at run time.'))).toEqual(named('fails-at-run-time'))
  })

  it('and names what 2.0 still takes', () => {
    const taken = namedAfter('2.0 still takes it**')
    expect(taken.length).toBeGreaterThan(3)
    expect(taken.filter((name) => !named('takes', false).has(name))).toEqual([])
  })
})
