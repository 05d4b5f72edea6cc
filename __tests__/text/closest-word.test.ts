import fc from 'fast-check'
import { expect, test } from 'vitest'
import { closestWord } from '../../src/text/closest-word.ts'

const cases: { word: string; candidates: string[]; closest: string | undefined }[] = [
  { word: 'mesage', candidates: ['level', 'message'], closest: 'message' },
  { word: 'Message', candidates: ['message'], closest: 'message' },
  { word: 'crn', candidates: ['cron', 'run'], closest: 'cron' },
  { word: 'crn', candidates: ['cran', 'cron'], closest: 'cran' },
  { word: 'id', candidates: ['if'], closest: undefined },
  { word: 'nope', candidates: ['message', 'level'], closest: undefined },
  { word: 'io.kestra.plugin.core.nope', candidates: ['io.kestra.plugin.core.kv.Get'], closest: undefined },
  { word: 'anything', candidates: [], closest: undefined },
]

test.each(cases)('$word among $candidates is $closest', ({ word, candidates, closest }) => {
  expect(closestWord(word, candidates)).toBe(closest)
})

test('a word of four letters or more is found again with one letter missing', () => {
  const anyWord = fc.stringMatching(/^[a-z]{4,20}$/)
  fc.assert(
    fc.property(anyWord, fc.nat(), (word, position) => {
      const at = position % word.length
      expect(closestWord(word.slice(0, at) + word.slice(at + 1), [word])).toBe(word)
    }),
  )
})
