import type { Severity } from '../../../finding/problem.ts'
import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { flowInputs, missingInputs } from '../../../flow/declarations.ts'
import { isAtLeast } from '../../../flow/kestra-version.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { joined } from '../../../text/lists.ts'
import { isDisabled, isMapValue, mapsIn } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule, RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { coreTrigger } from './core-trigger.ts'

export default defineRule({
  codes: {
    'trigger-misses-input': {
      ...FAILS_WHEN_RUN,
      isDecidedByServer: true,
      title: 'A trigger that cannot supply a required input',
      why: 'A trigger starts executions on its own; without a value for a required input they fail, and 2.0 refuses a flow with a Schedule of this kind.',
      fix: 'Set it under `inputs:` of the trigger, give the input `defaults`, or make it `required: false`.',
      versions: '≥ 2.0 refuses a Schedule; all others will fail at run time',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              required: true
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: count
              defaults: 5
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: hook
              type: io.kestra.plugin.core.trigger.Webhook
        `,
      },
    },
  },
  flow: (flow, known) => checkRequiredInputs(flow, known),
})

/** Limit of names in one finding, because thousands of triggers can lack thousands of inputs. */
const MOST_NAMES = 20

interface IncompleteStart {
  readonly node: FlowNode
  readonly severity: Severity
  readonly count: number
  readonly first: readonly string[]
}

/**
 * Reports triggers that start the flow without a required input. Kestra 2.0 refuses a Schedule of this kind, so the finding is at the
 * trigger. Otherwise the execution fails, and the finding is at the input (docs/internals/facts/kestra.md, "Triggers").
 */
const checkRequiredInputs: FlowRule = (flow) => {
  const declared = flowInputs(flow.value)
  if (declared === undefined) return []
  const starts = flow.nodes
    .filter((node) => SELF_STARTING.has(coreTrigger(node)))
    .map((node): IncompleteStart => {
      const passed = isMapValue(node.value['inputs']) ? node.value['inputs'] : {}
      return { node, severity: severityOf(node, flow.version), ...missingInputs(declared, passed, MOST_NAMES) }
    })
    .filter(({ count }) => count > 0)
  const isOfInputs = ({ severity, count }: IncompleteStart) => severity === 'warning' && count <= MOST_NAMES
  return [
    ...inputFindings(flow, starts.filter(isOfInputs)),
    ...starts.filter((start) => !isOfInputs(start)).map(triggerFindings),
  ]
}

const SELF_STARTING: ReadonlySet<string | undefined> = new Set(['Schedule', 'ScheduleOnDates', 'Webhook', 'Flow'])

/** Kestra 2.0 only refuses a Schedule. Other triggers start an execution that fails. */
const severityOf = (node: FlowNode, version: RuleContext['version']): Severity => {
  if (coreTrigger(node) === 'Schedule' && isAtLeast(version, 2, 0)) return 'error'
  return isDisabled(node.value) ? 'info' : 'warning'
}

const triggerFindings = ({ node, severity, count, first }: IncompleteStart): RuleFinding => {
  const names = first.map((id) => `"${id}"`)
  const all = count > MOST_NAMES ? joined([...names, `${count - MOST_NAMES} more`]) : names.join(', ')
  const message = `The trigger "${node.id}" starts the flow without its required ${count === 1 ? 'input' : 'inputs'} ${all}.`
  return { code: 'trigger-misses-input', path: node.path, message, severity }
}

const inputFindings = ({ value }: RuleContext, starts: readonly IncompleteStart[]): readonly RuleFinding[] => {
  const triggers = Map.groupBy(
    starts.flatMap(({ node, first }) => first.map((input) => ({ input, trigger: `"${node.id}"` }))),
    ({ input }) => input,
  )
  return mapsIn(value['inputs'], ['inputs']).flatMap(({ value: input, path }): readonly RuleFinding[] => {
    const id = input['id'] ?? input['name']
    const without = typeof id === 'string' ? triggers.get(id) : undefined
    if (without === undefined) return []
    const triggerNames = joined(without.slice(0, MOST_NAMES).map(({ trigger }) => trigger))
    const label = without.length === 1 ? 'the trigger' : 'the triggers'
    const message = `The input "${id}" is required, and ${label} ${triggerNames} ${without.length === 1 ? 'starts' : 'start'} the flow without it.`
    const key = input['required'] === undefined ? 'id' : 'required'
    return [{ code: 'trigger-misses-input', path: [...path, key], message, severity: 'warning' }]
  })
}
