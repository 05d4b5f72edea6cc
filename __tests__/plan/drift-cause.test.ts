import { describe, expect, it } from 'vitest'
import { fingerprintOf, liveFingerprint } from '../../src/kinds/kinds.ts'
import { driftCause } from '../../src/plan/decide-action.ts'
import type { Content } from '../../src/resource/resource.ts'
import type { Side } from '../../src/resource/resource-state.ts'

const TEXT = 'id: daily\nnamespace: a\ntasks: []\n'
const EARLIER = 'id: daily\nnamespace: a\ntasks: [1]\n'

const sideOf = (content: Content, isDraft = false): Side => {
  const kind = typeof content === 'string' ? 'flow' : 'file'
  const name = { kind, namespace: 'a', name: 'daily' } as const
  const fingerprint = liveFingerprint({ ...name, content, revision: undefined, isDraft })
  return { name, content, fingerprint, size: content.length, file: undefined, revision: undefined, isDraft }
}
const bytes = (text: string): Content => Buffer.from(text)

// Kestra's own edits of a source: docs/internals/facts/kestra.md, "Enable and disable".
const cases: readonly (readonly [string, Side | undefined, Side | undefined, string])[] = [
  ['the flow is gone', undefined, sideOf(TEXT), 'deleted'],
  ['it became a draft', sideOf(TEXT, true), sideOf(TEXT), 'draft'],
  ['it is what an older commit held', sideOf(EARLIER), sideOf(TEXT), 'behind'],
  ['it is what an older commit held, with CRLF', sideOf(EARLIER.replaceAll('\n', '\r\n')), sideOf(TEXT), 'behind'],
  ['a draft of an older commit', sideOf(EARLIER, true), sideOf(TEXT), 'draft'],
  ['a task was edited', sideOf(`${TEXT}labels: {}\n`), sideOf(TEXT), 'edited'],
  ['what was deployed is not known', sideOf(TEXT), undefined, 'edited'],
  ['a file was edited', sideOf(bytes('b')), sideOf(bytes('a')), 'edited'],
  ['a file is what an older commit held', sideOf(bytes('old')), sideOf(bytes('a')), 'behind'],
  ['the line was appended', sideOf(`${TEXT}disabled: true\n`), sideOf(TEXT), 'disabled'],
  [
    'the line was put in the middle',
    sideOf(TEXT.replace('tasks', 'disabled: true\n\ntasks')),
    sideOf(TEXT),
    'disabled',
  ],
  ['the line was turned', sideOf(`${TEXT}disabled: true\n`), sideOf(`${TEXT}disabled: false\n`), 'disabled'],
  ['the line was turned back', sideOf(`${TEXT}disabled: false\n`), sideOf(`${TEXT}disabled: true\n`), 'enabled'],
  ['the line was removed', sideOf(TEXT), sideOf(`${TEXT}disabled: true\n`), 'enabled'],
  ['disabled and edited', sideOf(`${TEXT}labels: {}\ndisabled: true\n`), sideOf(TEXT), 'edited'],
  ['a task was disabled, not the flow', sideOf(`${TEXT}  disabled: true\n`), sideOf(TEXT), 'edited'],
]

describe('what happened on the server', () => {
  it.each(cases)('%s', (_, live, expected, cause) => {
    const earlier = [fingerprintOf('flow', EARLIER), fingerprintOf('file', bytes('old'))]
    expect(driftCause(live, expected, earlier)).toBe(cause)
  })
})
