import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Lab } from '../lab.ts'
import { expectSame, expectWith } from './expect-same.ts'

// What Git says of every type, and what a server tells then (docs/internals/facts/kestra.md, "Types of values").
const PAIRS: readonly (readonly [key: string, yaml: string, type: string, value: unknown])[] = [
  ['text', 'shop', 'STRING', 'shop'],
  ['digits', '"42"', 'STRING', '42'],
  ['day-text', '"2026-11-22"', 'STRING', '2026-11-22'],
  ['letters', '"été 日本語 🚀\\r\\n"', 'STRING', 'été 日本語 🚀\r\n'],
  ['number', '500', 'NUMBER', 500],
  ['point', '1.50', 'NUMBER', 1.5],
  ['yes', 'true', 'BOOLEAN', true],
  ['day', '2026-11-22', 'DATE', '2026-11-22'],
  ['time', '2026-11-22T12:00:00+02:00', 'DATETIME', '2026-11-22T10:00:00Z'],
  ['pause', 'PT5M', 'DURATION', 'PT5M'],
  ['map', '{ value: { a: [1, 2] }, description: Two numbers }', 'JSON', { a: [1, 2] }],
]

/** Pairs of every type are stored with it, found in sync, changed one by one, deleted where Git proves them, and taken back. */
export const keyValuePairs = async (lab: Lab): Promise<void> => {
  const namespace = lab.namespace('pairs')
  const file = `${namespace}/kv.yml`
  const lines = PAIRS.map(([key, yaml]) => `${key}: ${yaml}\n`)
  const repository = lab.repository({ [file]: lines.join('') })
  expectWith('the deploy', await lab.json(repository, ['deploy']), { code: 0, result: 'deployed', notices: [] })
  for (const [key, , type, value] of PAIRS)
    expectWith(`the key ${key}`, (await lab.hands.keyValue(namespace, key)) ?? {}, { type, value })
  const plan = await lab.json(repository, ['plan', '--refresh'])
  expectWith('the plan', plan, { code: 0, result: 'in-sync', resources: [] })
  expectSame('what the plan compared', plan.summary.unchanged, PAIRS.length)

  await lab.hands.setKeyValue(namespace, 'written-by-a-flow', '7')
  repository.commit({ [file]: lines.join('').replace('number: 500', 'number: 800').replace('text: shop\n', '') })
  const change = ['deploy', '--when-missing', 'mirror']
  expectWith('one change and one deletion', await lab.json(repository, change), {
    code: 0,
    result: 'deployed',
    writes: ['PUT /namespaces/pairs/kv/number', 'DELETE /namespaces/pairs/kv/text'],
  })
  expectSame('what flows write', (await lab.hands.keyValue(namespace, 'written-by-a-flow'))?.value, 7)

  await lab.hands.setKeyValue(namespace, 'number', '900')
  expectWith('the export', await lab.json(repository, ['export', '--namespace', namespace]), { code: 0, writes: [] })
  const exported = readFileSync(join(repository.dir, file), 'utf8')
  expectSame(
    'the lines that came',
    exported.includes('number: 900\n') && exported.includes('written-by-a-flow: 7\n'),
    true,
  )
  repository.commit({}, 'Export')
  expectWith('the plan after it', await lab.json(repository, ['plan', '--refresh']), {
    result: 'in-sync',
    resources: [],
  })
}
