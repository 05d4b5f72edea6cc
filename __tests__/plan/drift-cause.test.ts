import { describe, expect, it } from 'vitest'
import { fingerprintOf, liveFingerprint } from '../../src/kinds/kinds.ts'
import { driftCause } from '../../src/plan/decide-action.ts'
import type { Content } from '../../src/resource/resource.ts'
import type { ResourceState } from '../../src/resource/resource-state.ts'

const TEXT = 'id: daily\nnamespace: a\ntasks: []\n'
const EARLIER = 'id: daily\nnamespace: a\ntasks: [1]\n'

const stateOf = (content: Content, isDraft = false): ResourceState => {
  const kind = typeof content === 'string' ? 'flow' : 'file'
  const name = { kind, namespace: 'a', name: 'daily' } as const
  const fingerprint = liveFingerprint({ ...name, content, revision: undefined, isDraft })
  return { name, content, fingerprint, size: content.length, file: undefined, revision: undefined, isDraft }
}
const bytes = (text: string): Content => Buffer.from(text)

// Kestra's own edits of a source: docs/internals/facts/kestra.md, "Enable and disable".
const cases: readonly (readonly [string, ResourceState | undefined, ResourceState | undefined, string])[] = [
  ['the flow is gone', undefined, stateOf(TEXT), 'deleted'],
  ['it became a draft', stateOf(TEXT, true), stateOf(TEXT), 'draft'],
  ['it is what an older commit held', stateOf(EARLIER), stateOf(TEXT), 'behind'],
  ['it is what an older commit held, with CRLF', stateOf(EARLIER.replaceAll('\n', '\r\n')), stateOf(TEXT), 'behind'],
  ['a draft of an older commit', stateOf(EARLIER, true), stateOf(TEXT), 'draft'],
  ['a task was edited', stateOf(`${TEXT}labels: {}\n`), stateOf(TEXT), 'edited'],
  ['what was deployed is not known', stateOf(TEXT), undefined, 'edited'],
  ['a file was edited', stateOf(bytes('b')), stateOf(bytes('a')), 'edited'],
  ['a file is what an older commit held', stateOf(bytes('old')), stateOf(bytes('a')), 'behind'],
  ['the line was appended', stateOf(`${TEXT}disabled: true\n`), stateOf(TEXT), 'disabled'],
  [
    'the line was put in the middle',
    stateOf(TEXT.replace('tasks', 'disabled: true\n\ntasks')),
    stateOf(TEXT),
    'disabled',
  ],
  ['the line was turned', stateOf(`${TEXT}disabled: true\n`), stateOf(`${TEXT}disabled: false\n`), 'disabled'],
  ['the line was turned back', stateOf(`${TEXT}disabled: false\n`), stateOf(`${TEXT}disabled: true\n`), 'enabled'],
  ['the line was removed', stateOf(TEXT), stateOf(`${TEXT}disabled: true\n`), 'enabled'],
  ['disabled and edited', stateOf(`${TEXT}labels: {}\ndisabled: true\n`), stateOf(TEXT), 'edited'],
  ['a task was disabled, not the flow', stateOf(`${TEXT}  disabled: true\n`), stateOf(TEXT), 'edited'],
]

describe('what happened on the server', () => {
  it.each(cases)('%s', (_, live, expected, cause) => {
    const earlier = [fingerprintOf('flow', EARLIER), fingerprintOf('file', bytes('old'))]
    expect(driftCause(live, expected, earlier)).toBe(cause)
  })
})
