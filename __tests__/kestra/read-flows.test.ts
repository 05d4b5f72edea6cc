import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readFlows } from '../../src/kestra/read-flows.ts'
import { aClient } from '../support/a-client.ts'

interface Stored {
  readonly namespace: string
  readonly id: string
  readonly source: string
  readonly exception?: string
}

const plain = (namespace: string, id: string): Stored => ({
  namespace,
  id,
  source: `id: ${id}\nnamespace: ${namespace}\ntasks: []\n`,
})

const inForm = (namespace: string, id: string, source: string): Stored => ({ namespace, id, source })

/** Hyphens in both, equal ids, and every way of writing a name that a server takes. */
const FLOWS: readonly Stored[] = [
  plain('company.team', 'daily-report'),
  plain('company.team-b', 'daily-report'),
  plain('company', 'team-daily-report'),
  plain('company.team', 'a'),
  inForm('company.team', 'quoted', '"id": quoted\n"namespace": \'company.team\'\ntasks: []\n'),
  inForm('company.team', 'last', 'tasks:\n  - id: t\n    type: x\nid: last\nnamespace: company.team # here\n'),
  inForm('company.team', 'marked', '---\n# id: other\nid: marked\nnamespace: company.team\n'),
  inForm('company.team', 'crlf', 'id: crlf\r\nnamespace: company.team\r\n'),
  inForm('company.team', 'braces', '{id: braces, namespace: company.team, tasks: []}'),
  inForm('company.team', 'false', 'id: off\nnamespace: company.team\n'),
]

/** The answer of a server that names the entries of its archive in this way. */
const serverWith = (flows: readonly Stored[], entryOf: (flow: Stored, index: number) => string, leavesOut = false) =>
  aClient(({ path }) => {
    if (path.includes('/flows/search')) {
      const results = flows.map(({ source: _, ...flow }) => ({ ...flow, revision: 1 }))
      return { json: { results, total: flows.length } }
    }
    if (!path.includes('/export/')) {
      const found = flows.find(({ namespace, id }) => path.includes(`/${namespace}/${id}?`))
      return found === undefined ? { status: 404 } : { json: found }
    }
    const exported = flows.filter(({ exception }) => !leavesOut || exception === undefined)
    const entries = exported.map((flow, index) => [entryOf(flow, index), Buffer.from(flow.source)] as const)
    return {
      contentType: 'application/octet-stream',
      body: Buffer.from(zipSync({ 'folder/': new Uint8Array(), ...Object.fromEntries(entries) })),
    }
  })

const FORMS: Readonly<Record<string, (flow: Stored, index: number) => string>> = {
  '<ns>-<id>.yml': ({ namespace, id }, index) => `${namespace}-${id}${index === 2 ? '-2' : ''}.yml`,
  '<ns>.<id>.yaml': ({ namespace, id }) => `${namespace}.${id}.yaml`,
  '<ns>/<id>.yaml': ({ namespace, id }) => `${namespace}/${id}.yaml`,
  '<a>/<b>/<id>.yaml': ({ namespace, id }) => `${namespace.replaceAll('.', '/')}/${id}.yaml`,
  'names that say nothing': (_, index) => `flows/${index}`,
}

describe('all flows of a server', () => {
  it.each(Object.keys(FORMS))('have the names of their texts in two requests, with entries %s', async (form) => {
    const { client, asked } = serverWith(FLOWS, FORMS[form] ?? String)
    const read = await readFlows(client)
    const ordered = read.map(({ namespace, id, source }) => ({ namespace, id, source }))
    expect(ordered).toEqual(FLOWS)
    expect(asked.toSorted()).toEqual(['GET /flows/export/by-query', 'GET /flows/search?page=1&size=1000'])
  })

  it('are read by themselves where their text is not readable, whatever it seems to say', async () => {
    const quoted = inForm('company.team', 'b', 'description: "lines\nid: a\n"\n"id": b\nnamespace: company.team\n')
    const { client, asked } = serverWith([plain('company.team', 'a'), quoted], (_, index) => `${index}`)
    expect((await readFlows(client)).map(({ source }) => source)).toEqual([
      plain('company.team', 'a').source,
      quoted.source,
    ])
    expect(asked).toContainEqual(expect.stringContaining('/flows/company.team/b?'))
  })

  it('hold those that the server lists and cannot parse, with the reason, in the archive or not', async () => {
    const broken = { ...plain('company.team', 'b'), exception: 'No plugin' }
    for (const leavesOut of [true, false]) {
      const { client } = serverWith([plain('company.team', 'a'), broken], (_, index) => `${index}`, leavesOut)
      expect(await readFlows(client)).toEqual([
        expect.objectContaining({ id: 'a', exception: undefined }),
        expect.objectContaining({ id: 'b', exception: 'No plugin', source: broken.source }),
      ])
    }
  })
})
