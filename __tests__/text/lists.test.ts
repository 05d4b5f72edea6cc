import { expect, it } from 'vitest'
import { listed } from '../../src/text/lists.ts'

it.each([
  { items: ['a'], most: 2, text: 'a' },
  { items: ['a', 'b'], most: 2, text: 'a and b' },
  { items: ['a', 'b', 'c'], most: 2, text: 'a, b and 1 more' },
])('of $items.length at most $most are named', ({ items, most, text }) => {
  expect(listed(items, most)).toBe(text)
})
