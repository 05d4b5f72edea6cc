import { describe, expect, it } from 'vitest'
import { contentOf } from '../../src/kinds/key-value/value/pair.ts'
import { indexDesired, indexLive, KINDS } from '../../src/kinds/kinds.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { readFileHistory } from '../../src/state/git/file-history.ts'

const FILE = 'company.team/kv.yml'
const named = (name: string) => ({ kind: 'key-value' as const, namespace: 'company.team', name })
const pair = (name: string, value: string) => ({ ...named(name), content: contentOf({ type: 'STRING', value }) })
const bytes = (text: string) => new TextEncoder().encode(text)

describe('what older commits of a file with many pairs prove', () => {
  it('is told key by key, and git is asked for the file once', async () => {
    const asked: string[] = []
    const keys = Array.from({ length: 50 }, (_, index) => `key_${index}`)
    const history = await readFileHistory(
      {
        desiredResources: indexDesired(keys.map((key) => ({ ...pair(key, 'now'), file: FILE }))),
        baseResources: undefined,
        namespaceMap: [],
      },
      {
        liveResources: indexLive(keys.map((key) => ({ ...pair(key, 'before'), revision: 1, isDraft: false }))),
        recorded: new Map(),
      },
      { directory: '.', settings: { preview: undefined } },
      () => ({
        contentsOf: async (file) => {
          asked.push(file)
          return [bytes('key_0: before\nkey_1: "oops'), bytes('key_0: other\nkey_1: before\n')]
        },
        [Symbol.asyncDispose]: async () => undefined,
      }),
    )
    expect(asked).toEqual([FILE])
    const provenOf = (name: string) => history.get(resourceKey(named(name)))
    const fingerprint = (value: string) => KINDS['key-value'].fingerprint(pair('x', value).content)
    expect(provenOf('key_0')).toEqual([fingerprint('other')])
    expect(provenOf('key_1')).toEqual([fingerprint('before')])
    expect(provenOf('key_2')).toEqual([])
  })
})
