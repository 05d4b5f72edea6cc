import { type FlowHistory, periodOf } from '../plan/flow-history.ts'
import { counted, grouped, seconds } from '../text/lists.ts'
import { dateText } from '../verify/triggers/trigger-state.ts'

/** `ran 8,640 times in 30 days, 12 failed, median 4 s, last 24 Nov 10:05 UTC ✓`, or `did not run in 30 days`. */
export const historyText = (history: FlowHistory): string => {
  const { executions, failed, medianSeconds } = history
  const period = `in ${counted(...periodOf(history))}`
  if (executions === 0) return `did not run ${period}`
  const times = executions === 1 ? 'once' : `${grouped(executions)} times`
  return [
    `ran ${times} ${period}`,
    failed === 0 ? 'none failed' : `${grouped(failed)} failed`,
    ...(medianSeconds === null ? [] : [`median ${durationText(medianSeconds)}`]),
    ...lastText(history),
  ].join(', ')
}

const durationText = (duration: number): string => (duration < 1 ? 'under 1 s' : seconds(duration * 1_000))

const MINUTE_MS = 60_000

/** The minute in which the newest execution began, in UTC, and its state. */
const lastText = ({ last, lastState }: FlowHistory): readonly string[] => {
  if (last === null) return []
  const minute = new Date(Math.floor(Date.parse(last) / MINUTE_MS) * MINUTE_MS)
  const date = dateText(minute, { now: minute, trigger: undefined, serverZones: [] })
  return [`last ${date} ${lastState === 'SUCCESS' ? '✓' : lastState}`]
}
