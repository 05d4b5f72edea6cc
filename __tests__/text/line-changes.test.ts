import { expect, test } from 'vitest'
import { lineChanges } from '../../src/text/line-changes.ts'

const cases = [
  { title: 'the shortest edit of 1,000 lines', before: '', after: 'a\n'.repeat(1000), expected: '+1,000 lines' },
  { title: 'all lines of texts further apart', before: '', after: 'a\n'.repeat(1001), expected: '+1,001 lines' },
  { title: 'nothing where only line ends differ', before: 'a\r\nb', after: 'a\nb', expected: undefined },
]

test.each(cases)('counts $title', ({ before, after, expected }) => {
  expect(lineChanges(before, after)).toBe(expected)
})
