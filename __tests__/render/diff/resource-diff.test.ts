import { applyPatch } from 'diff'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffContents } from '../../../src/render/content-diff.ts'
import { resourceDiff } from '../../../src/render/diff/resource-diff.ts'
import { makeRedact } from '../../../src/render/redact.ts'
import type { Content } from '../../../src/resource/resource.ts'
import { aPlannedResource } from '../factories.ts'

const diffText = (before: Content, after: Content): string =>
  resourceDiff(
    aPlannedResource(),
    { title: 'a → b', before: { content: before, isLive: true }, after: { content: after, isLive: false } },
    { redact: makeRedact({}), hidesServerLines: false },
  ).text

const lines = (letter: string, count: number) =>
  Array.from({ length: count }, (_, line) => `${letter}${line}\n`).join('')

const cases: readonly (readonly [string, Content, Content, string])[] = [
  ['bytes that are no text as sizes', Buffer.from([0, 1]), Buffer.from('a'), '2 bytes → 1 byte'],
  ['more than two megabytes as sizes', 'a'.repeat(2_000_001), 'b', '2,000,001 bytes → 1 byte'],
  ['more edits than can be compared as sizes', lines('a', 1_500), lines('b', 1_500), '7,890 bytes → 7,890 bytes'],
  ['a missing last line feed', 'a\n', 'a', '@@ -1,1 +1,1 @@\n-a\n+a\n\\ No newline at end of file'],
  [
    'the begin of a very long line',
    'a',
    `${'b'.repeat(600)}`,
    `@@ -1,1 +1,1 @@\n-a\n\\ No newline at end of file\n+${'b'.repeat(500)}… (100 more characters)\n\\ No newline at end of file`,
  ],
]

describe('resourceDiff', () => {
  it.each(cases)('shows %s', (_name, before, after, text) => {
    expect(diffText(before, after)).toBe(text)
  })

  it('turns one side into the other', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c', '', 'tasks:'), { maxLength: 30 })
      .map((parts) => parts.join('\n'))
    fc.assert(
      fc.property(text, text, (before, after) => {
        fc.pre(before !== after)
        expect(diffContents(before, after).kind).toBe('lines')
        expect(applyPatch(before, `--- a\n+++ b\n${diffText(before, after)}\n`)).toBe(after)
      }),
    )
  })
})
