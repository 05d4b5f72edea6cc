import { expect, test } from 'vitest'
import { describeEngines } from '../engine/engine.ts'
import { aFlow } from '../support/a-flow.ts'
import { type Scenario, startScenario } from './start-scenario.ts'

const NAMESPACES = ['shop.a', 'shop.b', 'shop.c']
const TREE = Object.fromEntries(NAMESPACES.map((namespace) => [`${namespace}/kv.yml`, 'one: 1\ntwo: two\nthree: 3\n']))

/** How many lists of keys and how many values of keys a plan asks for, and how many edits it finds. */
const lookAt = async (scenario: Scenario, args: readonly string[] = ['plan']) => {
  let drift = 0
  const requests = await scenario.requestsOf(async () => {
    drift = (await scenario.json(args)).summary.drift
  })
  const paths = requests.map(({ path }) => path.replace(/\?.*/, '')).filter((path) => !path.endsWith('/kestra-gitops'))
  const lists = paths.filter((path) => path.endsWith('/kv')).length
  return { drift, lists, values: paths.filter((path) => path.includes('/kv/')).length }
}

describeEngines('pairs in namespaces that are in Git as they were last deployed', (version) => {
  const lists = version.startsWith('1.') ? NAMESPACES.length : 1

  test.concurrent('are listed, and those that were written since are read: a plan finds what drift finds', async () => {
    using scenario = startScenario(version, TREE)
    await scenario.json(['deploy'])
    expect(await lookAt(scenario)).toEqual({ drift: 0, lists, values: 0 })
    await scenario.hands.setKeyValue('shop.b', 'two', '"edited"')
    expect(await lookAt(scenario)).toEqual({ drift: 1, lists, values: 1 })
    await scenario.hands.deleteKeyValue('shop.c', 'one')
    expect(await lookAt(scenario)).toEqual({ drift: 2, lists, values: 1 })
    expect(await lookAt(scenario, ['drift'])).toEqual({ drift: 2, lists, values: 8 })
  })

  test.concurrent('stay edited through a deploy that writes the record for another reason', async () => {
    using scenario = startScenario(version, TREE)
    await scenario.json(['deploy'])
    await scenario.hands.setKeyValue('shop.b', 'two', '"edited"')
    scenario.repository.commit({
      'shop.b/flows/f.yml': aFlow({ namespace: 'shop.b', id: 'f' }),
      'shop.b/kv.yml': 'one: 10\ntwo: two\nthree: 3\n',
    })
    expect(await scenario.json(['deploy'])).toMatchObject({ result: 'deployed', summary: { drift: 1, update: 1 } })
    expect(await lookAt(scenario)).toEqual({ drift: 1, lists, values: 1 })
  })

  test.concurrent('are read where the record of an older release does not tell when, until the next deploy', async () => {
    using scenario = startScenario(version, TREE)
    await scenario.json(['deploy'])
    for (const namespace of NAMESPACES) {
      const record = await scenario.hands.keyValue(namespace, 'kestra-gitops')
      const text = JSON.stringify(record?.value, (name, value: unknown) => (name === 'updated' ? undefined : value))
      await scenario.hands.setKeyValue(namespace, 'kestra-gitops', text)
    }
    await scenario.hands.setKeyValue('shop.b', 'two', '"edited"')
    expect(await lookAt(scenario)).toEqual({ drift: 1, lists, values: 9 })
    expect(await scenario.writesOf(() => scenario.json(['deploy']))).toEqual([])
    expect(await lookAt(scenario)).toEqual({ drift: 1, lists, values: 1 })
  })
})
