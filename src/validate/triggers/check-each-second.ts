import type { Diagnostic, FlowRule } from '../../flow/diagnostic.ts'
import { isOfEachSecond } from '../../trigger/cron/schedule-dates.ts'
import { neverRuns } from '../../yaml/map-value.ts'
import { coreTrigger } from './trigger-types.ts'

/** Schedules that fire in every second of the minutes that they name: with `withSeconds` the first field is that of the seconds. */
export const checkEachSecond: FlowRule = (flow) =>
  flow.nodes.flatMap((node): readonly Diagnostic[] => {
    const { cron, withSeconds } = node.value
    if (coreTrigger(node) !== 'Schedule' || withSeconds !== true || typeof cron !== 'string') return []
    if (neverRuns(flow.value, node.path) || !isOfEachSecond(cron)) return []
    const message = `"${cron}" begins an execution in each second of the minutes that it names.`
    return [{ code: 'fires-each-second', path: [...node.path, 'cron'], message }]
  })
