import { describe, expect, it } from 'vitest'
import { MAX_COMMENT_BYTES } from '../../../src/render/fit-sections.ts'
import { parseGroup } from '../../../src/render/group/group-marker.ts'
import type { GroupSection } from '../../../src/render/group/group-section.ts'
import { closedSection, isSameSection, renderGroupSection } from '../../../src/render/group/group-section.ts'
import { aDeletion, aFailure, aPlan, aPlannedResource, aProblem, aReport, commentOptions } from '../factories.ts'
import { COMMITS, composed } from './factories.ts'

const of = (report: Parameters<typeof renderGroupSection>[0], key = 'a', commit: string = COMMITS[0]) =>
  renderGroupSection(report, commentOptions({ marker: { key, runId: 7, runAttempt: 1, commit } }))

const textOf = ({ blocks }: GroupSection) => blocks.map(({ text }) => text).join('\n\n')

const target = { server: 'https://kestra.acme.io', tenant: 'main', serverVersion: '2.0.0' }
const count = 3000
const many = (label: string) =>
  aReport({
    target: { ...target, label },
    plan: aPlan({
      resources: [
        ...Array.from({ length: count }, (_, index) => aDeletion({ name: `old-${index}` })),
        ...Array.from({ length: 200 }, (_, index) => aPlannedResource({ name: `new-${index}` })),
      ],
    }),
    problems: Array.from({ length: count }, (_, index) => aProblem({ message: `wrong ${index}`, line: index })),
    notices: ['The server was not asked.'],
  })

describe('the section of a target', () => {
  it('is called by its label, or by its address', () => {
    const [named, nameless] = ['staging', undefined].map((label) => of(aReport({ target: { ...target, label } })))
    expect(named).toMatchObject({ name: 'staging', place: 'kestra.acme.io' })
    expect(nameless).toMatchObject({ name: 'kestra.acme.io', place: '' })
  })

  it('says the answer and what cannot be undone', () => {
    const breaking = aDeletion({ breaks: ['company.team.caller'] })
    expect(of(aReport({ plan: aPlan({ resources: [breaking] }) }))).toMatchObject({
      state: 'look',
      words: '`caller` will fail at run time',
      risks: { deletions: 1, overwrites: 0 },
    })
    const broken = of(aFailure({ reason: 'unexpected', message: 'Unexpected error.' }))
    expect(broken).toMatchObject({ state: 'unknown', words: 'this run broke off, nothing is known' })
    expect(textOf(broken)).toContain('Unexpected error.')
  })

  it('is the same for the same commit, and another one for another commit, text or state', () => {
    const one = of(aReport())
    expect(isSameSection(one, { ...of(aReport()), runId: 8 })).toBe(true)
    expect(isSameSection(one, of(aReport(), 'a', COMMITS[1]))).toBe(false)
    expect(isSameSection(one, of(aReport({ notices: ['more'] })))).toBe(false)
    expect(isSameSection(one, { ...one, blocks: [], missing: 'edited' })).toBe(false)
    expect(isSameSection(one, closedSection(one, { runId: 8, runAttempt: 1 }))).toBe(false)
  })

  it('keeps deletions, errors and limits of knowledge of each of four targets that have thousands', () => {
    const names = ['a', 'b', 'c', 'd']
    const text = composed(names.map((name) => of(many(name), name)))
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_COMMENT_BYTES)
    for (const section of parseGroup(text)?.sections ?? []) {
      const kept = textOf(section)
      expect(kept).toContain('Deleted from the server: 3,000 resources')
      expect(kept).toContain('❌ 3,000 errors')
      expect(kept).toContain('The server was not asked.')
      expect(kept).toContain('_Too long for this output: ')
      expect(section.risks.deletions).toBe(count)
    }
    expect(text.match(/🗑️ 3,000 deletions/g)).toHaveLength(4)
  })
})
