import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isSameFlowSource, normalizeFlowSource } from '../../src/flow/desired-flow.ts'
import { applyEdits, offsetsBefore, type SourceEdit } from '../../src/yaml/source-text.ts'

const FLOW = 'id: a\nnamespace: n\ntasks: []\n'

const same = [
  { name: 'CRLF', other: FLOW.replaceAll('\n', '\r\n') },
  { name: 'no final newline', other: FLOW.trimEnd() },
  { name: 'blank lines at the end', other: `${FLOW}\n  \n` },
  { name: 'a revision line', other: `revision: 12\n${FLOW}` },
  { name: 'a revision line between, with CRLF', other: 'id: a\r\nrevision: 3\r\nnamespace: n\r\ntasks: []\r\n' },
]

test.each(same)('$name makes no other flow', ({ other }) => {
  expect(isSameFlowSource(FLOW, other)).toBe(true)
})

const different = [
  { name: 'a comment', other: `# x\n${FLOW}` },
  { name: 'a second revision line', other: `revision: 1\nrevision: 2\n${FLOW}` },
  { name: 'a revision of a task', other: FLOW.replace('[]', '\n  - revision: 3') },
  { name: 'a revision that is no number', other: `revision: x\n${FLOW}` },
  { name: 'a blank at the start', other: `\n${FLOW}` },
]

test.each(different)('$name makes another flow', ({ other }) => {
  expect(isSameFlowSource(FLOW, other)).toBe(false)
})

test('normalizing line ends and blanks twice changes nothing more', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('id: a', '\r\n', '\n', '  ', '- x', '#')), (parts) => {
      const once = normalizeFlowSource(parts.join(''))
      expect(normalizeFlowSource(once)).toBe(once)
    }),
  )
})

test('an edited text knows of each character where it stood, and of what was put in where its edit begins', () => {
  const part = fc.record({ kept: fc.string({ minLength: 1 }), from: fc.string(), to: fc.string() })
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const source = parts.map(({ kept, from }) => kept + from).join('')
      const edits: SourceEdit[] = []
      const expected: number[] = []
      let start = 0
      for (const { kept, from, to } of parts) {
        const at = start + kept.length
        expected.push(...Array.from(kept.split(''), (_, index) => start + index), ...to.split('').map(() => at))
        if (from !== '' || to !== '') edits.push({ range: { start: at, end: at + from.length }, text: to })
        start = at + from.length
      }
      const edited = applyEdits(source, edits.toReversed())
      expect(edited).toBe(parts.map(({ kept, to }) => kept + to).join(''))
      expect(Array.from(edited.split(''), (_, offset) => offsetsBefore(edits)(offset))).toEqual(expected)
    }),
  )
})
