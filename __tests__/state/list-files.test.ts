import { describe, expect, it } from 'vitest'
import { namespacesRead } from '../../src/plan/known-flows.ts'
import { mergeRecords } from '../../src/record/read-records.ts'
import type { ResourceKind } from '../../src/resource/resource.ts'
import { readNamespaces } from '../../src/state/server/read-namespaces.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { aClient, type Reply } from '../support/a-client.ts'

const flow = (message: string) => ({
  namespace: 'company.team',
  id: 'f',
  file: 'f.yml',
  document: parseYaml(`id: f\nnamespace: company.team\ntasks:\n  - id: t\n    type: x.Y\n    message: "${message}"\n`),
})

/** What is asked of a server for a tree of one flow, and the namespaces of which the files are known then. */
const reading = async (message: string, reply: Reply) => {
  const { client, asked } = aClient(() => reply)
  const flows = [flow(message)]
  const { listed, notRead } = await readNamespaces(client, {
    desiredResources: new Map(),
    baseResources: undefined,
    records: mergeRecords({ owner: 'us', formerly: [], beyond: [], key: undefined }, new Map()),
    also: [],
    isEverything: false,
    needsAll: () => false,
    toList: (kind: ResourceKind) => namespacesRead(kind, { flows, desiredResources: new Map() }),
    now: () => 0,
  })
  return { asked, listed: [...(listed.get('file')?.keys() ?? [])], notRead: notRead.length }
}

const EXPORT = 'GET /namespaces/company.team/files/export'

describe('the files of a namespace of which the tree has none', () => {
  it.each([
    ["{{ read('a.sql') ~ fileSize('b.sql') }}", [EXPORT]],
    ["{{ read('a.sql', 'other') }}", ['GET /namespaces/other/files/export']],
    ['nsfile:///a.sql', [EXPORT]],
    ['{{ read(inputs.f) }}', []],
  ])('are asked for once, and nowhere above, for %s', async (message, expected) => {
    const { asked, listed } = await reading(message, { status: 404 })
    expect(asked).toEqual(expected)
    expect(listed).toHaveLength(expected.length)
  })

  it('stay unknown, with a sentence, where the account may not read them', async () => {
    const { listed, notRead } = await reading("{{ read('a.sql') }}", { status: 403 })
    expect({ listed, notRead }).toEqual({ listed: [], notRead: 1 })
  })

  it('end the run where the server fails', async () => {
    await expect(reading("{{ read('a.sql') }}", { status: 500 })).rejects.toThrow()
  })
})
