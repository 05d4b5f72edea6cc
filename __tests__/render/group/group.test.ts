import { deflateRawSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { makeSanitizer } from '../../../src/output/output-sanitizer.ts'
import { decodeDigests, encodeDigests, planDigests } from '../../../src/plan/plan-digests.ts'
import { type Block, MAX_COMMENT_BYTES } from '../../../src/render/fit-sections.ts'
import { fitInto, shareRoom } from '../../../src/render/group/compose-group.ts'
import { parseGroup } from '../../../src/render/group/group-marker.ts'
import type { GroupSection } from '../../../src/render/group/group-section.ts'
import { currencyOf, holdsAll, mergeSections } from '../../../src/render/group/group-section.ts'
import { aPlan, aPlannedResource } from '../factories.ts'
import { aSection, COMMITS, composed } from './factories.ts'

const headingOf = (sections: readonly GroupSection[]) => composed(sections).split('\n', 1)[0]
const blocksOf = (...lengths: readonly number[]): Block[] =>
  lengths.map((length, priority) => ({ text: 'x'.repeat(length), priority }))

const PROMISE = { runId: 10, isOffline: false, digests: 'AAAA' }

describe('a shared comment', () => {
  it('is read as it was written, and written again byte for byte', () => {
    const sections = [
      aSection('production', { state: 'look', risks: { deletions: 2, overwrites: 1 }, approvedPlan: PROMISE }),
      aSection('staging', {
        missing: 2,
        blocks: [...blocksOf(10, 20), { text: '| a |\n|---|\n\n```diff\n-x\n```', priority: 4 }],
      }),
      aSection('test', { approvedPlan: { ...PROMISE, digests: '*BBBB' }, blocks: [], commit: undefined }),
    ]
    const body = composed(sections)
    expect(parseGroup(body)).toEqual({ key: 'g1', sections })
    expect(composed(parseGroup(body)?.sections ?? [])).toBe(body)
    expect(parseGroup(body.replaceAll('\n', '\r\n'))).toEqual({ key: 'g1', sections })
  })

  it('is not found in what is no comment of a group', () => {
    const body = composed([aSection('a')])
    const bomb = deflateRawSync(Buffer.alloc(50_000_000)).toString('base64url')
    for (const text of [
      `<!-- kestra-gitops:group:v1:${bomb} -->`,
      '',
      'Hello',
      `${body}\nmore`,
      body.replace(':group:v1:', ':group:v1:x'),
      body.replace('group:v1', 'v1'),
    ])
      expect(parseGroup(text)).toBeUndefined()
  })

  it('can be found after the gate, also where a secret begins like the name of a target', () => {
    const gate = makeSanitizer()
    const user = 'a-long-name-of-a-tenant'.repeat(3)
    const pair = Buffer.from(`${user}@engine.test:Engine1234`).toString('base64')
    gate.addSecrets(['Engine1234', pair])
    for (const place of [user, `x${user}`, `xx${user}`]) {
      const body = gate.markdown(composed([aSection('a', { place })], { hide: gate.markdown }))
      expect(parseGroup(body)?.sections).toHaveLength(1)
    }
  })

  it('gives up the text of a part that somebody edited, and of no other', () => {
    const body = composed([aSection('a'), aSection('b')])
    const [a, b] = parseGroup(body.replace('text of a', 'all is well'))?.sections ?? []
    expect([a?.blocks, a?.missing]).toEqual([[], 'edited'])
    expect(b).toEqual(aSection('b'))
    expect(composed([a ?? aSection('a')])).toContain('_Somebody edited this part, so it is left out. Its run has it._')
    const moved = parseGroup(body.replace('\n\n', '\n\n\n'))?.sections
    expect(moved?.map(({ missing }) => missing)).toEqual(['edited', 'edited'])
  })

  it('says the worst first, and of which targets', () => {
    const [safe, look, blocked] = [aSection('a'), aSection('b', { state: 'look' }), aSection('c', { state: 'blocked' })]
    expect(headingOf([safe])).toBe('### ✅ Ready to merge: a')
    expect(headingOf([safe, aSection('b')])).toBe('### ✅ Ready to merge: a and b')
    expect(headingOf([safe, look])).toBe('### ⚠️ Look before you merge: b (1 of 2 targets)')
    expect(headingOf([safe, look, blocked])).toBe('### ⛔ Not ready to merge: c (1 of 3 targets)')
    const kept = aSection('a', { stage: 'deployed', state: 'kept' })
    expect(headingOf([kept, aSection('b', { stage: 'deployed', state: 'deployed' })])).toBe('### ✅ Deployed: a and b')
    expect(headingOf([kept, aSection('b', { stage: 'deployed', state: 'differs' })])).toBe(
      '### ⚠️ Deployed, but not as planned: b (1 of 2 targets)',
    )
    const many = Array.from({ length: 9 }, (_, index) => aSection(`t${index}`))
    expect(headingOf(many)).toBe('### ✅ Ready to merge: t0, t1, t2, t3, t4, t5 and 3 more')
  })

  it('folds what is fine, and tells what cannot be undone of each', () => {
    const text = composed([aSection('a'), aSection('b', { state: 'look', risks: { deletions: 1, overwrites: 2 } })])
    expect(text).toContain('\n- **a** (a.acme.io): ✅ Ready to merge: 1 flow changes\n')
    expect(text).toContain(' · 🗑️ 1 deletion · ✍️ 2 overwrites\n')
    expect(text).toContain('<details><summary><code>a</code> ✅ Ready to merge</summary>')
    expect(text).toContain('<details open><summary><code>b</code> ⚠️ Look before you merge</summary>')
  })

  it('takes flow tests for no plan that waits for its deploy, and for old ones beside a plan of another commit', () => {
    const tests = aSection('tests', { stage: 'tested', state: 'tests-fail', words: '1 failed' })
    const deployed = aSection('a', { stage: 'deployed', state: 'deployed', runId: 11 })
    const next = aSection('a', { runId: 12, commit: COMMITS[1] })
    expect(currencyOf(tests, [aSection('a'), tests])).toBe('current')
    expect(currencyOf(tests, [deployed, tests])).toBe('current')
    expect(currencyOf(tests, [next, tests])).toBe('older-commit')
    expect(currencyOf(aSection('a'), [aSection('a'), { ...tests, runId: 12, commit: COMMITS[1] }])).toBe('older-commit')
    expect(headingOf([deployed, { ...tests, state: 'tested' }])).toMatch(/^### ✅ Deployed: a /)
    expect(composed([aSection('a'), tests])).toMatch(/^### ⚠️ Tests fail: tests \(1 of 2 targets\)/)
  })

  it('never lets what is of an older commit look current', () => {
    const text = composed([aSection('a', { runId: 11, commit: COMMITS[1] }), aSection('b')])
    expect(text).toMatch(/^### ❔ Not known whether it is ready to merge: b \(1 of 2 targets\)\n/)
    expect(text).toContain('- **b** (b.acme.io): ⏳ Not known for the newest commit: what it says is of `1111111`\n')
    expect(text).not.toContain('<code>b</code> ✅')
    expect(headingOf([aSection('a', { runId: 11 }), aSection('b')])).toBe('### ✅ Ready to merge: a and b')
  })

  it('tells a pull request that was closed, and one that was opened again', () => {
    const closed = { stage: 'closed', state: 'closed', runId: 11 } as const
    const [a, b] = [aSection('a', closed), aSection('b', closed)]
    expect(headingOf([a, b])).toBe('### Closed without merging, nothing was deployed: a and b')
    expect(headingOf([a, aSection('b')])).toBe('### Closed without merging, nothing was deployed: a (1 of 2 targets)')
    const again = aSection('b', { runId: 12 })
    expect(headingOf([a, again])).toBe('### ❔ Not known whether it is ready to merge: a (1 of 2 targets)')
  })

  it('says of a plan beside a receipt that it is not deployed yet', () => {
    const receipt = aSection('a', { runId: 12, stage: 'deployed', state: 'kept', commit: COMMITS[1] })
    const text = composed([receipt, aSection('b')])
    expect(text).toMatch(/^### ⏳ Not deployed yet: b \(1 of 2 targets\)\n/)
    expect(text).toContain(': ⏳ Not deployed yet · ✅ Ready to merge: 1 flow changes\n')
    expect(text).toContain('<code>b</code> ⏳ Not deployed yet. The plan: ✅ Ready to merge')
  })
})

describe('sections of several looks', () => {
  const newer: readonly [string, Partial<GroupSection>, Partial<GroupSection>][] = [
    ['the newer run', { runId: 11 }, { runId: 10, stage: 'deployed' }],
    ['the newer attempt', { runAttempt: 2 }, { runAttempt: 1, stage: 'deployed' }],
    ['the deploy of one run', { stage: 'deployed' }, { stage: 'planned' }],
    ['the first of equals', { words: 'one' }, { words: 'other' }],
  ]
  it.each(newer)('are merged target by target: %s counts', (_name, one, other) => {
    const [wanted, older] = [aSection('a', one), aSection('a', other)]
    expect(mergeSections([wanted], [aSection('b'), older])).toEqual([wanted, aSection('b')])
    expect(holdsAll([wanted, aSection('b')], [older])).toBe(true)
    expect(holdsAll([aSection('b')], [wanted])).toBe(false)
  })
})

describe('the room of a shared comment', () => {
  it('is shared so that no text takes what another is entitled to', () => {
    expect(shareRoom([10, 20, 1000], 90)).toEqual([10, 20, 60])
    expect(shareRoom([1000, 1000], 90)).toEqual([45, 45])
    expect(shareRoom([10, 20], 90)).toEqual([10, 20])
    expect(shareRoom([], 90)).toEqual([])
    fc.assert(
      fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 20 }), fc.nat(65_000), (needs, room) => {
        const shares = shareRoom(needs, room)
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(room)
        needs.forEach((need, index) => {
          expect(shares[index]).toBeGreaterThanOrEqual(Math.min(need, Math.floor(room / needs.length)))
        })
      }),
    )
  })

  it('goes to the most important blocks, in their order', () => {
    const blocks = blocksOf(300, 200, 100)
    expect(fitInto(blocks, 1000)).toEqual(blocks)
    expect(fitInto(blocks, 350)).toEqual(blocks.slice(0, 1))
    expect(fitInto(blocks, 480)).toEqual([blocks[0], blocks[2]])
    expect(fitInto(blocks, 10)).toEqual([])
  })

  it('holds every target within the limit, and all of a short one beside long ones', () => {
    const long = ['b', 'c', 'd'].map((key) => aSection(key, { blocks: blocksOf(9_000, 20_000, 20_000, 20_000) }))
    const text = composed([aSection('a'), ...long])
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_COMMENT_BYTES)
    const [a, ...others] = parseGroup(text)?.sections ?? []
    expect(a).toEqual(aSection('a'))
    for (const { blocks, missing } of others) {
      expect(blocks[0]?.text).toHaveLength(9_000)
      expect(missing).toBeGreaterThan(0)
    }
    expect(text).toContain('_Too long for this output: 3 parts left out; all of it is in the job summary of this run._')
    expect(composed(parseGroup(text)?.sections ?? [])).toBe(text)
  })

  it('holds the promises of two targets with 600 resources each, and of more of them one digest', () => {
    const names = Array.from({ length: 600 }, (_, index) => `flow-${index}`)
    const plan = aPlan({ resources: names.map((name) => aPlannedResource({ name })) })
    const withPromise = (key: string) =>
      aSection(key, { approvedPlan: { ...PROMISE, digests: encodeDigests(planDigests(plan, `${key} #1`)) } })
    const kindsOf = (keys: readonly string[]) => {
      const text = composed(keys.map(withPromise))
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_COMMENT_BYTES)
      return parseGroup(text)?.sections.map(({ approvedPlan }) => decodeDigests(approvedPlan?.digests ?? '')?.kind)
    }
    expect(kindsOf(['a', 'b'])).toEqual(['each', 'each'])
    expect(kindsOf(['a', 'b', 'c', 'd'])).toEqual(['all', 'all', 'each', 'each'])
  })

  it('holds fifty targets, if need be without their words', () => {
    const words = 'many words '.repeat(50)
    const text = composed(Array.from({ length: 50 }, (_, index) => aSection(`t${index}`, { words })))
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_COMMENT_BYTES)
    expect(parseGroup(text)?.sections).toHaveLength(50)
    expect(text).not.toContain(words)
  })

  it('stays within the limit whatever there is to say', () => {
    const section = fc.record({
      words: fc.string({ maxLength: 600 }).map((words) => words.replace(/[\r\n|]/g, ' ')),
      lengths: fc.array(fc.nat(30_000), { maxLength: 8 }),
    })
    fc.assert(
      fc.property(fc.array(section, { maxLength: 16 }), (parts) => {
        const text = composed(
          parts.map(({ words, lengths }, index) => aSection(`t${index}`, { words, blocks: blocksOf(...lengths) })),
        )
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_COMMENT_BYTES)
        expect(parseGroup(text)?.sections).toHaveLength(parts.length)
      }),
      { numRuns: 50 },
    )
  })
})
