import { describe, expect, it } from 'vitest'
import { serverOnlyNote } from '../../src/render/content-diff.ts'
import { aPlannedResource } from './factories.ts'

const GIT = 'id: a\ntasks:\n  - id: t\ntriggers:\n  - id: x\n'

describe('what is said in public of lines that only the server has', () => {
  it.each([
    ['nothing, where there are none', GIT, undefined],
    [
      'how many, and below which key that Git has as well',
      GIT.replace('- id: t\n', '- id: t\n    secret: 1\n    more: 2\n'),
      'below `tasks`: 2 lines that exist only on the server are not shown, because this repository is public',
    ],
    [
      'no key that only the server has',
      `${GIT}ours:\n  name: hidden\n`,
      '2 lines that exist only on the server are not shown, because this repository is public',
    ],
  ])('is %s', (_, live, note) => {
    expect(serverOnlyNote(aPlannedResource({ desired: GIT, base: GIT, live }))).toBe(note)
  })
})
