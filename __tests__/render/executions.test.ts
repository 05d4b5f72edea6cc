import { describe, expect, it } from 'vitest'
import type { FlowHistory } from '../../src/plan/flow-history.ts'
import { answerOf } from '../../src/render/answer.ts'
import { renderHtml } from '../../src/render/html/render-html.ts'
import { renderComment } from '../../src/render/render-comment.ts'
import { renderJson } from '../../src/render/render-json.ts'
import { renderTerminal } from '../../src/render/render-terminal.ts'
import { type FollowedFlow, followedText } from '../../src/verify/followed-flow.ts'
import type { FlowWithRunningExecutions } from '../../src/verify/running-executions.ts'
import { anOutcome, aReport, commentOptions } from './factories.ts'

const url = 'https://kestra.acme.io/ui/main/executions/company.team/daily/5TXpePSpO33eLPGoPHdd65'
const runningExecutions: FlowWithRunningExecutions = {
  ...{ namespace: 'company.team', flow: 'daily', action: 'update', running: 2, queued: 0, paused: 1 },
  executions: [{ id: '5TXpePSpO33eLPGoPHdd65', url }],
}
const failed: FollowedFlow = {
  ...{ namespace: 'company.team', flow: 'daily' },
  execution: {
    ...{ id: '5TXpePSpO33eLPGoPHdd65', url, state: 'FAILED', hasEnded: true, milliseconds: 3_000 },
    failedTask: { taskId: 'load', log: ['ERROR no ``` <b>luck</b> s3cret-value'] },
  },
  onOlderRevisions: 0,
}
const still: FollowedFlow = { namespace: 'company.team', flow: 'still', execution: undefined, onOlderRevisions: 0 }
const terminal = { color: false, width: 200 }

describe('executions that a change meets', () => {
  const report = aReport({ runningExecutions: [runningExecutions] })

  it('are counted and linked in the comment', () => {
    const text = renderComment(report, commentOptions())
    expect(text).toContain('⏳ Not ended now: 3 executions, on the text they began with')
    expect(text).toContain(`- \`company.team.daily\` (changed): 2 running and 1 paused [\`5TXpePSp\`](${url})`)
  })

  it('stand on a terminal and on the page', () => {
    expect(renderTerminal(report, terminal)).toContain('`company.team.daily` (changed): 2 running and 1 paused')
    expect(renderHtml(report, { links: {}, sink: 'github', version: '1.0.0' })).toContain(`href="${url}"`)
  })
})

describe('the history of changed flows', () => {
  const history = (lastState: string): FlowHistory => ({
    ...{ namespace: 'company.team', flow: 'daily', days: 30, executions: 2, failed: 0, medianSeconds: 4 },
    ...{ last: '2026-11-24T10:05:33Z', lastState },
  })

  it('is open for few flows, and folded for many', () => {
    const text = (count: number) =>
      renderComment(aReport({ history: Array.from({ length: count }, () => history('SUCCESS')) }), commentOptions())
    expect(text(5)).toMatch(/^#### 📈 How often it runs: 5 flows$/m)
    expect(text(6)).toContain('<details><summary>📈 How often it runs: 6 flows</summary>')
  })

  it('shows the state as the server calls it, without what is secret', () => {
    const report = aReport({ history: [history('<b>s3cret-value')] })
    for (const text of [
      renderComment(report, commentOptions({ maskedValues: ['s3cret-value'] })),
      renderTerminal(report, { ...terminal, maskedValues: ['s3cret-value'] }),
      renderHtml(report, { links: {}, sink: 'github', version: '1.0.0', maskedValues: ['s3cret-value'] }),
      renderJson(report, { maskedValues: ['s3cret-value'] }),
    ])
      expect(text).not.toContain('s3cret-value')
  })
})

describe('first executions that were followed', () => {
  const report = aReport({ command: 'deploy', result: 'deployed', outcome: anOutcome(), followed: [still, failed] })
  const text = renderComment(report, commentOptions({ stage: 'deployed', maskedValues: ['s3cret-value'] }))

  it('make a receipt ⚠️ where one failed, with its task and log', () => {
    expect(answerOf(report, 'deployed', undefined).state).toBe('unwell')
    expect(text).toContain('its first execution ended as FAILED at task `load` after 3 s')
    expect(text).toContain('- `company.team.still`: no execution began in that time')
    expect(followedText({ ...still, onOlderRevisions: 2 })).not.toContain('no execution began')
    expect(followedText({ ...failed, onOlderRevisions: 1 })).toContain('1 execution began on an older revision')
  })

  it('show a log as it is, without what is secret', () => {
    expect(text).toMatch(/^````text\nERROR no ``` <b>luck<\/b> [^\n]*\n````$/m)
    expect(text).not.toContain('s3cret-value')
  })
})
