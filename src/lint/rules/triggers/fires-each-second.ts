import { isOfEachSecond } from '../../../flow/cron/schedule-dates.ts'
import { isTrue, neverRuns } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { coreTrigger } from './core-trigger.ts'

export default defineRule({
  codes: {
    'fires-each-second': {
      severity: 'info',
      title: 'A schedule that fires each second',
      why: 'With `withSeconds` the first field of `cron` is the seconds, and `*` is every second.',
      fix: 'Write `0` for once a minute, or do nothing if every second is intended.',
      examples: {
        reported: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              cron: "* */5 * * * *"
              withSeconds: true
        `,
        accepted: yaml`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              cron: "0 */5 * * * *"
              withSeconds: true
        `,
      },
    },
  },
  flow: (flow, known) => checkEachSecond(flow, known),
})

/** Reports schedules that fire every second of the minutes that they name. With `withSeconds` the first field of `cron` is the seconds. */
const checkEachSecond: FlowRule = (flow) =>
  flow.nodes.flatMap((node): readonly RuleFinding[] => {
    const { cron, withSeconds } = node.value
    if (coreTrigger(node) !== 'Schedule' || !isTrue(withSeconds) || typeof cron !== 'string') return []
    if (neverRuns(flow.value, node.path) || !isOfEachSecond(cron)) return []
    const message = `"${cron}" begins an execution in each second of the minutes that it names.`
    return [{ code: 'fires-each-second', path: [...node.path, 'cron'], message }]
  })
