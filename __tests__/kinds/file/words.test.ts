import fc from 'fast-check'
import { expect, test } from 'vitest'
import { describeFileChange } from '../../../src/kinds/file/describe-change.ts'

const text = (content: string) => new TextEncoder().encode(content)
const binary = (length: number) => new Uint8Array(length)
const lines = (count: number, line: string) => text(`${line}\n`.repeat(count))

const cases: { title: string; before?: Uint8Array; after?: Uint8Array; words: string[] }[] = [
  { title: 'nothing where the bytes are the same', before: text('a'), after: text('a'), words: [] },
  { title: 'nothing where there is no file', words: [] },
  {
    title: 'a text that was edited',
    before: text('a\nb\nc\n'),
    after: text('a\nx\ny\nz\nc\n'),
    words: ['text, +3 −1 lines'],
  },
  { title: 'one line more', before: text('a\n'), after: text('a\nb\n'), words: ['text, +1 line'] },
  { title: 'one line less', before: text('a\nb\n'), after: text('a\n'), words: ['text, −1 line'] },
  { title: 'line ends', before: text('a\nb\n'), after: text('a\r\nb\r\n'), words: ['text, only line ends changed'] },
  { title: 'a byte order mark', before: text('a\n'), after: text('\ufeffa\n'), words: ['text, +1 −1 lines'] },
  { title: 'bytes', before: binary(1204), after: binary(1310), words: ['binary, 1,204 → 1,310 bytes'] },
  { title: 'text that became bytes', before: text('abc'), after: binary(1), words: ['binary, 3 → 1 byte'] },
  { title: 'bytes that became text', before: binary(1), after: text('abc'), words: ['binary, 1 → 3 bytes'] },
  { title: 'Latin-1 as binary', after: new Uint8Array([0x63, 0xe9]), words: ['new, binary, 2 bytes'] },
  { title: 'a new text', after: text('a\nb\nc'), words: ['new, 3 lines'] },
  { title: 'a new line', after: text('a\n'), words: ['new, 1 line'] },
  { title: 'a new file without content', after: text(''), words: ['new, empty'] },
  { title: 'a removed text', before: text('a\n\n'), words: ['removed, 2 lines'] },
  { title: 'a file that was emptied', before: text('a\nb\n'), after: text(''), words: ['now empty, was 2 lines'] },
  { title: 'a file that was filled', before: text(''), after: binary(3), words: ['was empty, now binary, 3 bytes'] },
  {
    title: 'texts that have nothing in common, however long',
    before: lines(3000, 'a'),
    after: lines(2500, 'b'),
    words: ['text, +2,500 −3,000 lines'],
  },
]

test.each(cases)('describes $title', ({ before, after, words }) => {
  expect(describeFileChange({ before, after })).toEqual(words)
})

test('says something in one line about any two different files, and nothing about equal ones', () => {
  fc.assert(
    fc.property(fc.uint8Array(), fc.uint8Array(), (before, after) => {
      const words = describeFileChange({ before, after })
      expect(words).toHaveLength(Buffer.compare(before, after) === 0 ? 0 : 1)
      expect(words.join()).not.toContain('\n')
    }),
  )
})
