import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseAllDocuments, parseDocument } from 'yaml'
import { yamlText } from '../../src/yaml/yaml-mistake.ts'

it.each([
  ['a: b: c\n', 'colon too many'],
  ['a: "b\n', 'quote is not closed'],
  ['a\nb: c\n', 'on one line'],
  ['a: b\nc\n', 'colon is missing'],
  ['a: [1\nb: 2\n', 'bracket is not closed'],
  ['a: {b: 1 c: 2}\n', 'comma is missing|colon too many'],
  ['a:\n\t- b\n', 'Tabs cannot indent'],
  ['a: @b\n', 'cannot begin with this character'],
  ['a: "\\q"\n', 'backslash'],
  ['a: 1\na: 2\n', 'appears twice'],
  ['a: ]\n', 'is not allowed here'],
  ['a: | x\n  b\n', 'text begins on the next|is not allowed here'],
  ['a:\n  b: 1\n c: 2\n', 'indentation'],
])('says of %j what is wrong in our words', (text, words) => {
  const said = parseDocument(text).errors.map(yamlText).join(' ')
  expect(said).toMatch(new RegExp(words))
  expect(said).not.toMatch(/[Ii]mplicit|flow (?:map|sequence|collection)|scalar|Nested mappings|token/)
})

it('quotes nothing of a file, whatever is wrong with it', () => {
  const word = 'hunter2'
  const marks = fc.constantFrom(...'!&*%@`"\'|>{}[],:?-#\n\t '.split(''), ': ', '- ', '\n  ', '!!', '---\n', '%YAML ')
  const text = fc.array(fc.oneof(marks, fc.constant(word)), { maxLength: 14 }).map((all) => all.join(''))
  fc.assert(
    fc.property(text, (source) => {
      const said = parseAllDocuments(source, { logLevel: 'silent' }).flatMap(({ errors }) => errors.map(yamlText))
      expect(said.join(' ')).not.toContain(word)
    }),
    { numRuns: 5_000 },
  )
})

it.each([
  'a: !hunter2 b\n',
  '%hunter2\n---\na: b\n',
  'a: !!int hunter2\n',
  'a: "\\hunter2"\n',
  'a: |hunter2\n',
  '}hunter2\n',
])('says something of %j, and quotes nothing of it', (text) => {
  const said = parseAllDocuments(text).flatMap(({ errors, warnings }) => [...errors, ...warnings].map(yamlText))
  expect(said.join(' ')).not.toBe('')
  expect(said.join(' ')).not.toContain('hunter2')
})
