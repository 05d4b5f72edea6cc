import { expect, test } from 'vitest'
import * as z from 'zod'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { call, describeEngines, freshServer } from '../engine/engine.ts'
import { mutationsFor } from './mutate-flow.ts'
import {
  baseFlows,
  harmfulMutations,
  harmlessMutations,
  type NamedMutation,
  unsavableMutations,
} from './named-mutations.ts'
import { validateBatch } from './validate-batch.ts'

const FlowName = z.looseObject({ namespace: z.string().optional(), id: z.string().optional() })

interface Case {
  readonly name: string
  readonly source: string
}

const casesOf = (mutations: readonly NamedMutation[]): readonly Case[] =>
  mutations.flatMap(({ name, change }) =>
    baseFlows.flatMap((base) => {
      const source = change(base)
      return source === undefined ? [] : [{ name, source }]
    }),
  )

describeEngines('the offline rules against the verdict of the engine', (version) => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const server = freshServer(version)

  const hasError = (source: string): boolean => {
    const document = parseYaml(source)
    const problems = validateOffline(
      { flows: [], brokenFlows: [{ file: 'a.yml', document }], desired: { resources: [] } },
      { version: { major, minor } },
    )
    return problems.some(({ severity }) => severity === 'error')
  }

  const judge = async (cases: readonly Case[]) => {
    const verdicts = await validateBatch(
      server,
      cases.map(({ source }) => source),
    )
    return cases.map(({ name, source }, index) => ({
      name,
      source,
      isRefused: Boolean(verdicts[index]?.constraints),
      hasError: hasError(source),
    }))
  }

  test('more than 200 valid flows have no error', async () => {
    const judged = await judge(casesOf(harmlessMutations))
    expect(judged.length).toBeGreaterThan(200)
    expect(judged.filter(({ isRefused, hasError }) => isRefused || hasError)).toEqual([])
  })

  test('more than 200 invalid flows have one, but for what is left to the server by name', async () => {
    const judged = await judge(casesOf(harmfulMutations))
    expect(judged.length).toBeGreaterThan(200)
    expect(judged.filter(({ isRefused }) => !isRefused)).toEqual([])
    const missed = new Set(judged.filter(({ hasError }) => !hasError).map(({ name }) => name))
    const left = harmfulMutations.filter(({ leftToServer }) => leftToServer !== undefined).map(({ name }) => name)
    expect([...missed].toSorted()).toEqual(left.toSorted())
  })

  test('what a server finds valid and then does not save, or not under its name, is an error', async () => {
    const judged = await judge(casesOf(unsavableMutations))
    expect(judged.filter(({ isRefused, hasError }) => isRefused || !hasError)).toEqual([])
    for (const { name, source } of judged) {
      const headers = { 'content-type': 'application/x-yaml' }
      const answer = await call(server, '/flows', { method: 'POST', headers, body: source })
      const { namespace, id } = FlowName.parse(await answer.json())
      const isSaved = answer.ok && (await call(server, `/flows/${namespace}/${id}`)).ok
      expect({ name, isSaved }).toEqual({ name, isSaved: false })
    }
  })

  test('flows with one node changed: nothing is an error that the engine accepts', async () => {
    const judged = await judge(mutationsFor(version))
    expect(judged.length).toBeGreaterThan(300)
    expect(judged.filter(({ isRefused, hasError }) => hasError && !isRefused).map(({ name }) => name)).toEqual([])
    expect(judged.filter(({ hasError }) => hasError).length).toBeGreaterThan(50)
  })
})
