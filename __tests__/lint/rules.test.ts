import { describe, expect, it, test } from 'vitest'
import { rules } from '../../src/lint/rule-list.ts'
import { findSecrets } from '../../src/secrets/find-secrets.ts'
import { lintExample } from './lint-example.ts'

const entries = rules.flatMap(({ codes }) => Object.entries(codes))

describe('the examples of the rules', () => {
  it.each(entries)('%s is reported in one text and not in the other', (code, { examples }) => {
    const codesIn = (text: string) => lintExample(text, examples.context).map((problem) => problem.code)
    expect(codesIn(examples.reported)).toContain(code)
    expect(codesIn(examples.accepted)).not.toContain(code)
  })

  it.each(entries)('the accepted text of %s is sound', (_, { examples }) => {
    const found = lintExample(examples.accepted, examples.context)
    expect(found.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})

// The examples are in dist/ and in the docs, where the scanners of other people read them.
test('no example looks like a credential of a provider', () => {
  const texts = entries.flatMap(([, { examples }]) => [examples.reported, examples.accepted])
  const kinds = texts.flatMap((text) => findSecrets(text)).map(({ kind }) => kind)
  expect(kinds).toEqual(['a value of high entropy under "password"'])
})

test('each code belongs to one rule', () => {
  const codes = entries.map(([code]) => code)
  expect(codes).toEqual([...new Set(codes)])
})
