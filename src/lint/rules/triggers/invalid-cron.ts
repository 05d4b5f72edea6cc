import { problemCodes } from '../../../finding/problem-codes.ts'
import { NICKNAMES } from '../../../flow/cron/cron-expression.ts'
import { isAtLeast } from '../../../flow/kestra-version.ts'
import { isTrue } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export default defineRule({
  codes: {
    'invalid-cron': {
      ...problemCodes['invalid-cron'],
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
              cron: "0 25 * * *"
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
              cron: "0 6 * * *"
        `,
      },
    },
  },
  flow: (flow, known) => checkCron(flow, known),
})

const SCHEDULE = /^io\.kestra\.(?:plugin\.core\.trigger|core\.models\.triggers\.types)\.Schedule$/

const FIELDS = [
  { name: 'seconds', min: 0, max: 59 },
  { name: 'minutes', min: 0, max: 59 },
  { name: 'hours', min: 0, max: 23 },
  { name: 'day of month', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12 },
  { name: 'day of week', min: 0, max: 7 },
] as const

type Field = (typeof FIELDS)[number]

/**
 * Checks the cron expressions of Schedule triggers: the number of fields, nicknames, and the range of every plain number. The server checks
 * names (`MON`) and `L`, so that this rule never rejects what the server accepts.
 */
const checkCron: FlowRule = ({ nodes, version }) =>
  nodes.flatMap(({ kind, type = '', value, path }): readonly RuleFinding[] => {
    const { cron, withSeconds } = value
    if (kind !== 'trigger' || !SCHEDULE.test(type) || typeof cron !== 'string') return []
    const reason = cronFault(cron, isTrue(withSeconds))
    if (reason === undefined) return []
    const severity = version === undefined || isAtLeast(version, 1, 0) ? 'error' : 'warning'
    return [
      { code: 'invalid-cron', path: [...path, 'cron'], message: `The cron expression "${cron}" ${reason}.`, severity },
    ]
  })

/** The end of the sentence `The cron expression "…" …`; `undefined` if the expression is valid. */
const cronFault = (cron: string, hasSeconds: boolean): string | undefined => {
  const parts = cron.trim().split(/\s+/)
  if (cron.trim() === '') return 'is empty'
  if (cron.startsWith('@')) return NICKNAMES.has(cron) ? undefined : 'is not a nickname that Kestra knows'
  const wanted = hasSeconds ? FIELDS : FIELDS.slice(1)
  if (parts.length !== wanted.length) {
    return `has ${parts.length} ${parts.length === 1 ? 'field' : 'fields'}; ${wanted.length} are needed${hasSeconds ? ' with seconds' : ''}`
  }
  return wanted
    .flatMap((field, index) => parts[index]?.split(',').map((part) => fieldFault(field, part)))
    .find((reason) => reason !== undefined)
}

const fieldFault = (field: Field, part: string): string | undefined => {
  const [, from, to, step] = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part) ?? []
  const outside = [from, to].find(
    (text) => text !== undefined && (Number(text) < field.min || Number(text) > field.max),
  )
  if (outside !== undefined) return `has ${outside} for ${field.name}; ${field.min} to ${field.max} are possible`
  if (step !== undefined && Number(step) > field.max)
    return `steps by ${step} through ${field.name}, of which there are ${field.max + 1 - field.min}`
  if (from === undefined || to === undefined || field.name === 'day of week') return undefined
  return Number(from) > Number(to) ? `has the range ${from}-${to}, which runs backwards` : undefined
}
