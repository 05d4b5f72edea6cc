import { describe, expect, it } from 'vitest'
import { writeRecords } from '../../src/deploy/deploy-plan.ts'
import { readRecords } from '../../src/record/read-records.ts'
import { parseRecord } from '../../src/record/record-json.ts'
import { RECORD_KEY } from '../../src/resource/resource.ts'
import { serverInMemory } from '../support/server-in-memory.ts'

const OWNER = 'acme/flows'
const NEXT = { commit: 'd', committed: 8, run: 's', namespaces: ['dev'], resources: new Map(), hasMore: false }
const NEWER = { version: 2, tenants: { main: 'x' } }
const NOTICE = `The deployment record of namespace dev was written by a newer kestra-gitops (format 2, this release knows 1): it is left as it is, and Git is used instead. Update the action, or the command line.`

const read = (server: ReturnType<typeof serverInMemory>) =>
  readRecords(server.client, OWNER, { namespaces: ['dev'], isAllowed: () => true })

describe('a record of a newer format', () => {
  it('is reported, is no evidence, and is never written or deleted', async () => {
    const server = serverInMemory()
    server.records.set('dev', NEWER)
    const records = await read(server)
    expect(records.notices).toEqual([NOTICE])
    expect([...records.unreadable]).toEqual(['dev'])
    for (const planned of [new Map([['dev', NEXT]]), new Map()]) {
      const { byNamespace, notices } = await writeRecords(server.client, records, planned)
      expect([...byNamespace]).toEqual([])
      expect(notices).toEqual([])
      expect(server.records.get('dev')).toEqual(NEWER)
    }
  })

  it('is skipped and reported also where another run wrote it meanwhile', async () => {
    const server = serverInMemory()
    const records = await read(server)
    server.records.set('dev', NEWER)
    expect((await writeRecords(server.client, records, new Map([['dev', NEXT]]))).notices).toEqual([NOTICE])
    expect(server.records.get('dev')).toEqual(NEWER)
  })

  it.each([[{ version: 2 }], [{ version: 99, owners: {} }]])('is known by its number: %j', (value) => {
    expect(parseRecord('dev', value).kind).toBe('newer')
  })

  it.each([[{ version: '2' }], [{ version: 0 }], [{ version: 1.5 }], [{ owners: {} }], [[2]]])(
    'is not what no release ever wrote, which the next deploy writes anew: %j',
    async (value) => {
      const server = serverInMemory()
      server.records.set('dev', value)
      const records = await read(server)
      expect(records.notices).toEqual([expect.stringContaining(`key "${RECORD_KEY}" holds something that is not`)])
      await writeRecords(server.client, records, new Map([['dev', NEXT]]))
      expect(server.records.get('dev')).toMatchObject({ version: 1, owners: { [OWNER]: { commit: 'd' } } })
    },
  )
})
