import { describe, expect, it } from 'vitest'
import type { PlannedResource } from '../../src/plan/plan.ts'
import { MAX_COMMENT_BYTES } from '../../src/render/fit-sections.ts'
import { STEPS } from '../../src/render/next-steps.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import {
  aCreate,
  anOutcome,
  aPlan,
  aPlannedResource,
  aProblem,
  aReport,
  aResourceOutcome,
  commentOptions,
  type ReportParts,
} from './factories.ts'

const commentOf = (resources: readonly PlannedResource[], parts: ReportParts = {}) =>
  renderComment(aReport({ ...parts, plan: aPlan({ resources }) }), commentOptions())

const countOf = (text: string, part: string): number => text.split(part).length - 1

const kept = aPlannedResource({ name: 'edited', change: 'drift', action: 'none', origin: 'server', cause: 'edited' })
const conflict = aPlannedResource({ name: 'both', change: 'conflict', action: 'none' })
const invalid = aPlannedResource({ name: 'wrong', file: 'flows/wrong.yml', change: 'invalid', action: 'none' })

describe('the comment of a plan', () => {
  it('has one line a change, the breaking ones first, and no table', () => {
    const breaking = aPlannedResource({ name: 'zeta', breaks: ['company.team.caller'] })
    const text = commentOf([aPlannedResource(), aCreate(), breaking])
    const lines = text.split('\n').filter((line) => /^- \*\*[+~−]\*\* /.test(line))
    expect(lines.map((line) => /`company\.team\.(\w+)`/.exec(line)?.[1])).toEqual(['zeta', 'daily', 'report'])
    expect(text).not.toMatch(/^\|/m)
  })

  it('folds an edit on the server that stays there, with the way out once', () => {
    const text = commentOf([aPlannedResource(), kept])
    const [open = '', fold = ''] = text.split('<details><summary><code>company.team.edited</code>')
    expect(open).not.toContain('company.team.edited')
    expect(fold).toContain('```diff')
    expect(countOf(text, 'kestra-gitops export')).toBe(1)
  })

  it('says the way out of a conflict once, beside its diffs', () => {
    const refusal = { reason: 'conflict', message: 'Both changed.' }
    const plan = aPlan({ resources: [conflict], refusal })
    const text = renderComment(aReport({ result: 'refused', ...refusal, plan }), commentOptions())
    expect(countOf(text, 'export --conflicts')).toBe(1)
    expect(STEPS.github.conflict).toContain('export --conflicts')
    expect(text).not.toContain('Both changed.')
  })

  it('names an invalid flow by its error alone, and shows no diff of it', () => {
    const text = commentOf([invalid], { problems: [aProblem({ file: 'flows/wrong.yml' })] })
    expect(text).toContain('flows/wrong.yml')
    expect(text).not.toMatch(/company\.team\.wrong|```diff/)
    expect(commentOf([invalid])).toContain('company.team.wrong')
  })

  it('opens small diffs where there are few, and none of a plan that is blocked', () => {
    const many = Array.from({ length: 6 }, (_, index) => aPlannedResource({ name: `flow-${index}` }))
    expect(countOf(commentOf(many.slice(0, 2)), '<details open>')).toBe(2)
    expect(countOf(commentOf(many), '<details open>')).toBe(0)
    expect(countOf(commentOf(many.slice(0, 2), { problems: [aProblem()] }), '<details open>')).toBe(0)
  })
})

describe('the diffs of a receipt', () => {
  it('are one fold, with as many as fit and the number of the others', () => {
    const long = (id: number) =>
      Array.from({ length: 40 }, (_, line) => `line ${line} of ${id}`.padEnd(60, '.')).join('\n')
    const resources = Array.from({ length: 100 }, (_, id) => aCreate({ name: `flow-${id}`, desired: long(id) }))
    const outcome = anOutcome({
      resources: resources.map(({ name }) => aResourceOutcome({ name, action: 'create' })),
    })
    const report = aReport({ command: 'deploy', result: 'deployed', plan: aPlan({ resources }), outcome })
    const text = renderComment(report, commentOptions({ stage: 'deployed' }))
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_COMMENT_BYTES)
    expect(countOf(text, '✓')).toBe(100)
    expect(text).toMatch(/^<details><summary>100 diffs: /m)
    const shown = countOf(text, '```diff')
    expect(shown).toBeGreaterThan(3)
    expect(text).toContain(`${100 - shown} more diffs are too long for this place.`)
    expect(text).toContain('diffs shortened')
  })
})
