import { expect, inject, test } from 'vitest'
import * as z from 'zod'
import { aFlow } from '../support/a-flow.ts'
import { readRoutes } from './contract/openapi.ts'
import { call, describeEngines, freshServer } from './engine.ts'
import type { EngineVersion } from './engine-versions.ts'

const SERVED = /^\/api\/v1\/(?:configs$|\{tenant\}\/(?:flows|namespaces|kv|dashboards)(?:\/|$))/
/** Of these most are not there: nothing is sent to a name of a few letters, which one of them could take. */
const IN_PART = /^\/api\/v1\/\{tenant\}\/(?:executions|triggers|logs|outputs)(?:\/|$)/
const JSON_TYPE = 'application/json'
const DESCRIBED_BY: Readonly<Record<EngineVersion, string>> = { '2.0.0': '2.0.0-SNAPSHOT', '1.3.31': '1.0.3' }

// What the layer has beyond the description of its generation, with the reason.
const UNDESCRIBED: Readonly<Record<EngineVersion, Readonly<Record<string, string>>>> = {
  '2.0.0': {},
  '1.3.31': {
    'POST /api/v1/{tenant}/flows/validate takes multipart/form-data':
      'Since 1.3, and the product sends it from 1.3 on.',
    'POST /api/v1/{tenant}/flows takes */*': 'Hidden route for flows in JSON: seen in the routing rows.',
    'PUT /api/v1/{tenant}/flows/{namespace}/{id} takes */*':
      'Hidden route for flows in JSON: seen in the routing rows.',
    'POST /api/v1/{tenant}/flows/{namespace} takes application/json': 'Hidden likewise: seen at POST /flows/validate.',
  },
}

const UNDESCRIBED_IN_PART: Readonly<Record<EngineVersion, Readonly<Record<string, string>>>> = {
  '2.0.0': {},
  '1.3.31': {
    'DELETE /api/v1/{tenant}/executions/{executionId}/kill gives text/json':
      'It answers with nothing, and the description names no type.',
  },
}

const RouteOfLayer = z.object({
  method: z.string(),
  path: z.string(),
  consumes: z.array(z.string()),
  produces: z.array(z.string()),
})

describeEngines('the routes', (version) => {
  test('are those of the description, each with the types that it takes and gives', async () => {
    const layer = await layerOf(version, SERVED)
    const described = describedLines(version, SERVED)
    const undescribed = Object.keys(UNDESCRIBED[version])
    expect([...new Set(layer)].toSorted()).toEqual([...described, ...undescribed].toSorted())
  })

  test('for what runs are among those of the description', async () => {
    const described = new Set(describedLines(version, IN_PART))
    const layer = await layerOf(version, IN_PART)
    const undescribed = [...new Set(layer)].filter((line) => !described.has(line))
    expect(layer.length).toBeGreaterThan(0)
    expect(undescribed).toEqual(Object.keys(UNDESCRIBED_IN_PART[version]))
  })

  test('that nobody needs answer 501 with their name', async () => {
    const answer = await call(freshServer(version), '/namespaces/search')
    expect([answer.status, await answer.text()]).toEqual([501, expect.stringContaining('searchNamespaces')])
  })

  test('that destroy do: a delete of the flow delete/by-query deletes all of the tenant, and of no other', async () => {
    const [server, other] = [freshServer(version), freshServer(version)]
    const headers = { 'content-type': 'application/x-yaml' }
    const names = [
      ['delete', 'by-query'],
      ['t.one', 'a'],
      ['t.two', 'b'],
    ] as const
    for (const [namespace, id] of names) {
      await call(server, '/flows', { method: 'POST', headers, body: aFlow({ namespace, id }) })
    }
    await call(other, '/flows', { method: 'POST', headers, body: aFlow({ namespace: 't.one', id: 'a' }) })
    const deleted = await call(server, '/flows/delete/by-query', { method: 'DELETE' })
    expect([deleted.status, await deleted.json()]).toEqual([200, { count: names.length }])
    expect((await call(server, '/flows/t.one/a')).status).toBe(404)
    expect((await call(other, '/flows/t.one/a')).status).toBe(200)
  })

  test('for the flows of a namespace delete what the body does not have', async () => {
    const server = freshServer(version)
    const headers = { 'content-type': 'application/x-yaml' }
    for (const id of ['a', 'b'])
      await call(server, '/flows', { method: 'POST', headers, body: aFlow({ namespace: 't.one', id }) })
    await call(server, '/flows', { method: 'POST', headers, body: aFlow({ namespace: 't.two', id: 'a' }) })
    const updated = await call(server, '/flows/t.one', {
      method: 'POST',
      headers,
      body: aFlow({ namespace: 't.one', id: 'b' }),
    })
    expect(updated.status).toBe(200)
    const statusOf = async (name: string) => (await call(server, `/flows/${name}`)).status
    expect(await Promise.all(['t.one/a', 't.one/b', 't.two/a'].map(statusOf))).toEqual([404, 200, 200])
  })
})

async function layerOf(version: EngineVersion, which: RegExp): Promise<readonly string[]> {
  const response = await fetch(`${inject('engineUrls')[version]}/_control/routes`)
  const routes = z.array(RouteOfLayer).parse(await response.json())
  return routes.filter(({ path }) => which.test(path)).flatMap(linesOf)
}

function describedLines(version: EngineVersion, which: RegExp): readonly string[] {
  return (
    readRoutes(DESCRIBED_BY[version])
      .filter(({ path }) => which.test(path))
      // A route that names no type has the framework's default.
      .flatMap(({ consumes, produces, ...route }) =>
        linesOf({ ...route, consumes: orJson(consumes), produces: orJson(produces) }),
      )
  )
}

function orJson(types: readonly string[]): readonly string[] {
  return types.length === 0 ? [JSON_TYPE] : types
}

/** One line per type, so that a route declared in two methods is the same as one in one. */
function linesOf({
  method,
  path,
  consumes,
  produces,
}: {
  readonly method: string
  readonly path: string
  readonly consumes: readonly string[]
  readonly produces: readonly string[]
}): readonly string[] {
  return [
    ...consumes.map((type) => `${method} ${path} takes ${type}`),
    ...produces.map((type) => `${method} ${path} gives ${type}`),
  ]
}
