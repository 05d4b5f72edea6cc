import { expect, test } from 'vitest'
import { offerRunningEngines } from './running-engines.ts'

/** Engines that are no more than addresses, and those of them that have ended. */
const addressesOnly = () => {
  const ended = new Set<string>()
  let count = 0
  const begin: Parameters<typeof offerRunningEngines>[0] = async ({ version }) => {
    count += 1
    const url = `http://engine-${count}`
    return {
      ...{ version, url, username: '', password: '', pid: undefined },
      hasEnded: () => ended.has(url),
      stop: async () => void ended.add(url),
    }
  }
  return { begin, ended }
}

test('one engine serves all tests until it ends, then a new one does', async () => {
  const { begin, ended } = addressesOnly()
  await using engines = await offerRunningEngines(begin)
  const ask = async () => (await fetch(`${engines.url}/2.0.0`)).text()
  expect(await Promise.all([ask(), ask()])).toEqual(['http://engine-1', 'http://engine-1'])
  ended.add('http://engine-1')
  expect(await Promise.all([ask(), ask()])).toEqual(['http://engine-2', 'http://engine-2'])
  expect((await engines.started()).map(({ url }) => url)).toEqual(['http://engine-2'])
})
