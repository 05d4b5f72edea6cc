import { expect, it } from 'vitest'
import { parseOnce } from '../../src/flow/flow-document.ts'
import { readRepository } from '../../src/repository/read-repository.ts'
import { aFlowText, aTree } from '../repository/a-tree.ts'

it('gives two trees the same document where they hold the same text', async () => {
  const settings = { roots: [], namespaceMap: [{ from: 'dev', to: 'prod' }], parse: parseOnce() }
  const same = aFlowText('dev', 'same')
  const [one, other] = await Promise.all([
    readRepository(aTree({ 'flows/same.yml': same, 'flows/a.yml': aFlowText('team', 'a') }), settings),
    readRepository(
      aTree({ 'moved/flows/same.yml': same, 'moved/flows/a.yml': aFlowText('team', 'a', '# b') }),
      settings,
    ),
  ])
  const documents = [one, other].map(({ flows }) => new Map(flows.map(({ id, document }) => [id, document])))
  expect(documents[0]?.get('same')).toMatchObject({ namespace: 'prod', id: 'same' })
  expect(documents[0]?.get('same')?.rangeOf).toBe(documents[1]?.get('same')?.rangeOf)
  expect(documents[0]?.get('a')?.source).not.toBe(documents[1]?.get('a')?.source)
})
