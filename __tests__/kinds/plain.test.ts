import { expect, test } from 'vitest'
import { toPlain, toPlainMap } from '../../src/kinds/plain.ts'

const cases = [
  {
    title: 'sorts the keys of maps',
    value: { b: [{ d: 1, c: 'x' }], a: true },
    plain: '{"a":true,"b":[{"c":"x","d":1}]}',
  },
  {
    title: 'keeps what JSON has no numbers for as text',
    value: [Infinity, 12345678901234567890n],
    plain: '["Infinity","12345678901234567890"]',
  },
  { title: 'makes null of what YAML does not have', value: [undefined, () => 1, null], plain: '[null,null,null]' },
  {
    title: 'keeps keys that JavaScript treats specially',
    value: JSON.parse('{"__proto__":1}'),
    plain: '{"__proto__":1}',
  },
]

test.each(cases)('$title', ({ value, plain }) => {
  expect(JSON.stringify(toPlain(value))).toBe(plain)
})

test('cuts what holds itself', () => {
  const list: unknown[] = [1]
  list.push(list)
  expect(toPlain(list)).toEqual([1, null])
})

const nested = (depth: number): unknown => (depth === 0 ? 'end' : [nested(depth - 1)])

test('reads 1,000 levels and cuts the next', () => {
  expect(JSON.stringify(toPlain(nested(1000)))).toContain('end')
  expect(JSON.stringify(toPlain(nested(1001)))).not.toContain('end')
})

test('takes what is no map for a map without fields', () => {
  expect([toPlainMap('text'), toPlainMap([1]), toPlainMap({ a: 1 })]).toEqual([{}, {}, { a: 1 }])
})
