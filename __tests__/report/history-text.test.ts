import { expect, it } from 'vitest'
import type { FlowHistory } from '../../src/plan/flow-history.ts'
import { historyText } from '../../src/report/history-text.ts'

const history = (overrides: Partial<FlowHistory>): FlowHistory => ({
  ...{ namespace: 'company.team', flow: 'daily', days: 30, executions: 8640, failed: 12, medianSeconds: 4 },
  ...{ last: '2026-11-24T10:05:33.512Z', lastState: 'SUCCESS' },
  ...overrides,
})

it.each([
  [{}, 'ran 8,640 times in 30 days, 12 failed, median 4 s, last 24 Nov 10:05 UTC ✓'],
  [
    { days: 47 / 24, executions: 1, failed: 0, medianSeconds: 125.4, lastState: 'WARNING' },
    'ran once in 47 hours, none failed, median 2 min 5 s, last 24 Nov 10:05 UTC WARNING',
  ],
  [
    { days: 1 / 86_400, executions: 2, failed: 2, medianSeconds: 0.1, lastState: 'FAILED' },
    'ran 2 times in 1 second, 2 failed, median under 1 s, last 24 Nov 10:05 UTC FAILED',
  ],
  [
    { days: 3, executions: 1, failed: 0, medianSeconds: null, lastState: 'RUNNING' },
    'ran once in 3 days, none failed, last 24 Nov 10:05 UTC RUNNING',
  ],
  [{ executions: 0, failed: 0, medianSeconds: null, last: null, lastState: null }, 'did not run in 30 days'],
])('%j', (overrides, text) => {
  expect(historyText(history(overrides))).toBe(text)
})
