import { expect, it } from 'vitest'
import { readMore } from '../../src/state/server/read-namespaces.ts'

const namespaces = (count: number) => Array.from({ length: count }, (_, index) => `n${index}`)

/** A server on which a read takes so long, and what was read of it at once. */
const slow = (msPerRead: number) => {
  const reads: number[] = []
  let clock = 0
  const read = async (of: readonly string[]) => {
    reads.push(of.length)
    clock += of.length * msPerRead
    return of
  }
  return { reads, read, now: () => clock }
}

it.each([
  { title: 'nothing', count: 0, msPerRead: 1, looked: 0 },
  { title: 'all of 20, however long that takes', count: 20, msPerRead: 5000, looked: 20 },
  { title: 'all of many that take 2 s', count: 200, msPerRead: 10, looked: 200 },
  { title: 'the first 20 of many that would take longer', count: 201, msPerRead: 10, looked: 20 },
])('looks into $title', async ({ count, msPerRead, looked }) => {
  const { reads, read, now } = slow(msPerRead)
  const { found, namespaces: seen } = await readMore(namespaces(count), read, now)
  expect([...seen]).toEqual(namespaces(looked))
  expect(found).toEqual(namespaces(looked))
  expect(reads.reduce((sum, some) => sum + some, 0)).toBe(looked)
})
