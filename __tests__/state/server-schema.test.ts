import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { UserError } from '../../src/finding/user-error.ts'
import type { KestraClient } from '../../src/kestra/client.ts'
import type { ResourceKind } from '../../src/resource/resource.ts'
import { readSchemas, readServerSchema } from '../../src/state/read-schema.ts'
import { aClient, type Reply } from '../support/a-client.ts'

const SCHEMA: unknown = JSON.parse(
  readFileSync(new URL('../fixtures/flow-schema/2.0.0.recorded.json', import.meta.url), 'utf8'),
)

const folder = mkdtempSync(join(tmpdir(), 'schema-'))
afterEach(() => rmSync(join(folder, 'kestra-gitops'), { recursive: true, force: true }))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** A server that counts how often it is asked for its schema. */
const aServer = (
  { version = '2.0.0', pluginsHash = '7' }: { version?: string; pluginsHash?: string | undefined } = {},
  answer: () => Reply | Promise<never> = () => ({ json: SCHEMA }),
) => {
  const asked: string[] = []
  const { client } = aClient(
    ({ path }) => {
      asked.push(path.replace('/api/v1/plugins/schemas/', ''))
      return answer()
    },
    { version, pluginsHash },
  )
  return { asked, client }
}

describe('the schema of a server', () => {
  it('is read once for a version with its plugins where a folder keeps it', async () => {
    const [first, again, other] = [aServer(), aServer(), aServer({ pluginsHash: '8' })]
    expect((await readServerSchema(first.client, 'flow', folder))?.version).toEqual({ major: 2, minor: 0 })
    expect((await readServerSchema(again.client, 'flow', folder))?.types.size).toBeGreaterThan(50)
    await readServerSchema(other.client, 'flow', folder)
    await readServerSchema(aServer({ version: '2.0.1' }).client, 'flow', folder)
    expect([first.asked, again.asked, other.asked]).toEqual([['flow'], [], ['flow']])
    expect(readdirSync(join(folder, 'kestra-gitops'))).toHaveLength(3)
  })

  it('is not kept where the server does not tell its plugins, and where there is no folder', async () => {
    for (const [options, where] of [
      [{ pluginsHash: '0' }, folder],
      [{}, undefined],
    ] as const) {
      const server = aServer(options)
      await readServerSchema(server.client, 'flow', where)
      await readServerSchema(server.client, 'flow', where)
      expect(server.asked).toEqual(['flow', 'flow'])
    }
    expect(readdirSync(folder)).toEqual([])
  })

  it('is read again where the kept file is damaged', async () => {
    await readServerSchema(aServer().client, 'flow', folder)
    const [name = ''] = readdirSync(join(folder, 'kestra-gitops'))
    writeFileSync(join(folder, 'kestra-gitops', name), '{"$ref": "#/defin')
    const [damaged, mended] = [aServer(), aServer()]
    await readServerSchema(damaged.client, 'flow', folder)
    await readServerSchema(mended.client, 'flow', folder)
    expect([damaged.asked, mended.asked]).toEqual([['flow'], []])
  })
})

const signal = new AbortController().signal
const read = (
  client: KestraClient | undefined,
  { asked = ['flow'], paths = [] }: { asked?: readonly ResourceKind[]; paths?: readonly string[] } = {},
) =>
  readSchemas(
    { paths, given: undefined, directory: folder },
    { client, asked: new Set(asked), runtime: { signal, now: () => 0 } },
  )

describe('the schemas that a tree is compared with', () => {
  it('are those of the server for the kinds that it is asked about', async () => {
    const server = aServer()
    const found = (await read(server.client)).flatMap(({ kind, schema }) => (schema === undefined ? [] : [kind]))
    expect([found, server.asked]).toEqual([['flow'], ['flow']])
  })

  it('are not asked for where the server is asked nothing, offline, and where the server has none', async () => {
    const [quiet, without] = [aServer(), aServer({}, () => ({ status: 404 }))]
    for (const schemas of [await read(quiet.client, { asked: [] }), await read(undefined), await read(without.client)])
      expect(schemas.map(({ schema, problem }) => schema ?? problem)).toEqual([undefined, undefined])
    expect(quiet.asked).toEqual([])
  })

  it('and a server that does not give one is a warning that says why', async () => {
    const refusing = aServer({}, () => Promise.reject(new UserError('forbidden', 'You may not read the flow schema.')))
    const [{ problem } = { problem: undefined }] = await read(refusing.client)
    expect(problem).toMatchObject({ code: 'schema-not-read', severity: 'warning' })
    expect(problem?.message).toMatch(/were not looked at.*You may not read the flow schema\./)
  })

  it('but a defect of this program is no warning', async () => {
    const broken = aServer({}, () => Promise.reject(new TypeError('no such thing')))
    await expect(read(broken.client)).rejects.toThrow('no such thing')
  })
})
