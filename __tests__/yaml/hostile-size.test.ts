import { expect, test } from 'vitest'
import { validateOffline } from '../../src/lint/validate-offline.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { growth } from '../fixtures/growth.ts'
import { aFlow } from '../support/a-flow.ts'

const HEAD = aFlow({ id: 'a' })
const lines = (count: number, line: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => line(index)).join('')

const shapes: readonly (readonly [string, (size: number) => string])[] = [
  ['one key again and again', (size) => `${HEAD}variables:\n${lines(size, () => '  k: 1\n')}`],
  ['many keys twice', (size) => `${HEAD}variables:\n${lines(size, (index) => `  k${index % (size / 2)}: 1\n`)}`],
  ['many keys with a problem each', (size) => `${HEAD}labels:\n${lines(size, (index) => `  K ${index}: {}\n`)}`],
  [
    'one id again and again',
    (size) => `id: a\nnamespace: company.team\ntasks:\n${lines(size, () => '  - id: b\n    type: t.T\n')}`,
  ],
  [
    'many tasks',
    (size) => `id: a\nnamespace: company.team\ntasks:\n${lines(size, (index) => `  - id: b${index}\n    type: t.T\n`)}`,
  ],
  ['many aliases', (size) => `${HEAD}x: &x 1\nvariables:\n${lines(size, (index) => `  k${index}: *x\n`)}`],
  ['many comments above a problem', (size) => `${lines(size, () => '# kestra-gitops: ignore x\n')}${HEAD}`],
  ['many inputs', (size) => `${HEAD}inputs:\n${lines(size, (index) => `  - id: i${index}\n    type: NOPE\n`)}`],
  ['a long list', (size) => `${HEAD}variables:\n  a: [${'a, '.repeat(size)}]\n`],
  ['a long id', (size) => `id: ${'a-'.repeat(size)}\nnamespace: ${'a.'.repeat(size)}b\ntasks: []\n`],
]

test.each(shapes)('a flow of %s is read and checked in linear time', (_name, make) => {
  const check = (size: number) => {
    const source = make(size)
    return () => {
      const document = parseYaml(source)
      const flow = { namespace: 'company.team', id: 'a', file: 'flows/a.yml', document }
      return validateOffline({ flows: [flow], brokenFlows: [], desired: { resources: [] } })
    }
  }
  expect(growth([500, 4000], check)).toBeLessThan(24)
})
