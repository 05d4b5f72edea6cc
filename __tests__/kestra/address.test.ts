import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderLiteralRoutes } from '../../scripts/generate-literal-routes.ts'
import { isUserError } from '../../src/finding/user-error.ts'
import type { KestraClient } from '../../src/kestra/client.ts'
import { deleteValue, readKey, writeValue } from '../../src/kestra/key-values.ts'
import { readFlow } from '../../src/kestra/read-flows.ts'
import { deleteFlow } from '../../src/kestra/write-flows.ts'
import { FILE_ON_SERVER } from '../../src/kinds/file/server.ts'
import { FLOW_ON_SERVER } from '../../src/kinds/flow/server.ts'
import { aClient } from '../support/a-client.ts'

const FOLDER = '__tests__/engine/openapi'

/** Every path that a real server of either version has a route for. */
const routes = [
  ...new Set(
    readdirSync(FOLDER).flatMap((file) =>
      (JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as { path: string }[]).map(({ path }) => path),
    ),
  ),
]

/** As a server chooses: of the routes that fit, the one with the most literal steps. */
const routeThatAnswers = (sent: string): string | undefined => {
  const steps = new URL(sent, 'http://server').pathname.split('/').map(decodeURIComponent)
  const literals = (route: string): number => route.split('/').filter((step) => !step.startsWith('{')).length
  return routes
    .filter((route) => {
      const own = route.split('/')
      return own.length === steps.length && own.every((step, at) => step.startsWith('{') || step === steps[at])
    })
    .toSorted((a, b) => literals(b) - literals(a))[0]
}

/** Notes the paths that would be sent; to each of them "not found" is an answer. */
const notingClient = () => {
  const sent: string[] = []
  const { client } = aClient(({ path }) => {
    sent.push(path)
    return { status: 404, json: {} }
  })
  return { client, sent }
}

interface Name {
  readonly namespace: string
  readonly name: string
}

const content = new Uint8Array()
const updateFlow = (client: KestraClient, name: Name) =>
  FLOW_ON_SERVER.write(client, { name, content: '', isNew: false })

const calls: readonly {
  readonly route: string
  readonly call: (client: KestraClient, name: Name) => Promise<unknown>
}[] = [
  { route: '/flows/{namespace}/{id}', call: (client, { namespace, name }) => readFlow(client, namespace, name) },
  {
    route: '/flows/{namespace}/{id}',
    call: updateFlow,
  },
  {
    route: '/flows/{namespace}/{id}',
    call: (client, { namespace, name: id }) => deleteFlow(client, { namespace, id }),
  },
  {
    route: '/namespaces/{namespace}/kv/{key}',
    call: (client, { namespace, name }) => readKey(client, namespace, name),
  },
  {
    route: '/namespaces/{namespace}/kv/{key}',
    call: (client, { namespace, name: key }) => writeValue(client, { namespace, key, value: 1 }),
  },
  {
    route: '/namespaces/{namespace}/kv/{key}',
    call: (client, { namespace, name }) => deleteValue(client, namespace, name),
  },
  { route: '/namespaces/{namespace}/files', call: (client, name) => FILE_ON_SERVER.readOne(client, name) },
  {
    route: '/namespaces/{namespace}/files',
    call: (client, name) => FILE_ON_SERVER.write(client, { name, content, isNew: true }),
  },
  {
    route: '/namespaces/{namespace}/files',
    call: (client, name) => FILE_ON_SERVER.remove(client, name),
  },
  {
    route: '/namespaces/{namespace}/files/export',
    call: (client, { namespace }) => FILE_ON_SERVER.readAll(client, [namespace]),
  },
]

const steps = [...new Set(routes.flatMap((route) => route.split('/')))].filter((step) => !step.startsWith('{'))
const disguises = [encodeURIComponent, (word: string) => word.replaceAll('-', '%2D'), (word: string) => `${word}/..`]
const aWord = fc.constantFrom(...steps, 'company.team', 'daily', '.', '..', '%2e%2e', '', 'a/b', 'a\\b', 'by-query;x')
const aStep = fc.oneof(
  { weight: 6, arbitrary: aWord },
  { weight: 2, arbitrary: fc.tuple(aWord, fc.constantFrom(...disguises)).map(([word, disguise]) => disguise(word)) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary' }) },
)
const someNames = fc.record({ namespace: aStep, name: aStep })

const attempt = async (call: () => Promise<unknown>): Promise<string> => {
  try {
    await call()
    return 'sent'
  } catch (error) {
    if (!isUserError(error)) throw error
    return error.reason
  }
}

describe('a request for something by its name', () => {
  it('reaches the intended route, whatever the names are, or is not sent', async () => {
    await fc.assert(
      fc.asyncProperty(someNames, fc.constantFrom(...calls), async (names, { route, call }) => {
        const { client, sent } = notingClient()
        const outcome = await attempt(() => call(client, names))
        expect(sent.map(routeThatAnswers)).toEqual(sent.map(() => `/api/v1/{tenant}${route}`))
        if (sent.length === 0) expect(['name-is-a-route', 'name-not-addressable', 'not-found']).toContain(outcome)
      }),
      { numRuns: 3000 },
    )
  })

  const refused = [
    ['delete', 'by-query'],
    ['delete', 'by-ids'],
    ['export', 'by-query'],
    ['delete', 'by%2Dquery'],
    ['delete', 'by%252Dquery'],
    ['enable', 'by-ids'],
    ['validate', 'task'],
    ['..', 'x'],
    ['delete', '.'],
    ['', 'by-query'],
    ['delete/by-query', 'x'],
    ['\ud800', 'x'],
  ] as const

  it.each(refused)('is refused for the flow %s / %s, whatever is asked of it', async (namespace, id) => {
    const { client, sent } = notingClient()
    const asked = [
      () => readFlow(client, namespace, id),
      () => updateFlow(client, { namespace, name: id }),
      () => deleteFlow(client, { namespace, id }),
    ]
    for (const call of asked) await expect(call()).rejects.toThrow(/Nothing was sent/)
    expect(sent).toEqual([])
  })

  it('is refused for the key that lists the others', async () => {
    const { client, sent } = notingClient()
    await expect(readKey(client, 'company.team', 'inheritance')).rejects.toThrow(/another route/)
    expect(sent).toEqual([])
  })

  it('keeps every sign of a name', async () => {
    const { client, sent } = notingClient()
    for (const id of ['a b', '100%25', 'a&b=c', 'é']) {
      await readFlow(client, 'company.team', id)
      const path = sent.at(-1)?.split('?')[0] ?? ''
      expect([id, decodeURIComponent(path.split('/').at(-1) ?? '')]).toEqual([id, id])
      expect(path).toMatch(/^[\w./%~-]+$/)
    }
  })

  it('takes names that only resemble a route', async () => {
    const { client, sent } = notingClient()
    await readFlow(client, 'delete.team', 'by-query')
    await readFlow(client, 'by-query', 'delete')
    expect(sent).toHaveLength(2)
  })
})

describe('the table of literal routes', () => {
  it('is what "npm run docs" makes of the routes of real servers', () => {
    expect(readFileSync('src/resource/literal-routes.ts', 'utf8')).toBe(renderLiteralRoutes())
  })
})
