import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CONNECTION_ERRORS } from '../../src/kestra/http/explain-connection.ts'
import { sourceFiles } from '../architecture/source-files.ts'

const page = readFileSync('docs/troubleshooting.md', 'utf8')
const source = sourceFiles(/^src\//).map(({ text }) => text)

/** `'code'`, `… ? 'code' : 'other'`: what stands where a reason is given. */
const codesIn = (expression: string): readonly string[] =>
  [...expression.matchAll(/(?:^|\? |: )'([a-z][a-z-]+)'/g)].map(([, code = '']) => code)

const reasons = new Set(
  source.flatMap((text) => [
    ...[...text.matchAll(/new UserError\(\s*([^,]+),/g)].flatMap(([, expression = '']) => codesIn(expression)),
    ...[...text.matchAll(/\breason: ([^,\n}]+)/g)].flatMap(([, expression = '']) => codesIn(expression)),
  ]),
)

const headings = [...page.matchAll(/^### `([a-z-]+)`$/gm)].map(([, code = '']) => code)
const quotes = [...page.matchAll(/^> (.+)$/gm)].map(([, text = '']) => text)

/** What a reader's text has in common with the source: the parts between `…`, as the source spells them. */
const partsOf = (quote: string): readonly string[] =>
  quote
    .split('…')
    .map((part) => part.trim())
    .filter((part) => part.length >= 6)

const spelled = source.map((text) => text.replaceAll('\\', '')).join('\n')

describe('docs/troubleshooting.md', () => {
  it('has found the reasons in the source', () => {
    expect(reasons.size).toBeGreaterThan(25)
  })

  it('has an entry for every reason code, and none for a code that is gone', () => {
    expect(headings.toSorted()).toEqual([...reasons].toSorted())
  })

  it.each(quotes)('quotes a text that the program really says: %s', (quote) => {
    expect(partsOf(quote).filter((part) => !spelled.includes(part))).toEqual([])
  })

  it.each([...new Set(Object.values(CONNECTION_ERRORS))])(
    'has an entry for a connection that failed: %s',
    (sentence) => {
      expect(quotes.filter((quote) => partsOf(quote).some((part) => sentence.includes(part)))).not.toEqual([])
    },
  )

  it('quotes nothing that is too short to be found', () => {
    expect(quotes.filter((quote) => partsOf(quote).length === 0)).toEqual([])
  })
})
