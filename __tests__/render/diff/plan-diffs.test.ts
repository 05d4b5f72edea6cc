import { expect, it } from 'vitest'
import { planDiffs } from '../../../src/render/diff/plan-diffs.ts'
import { aPlan, aPlannedResource, aReport } from '../factories.ts'

const text = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => `${line(index)}\n`).join('')

const diffsOf = (count: number, live: string, desired: string) => {
  const resources = Array.from({ length: count }, (_, index) =>
    aPlannedResource({ kind: 'file', name: `/${index}.txt`, live, desired }),
  )
  const plan = aPlan({ resources })
  return planDiffs(plan, {
    report: aReport({ plan }),
    redact: (content: string) => content,
    hidesServerLines: false,
    budget: 8_000_000,
  })
}

it('compares the texts of a plan as long as that takes its time, and tells the others by their sizes', () => {
  // Each takes 1,900 edited lines, of which there may be ten times the square of 2,000.
  const { diffs, tooLong } = diffsOf(
    14,
    text(950, (index) => `a${index}`),
    text(950, (index) => `b${index}`),
  )
  expect(tooLong).toEqual([])
  expect(diffs.map(({ lines }) => lines.length > 0)).toEqual([...new Array(11).fill(true), ...new Array(3).fill(false)])
  expect(diffs.at(-1)?.text).toBe('4,640 bytes → 4,640 bytes')
})

it('compares no more of four times as many texts of two letters', () => {
  const letters = ([step, round]: readonly [number, number]) =>
    text(2000, (index) => (((index * step) % round) % 2 === 0 ? 'a' : 'b'))
  const [live, desired] = [letters([7919, 13]), letters([104_729, 17])]
  const compared = (count: number) => diffsOf(count, live, desired).diffs.filter(({ lines }) => lines.length > 0).length
  const most = compared(30)
  expect(most).toBeLessThan(30)
  expect(compared(120)).toBe(most)
})
