import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { UserError } from '../../src/finding/user-error.ts'
import type { KestraClient } from '../../src/kestra/client.ts'
import { loadFlowSchema, taskTypes } from '../../src/lint/schema/flow-schema.ts'
import { readPluginOutputs, type TypeOutputs } from '../../src/lint/type-outputs.ts'
import { readOutputs, readServerOutputs } from '../../src/state/read-outputs.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { aClient } from '../support/a-client.ts'

const folder = mkdtempSync(join(tmpdir(), 'outputs-'))
afterEach(() => rmSync(join(folder, 'kestra-gitops'), { recursive: true, force: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const reported = (properties: object) => ({ markdown: '', schema: { properties: {}, outputs: { properties } } })

/** A server that counts what it is asked for, and knows the types of `known`. */
const aServer = (known: Readonly<Record<string, unknown>>, answer?: () => Promise<never>) => {
  const asked: string[] = []
  const { client } = aClient(
    ({ path }) => {
      const type = path.replace('/api/v1/plugins/', '')
      asked.push(type)
      return answer?.() ?? (known[type] === undefined ? { status: 404 } : { json: known[type] })
    },
    { pluginsHash: '7' },
  )
  return { asked, client }
}

const ACME = { 'io.acme.A': reported({ uri: { type: 'string', format: 'uri' } }), 'io.acme.B': reported({}) }
const runtime = (cacheFolder?: string) => ({ cacheFolder, now: () => 0 })

describe('what a server tells of its types', () => {
  it('is asked once for each type where a folder keeps it', async () => {
    const [first, again] = [aServer(ACME), aServer(ACME)]
    expect(await readServerOutputs(first.client, new Set(['io.acme.A']), runtime(folder))).toEqual({
      'io.acme.A': { uri: 'string' },
    })
    const both = await readServerOutputs(again.client, new Set(['io.acme.A', 'io.acme.B']), runtime(folder))
    expect(both).toEqual({ 'io.acme.A': { uri: 'string' }, 'io.acme.B': {} })
    expect([first.asked, again.asked]).toEqual([['io.acme.A'], ['io.acme.B']])
  })

  it('is asked again where the kept file is damaged', async () => {
    await readServerOutputs(aServer(ACME).client, new Set(['io.acme.A']), runtime(folder))
    const [name = ''] = readdirSync(join(folder, 'kestra-gitops'))
    writeFileSync(join(folder, 'kestra-gitops', name), '{"io.acme.A": {"uri"')
    const server = aServer(ACME)
    expect(await readServerOutputs(server.client, new Set(['io.acme.A']), runtime(folder))).toHaveProperty([
      'io.acme.A',
    ])
    expect(server.asked).toEqual(['io.acme.A'])
  })

  it('is nothing of a type that it does not know, and of one that gives more than it names', async () => {
    const open = { schema: { outputs: { properties: {}, additionalProperties: true } } }
    const server = aServer({ open })
    expect(await readServerOutputs(server.client, new Set(['open', 'other']), runtime())).toEqual({})
  })

  it('is nothing once it refuses', async () => {
    const types = Array.from({ length: 90 }, (_, index) => `io.acme.T${index}`)
    const server = aServer({}, () => Promise.reject(new UserError('forbidden', 'no')))
    expect(await readServerOutputs(server.client, new Set(types), runtime())).toEqual({})
    expect(server.asked.length).toBeLessThan(20)
  })

  it('is asked for in at most 100 requests and 5 s', async () => {
    const types = new Set(Array.from({ length: 300 }, (_, index) => `io.acme.T${index}`))
    const [many, slow] = [aServer({}), aServer({})]
    await readServerOutputs(many.client, types, runtime())
    let time = 0
    await readServerOutputs(slow.client, types, { cacheFolder: undefined, now: () => (time += 1000) })
    expect([many.asked.length, slow.asked.length]).toEqual([100, 4])
  })

  it('does not hide a fault of this program', async () => {
    const server = aServer({}, () => Promise.reject(new TypeError('fault')))
    await expect(readServerOutputs(server.client, new Set(['a']), runtime())).rejects.toThrow('fault')
  })
})

const SCHEMA: object = JSON.parse(
  readFileSync(new URL('../fixtures/flow-schema/2.0.0.recorded.json', import.meta.url), 'utf8'),
)

describe('what is known of types', () => {
  const document = parseYaml(`id: f
namespace: company.team
tasks:
  - {id: a, type: io.acme.A}
  - {id: b, type: io.acme.B}
  - {id: c, type: io.acme.C, format: "{{ outputs.a.uri }} {{ outputs.b.x ?? '' }}"}
`)
  const flows = [{ namespace: 'company.team', id: 'f', file: 'f.yml', document }]
  const stamped = (outputs: TypeOutputs) =>
    loadFlowSchema({ 'x-kestra-gitops': { version: '2.0.0', pluginsHash: '7', outputs }, ...SCHEMA })
  const signal = new AbortController().signal
  const read = (server: KestraClient | undefined) =>
    readOutputs(flows, Promise.resolve(stamped({ 'io.acme.A': { old: 'any' }, 'io.acme.D': {} }).outputs), {
      client: server,
      runtime: { ...runtime(), signal },
    })

  it('comes from the file, and of what is read with the word of the server before it', async () => {
    const server = aServer(ACME)
    expect(await read(server.client)).toEqual({ 'io.acme.A': { uri: 'string' }, 'io.acme.D': {} })
    expect(server.asked).toEqual(['io.acme.A'])
  })

  it('comes from the file alone where no server is asked', async () => {
    expect(await read(undefined)).toEqual({ 'io.acme.A': { old: 'any' }, 'io.acme.D': {} })
  })

  it('is nothing in a file from before, or in one that holds something else there', () => {
    const before = loadFlowSchema({ 'x-kestra-gitops': { version: '2.0.0', pluginsHash: '7' }, ...SCHEMA })
    const other = loadFlowSchema({ 'x-kestra-gitops': { version: '2.0.0', outputs: [1] }, ...SCHEMA })
    expect([before.outputs, other.outputs, other.version]).toEqual([undefined, undefined, { major: 2, minor: 0 }])
    expect(taskTypes(before)).toContain('io.kestra.plugin.core.log.Log')
    expect(taskTypes(before)).not.toContain('io.kestra.plugin.core.trigger.Schedule')
  })

  it.each([
    undefined,
    null,
    [],
    {},
    { schema: {} },
    { schema: { outputs: 1 } },
    { schema: { outputs: { properties: [] } } },
  ])('is nothing in %j', (answer) => {
    expect(readPluginOutputs(answer)).toBeUndefined()
  })
})
