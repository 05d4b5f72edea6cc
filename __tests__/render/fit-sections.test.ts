import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fitSections, type Section } from '../../src/render/fit-sections.ts'

const section = (overrides: Partial<Section> = {}): Section => ({
  title: '',
  body: 'body',
  priority: 1,
  noun: 'part',
  ...overrides,
})
const remainderNote = 'all of it is in the job summary'
const fitInto = (sections: readonly Section[], budget: number) => fitSections(sections, { budget, remainderNote })

describe('fitSections', () => {
  it('joins everything that fits, in the given order', () => {
    expect(fitInto([section({ title: 'A', body: 'a', priority: 9 }), section({ body: 'b' })], 1000)).toBe(
      '#### A\n\na\n\nb',
    )
  })

  it('fits exactly at the limit and not one byte above it', () => {
    const whole = section({ body: 'é'.repeat(1000) })
    expect(fitInto([whole], 2002)).not.toContain('Too long')
    expect(fitInto([whole], 2001)).toContain('1 part left out')
  })

  it('leaves out the least important, and the large before the small, and says so', () => {
    const diffs = [
      section({ body: 'x'.repeat(900), priority: 2, noun: 'diff' }),
      section({ body: 'small', priority: 2, noun: 'diff' }),
    ]
    expect(fitInto([section({ body: 'headline', priority: 0 }), ...diffs], 700)).toBe(
      `headline\n\nsmall\n\n_Too long for this output: 1 diff left out; ${remainderNote}._`,
    )
  })

  it('shortens what must stay, small lists last', () => {
    const long = section({ body: 'l'.repeat(5000), shorter: ['lines', 'n'], priority: 0, noun: 'errors' })
    const short = section({ body: 's'.repeat(50), shorter: ['few'], priority: 0, noun: 'deletions' })
    const text = fitInto([long, short], 700)
    expect(text).toBe(`lines\n\n${'s'.repeat(50)}\n\n_Too long for this output: errors shortened; ${remainderNote}._`)
  })

  it('never exceeds the budget nor cuts a section', () => {
    const body = fc.string({ unit: 'binary', maxLength: 400 })
    const arbitrary = fc.record({
      title: fc.constantFrom('', 'T'),
      body,
      priority: fc.integer({ min: 0, max: 3 }),
      noun: fc.constantFrom('diff', 'table'),
      shorter: fc.array(body, { maxLength: 2 }),
    })
    fc.assert(
      fc.property(fc.array(arbitrary, { maxLength: 12 }), fc.integer({ min: 700, max: 3000 }), (sections, budget) => {
        expect(Buffer.byteLength(fitInto(sections, budget))).toBeLessThanOrEqual(budget)
      }),
    )
  })
})
