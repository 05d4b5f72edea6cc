import { describe, expect, it } from 'vitest'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { aCreate, anOutcome, aPlan, aReport, aResourceOutcome, commentOptions } from './factories.ts'

const MOST_LINES = 40
const COUNT = 400
const kinds = ['rollback-failed', 'unconfirmed', 'rolled-back', 'applied', 'failed', 'not-attempted'] as const

const names = Array.from({ length: COUNT }, (_, index) => `flow-${index}`)
/** A server that went away in a deploy of 400 flows, and left every end state that there is. */
const report = aReport({
  command: 'deploy',
  result: 'failed',
  reason: 'server-gone',
  message: 'Kestra at https://kestra.acme.io stopped answering: nothing came back for 30 s.',
  plan: aPlan({ resources: names.map((name) => aCreate({ name })) }),
  outcome: anOutcome({
    isComplete: false,
    resources: names.map((name, index) => {
      const outcome = kinds[index % kinds.length] ?? 'failed'
      return aResourceOutcome({
        name,
        action: 'create',
        outcome,
        ...(outcome === 'failed' && { message: 'why '.repeat(90) }),
      })
    }),
  }),
})

const linesOf = (text: string): number => text.trimEnd().split('\n').length

describe('a deploy of 400 resources whose server went away', () => {
  it.each([
    ['the terminal', renderTerminal(report, { color: false, width: 100 })],
    ['the log of the runner', renderTerminal(report, { color: false, width: 100, sink: 'github' })],
    ['the comment', renderComment(report, commentOptions({ stage: 'failed' }))],
  ])('takes at most 40 lines in %s, which count every end state', (_name, text) => {
    expect(linesOf(text)).toBeLessThanOrEqual(MOST_LINES)
    expect(text).toContain('stopped answering')
    expect(text).not.toContain('Kestra UI')
    expect([...text.matchAll(/: (\d+) resources/g)].reduce((sum, [, count]) => sum + Number(count), 0)).toBe(COUNT)
  })

  it('is told whole in the document for machines', () => {
    const { resources } = JSON.parse(renderJson(report))
    expect(resources).toHaveLength(COUNT)
    expect(new Set(resources.map(({ outcome }: { outcome: string }) => outcome))).toEqual(new Set(kinds))
  })
})
