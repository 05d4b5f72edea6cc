import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { type NamedVariable, readNames } from '../../../flow/context-references.ts'
import { type DeclaredInputs, flowInputs } from '../../../flow/declarations.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { parsePebble } from '../../../pebble/parse-pebble.ts'
import { isMapValue, type MapValue, textsIn } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { type FlowRule, findingIn, infoWhereIdle, type RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import { checkPassed, checkPassedNames } from '../values/passed-values.ts'
import { coreTrigger } from './core-trigger.ts'
import { type HeardFlows, heardFlows, missingOutput } from './heard-outputs.ts'

export default defineRule({
  codes: {
    'trigger-reads-run': {
      ...FAILS_WHEN_RUN,
      title: 'An input of a trigger that reads a value of the execution',
      why: 'Kestra renders the inputs of a trigger before the execution exists. At that time a schedule has no `outputs`, `inputs`, `execution`, `taskrun` and `trigger.date`, a webhook has no `outputs`, and a Flow trigger only has `trigger.outputs`. Rendering fails: no execution starts, or one that has failed.',
      fix: 'Read it in a task, or write a value that is known before the execution.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: who
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                who: "{{ outputs.said.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          inputs:
            - id: who
          tasks:
            - id: said
              type: io.kestra.plugin.core.log.Log
          triggers:
            - id: often
              type: io.kestra.plugin.core.trigger.Schedule
              inputs:
                who: "{{ flow.id }}"
        `,
      },
    },
  },
  flow: (flow, known) => checkTriggerInputs(flow, known),
})

/**
 * Checks the inputs that triggers pass to their flow: unknown names, values that do not fit, and expressions that a trigger cannot read
 * (docs/internals/facts/kestra.md, "Triggers"). Findings of a disabled trigger are infos.
 */
const checkTriggerInputs: FlowRule = (flow, known) => {
  const declared = flowInputs(flow.value)
  return flow.nodes.flatMap((node): readonly RuleFinding[] => {
    const { inputs } = node.value
    const type = coreTrigger(node)
    if (type === undefined || !isMapValue(inputs)) return []
    const found = [
      ...(declared === undefined ? [] : passed(flow, node, { declared, inputs })),
      ...readFindings(flow, node, type === 'Flow' ? heardFlows(flow, node, known) : undefined),
    ]
    return found.map((finding) => ({ ...finding, ...infoWhereIdle(flow, node.path) }))
  })
}

const passed = (
  { version }: RuleContext,
  { path }: FlowNode,
  { declared, inputs }: { readonly declared: DeclaredInputs; readonly inputs: MapValue },
): readonly RuleFinding[] => {
  const given = { values: inputs, path: [...path, 'inputs'], whose: 'the flow' }
  const unknownNameMessage = (name: string) => `The flow has no input "${name}", which this trigger passes.`
  return [...checkPassedNames(given, declared.byId, unknownNameMessage), ...checkPassed(given, declared.byId, version)]
}

const EXECUTION_ROOTS: ReadonlySet<string> = new Set(['outputs', 'inputs', 'execution', 'taskrun'])

const DATE_PROPERTIES: ReadonlySet<string | undefined> = new Set(['date', 'next', 'previous'])

const isMissingInSchedule = ({ root, names: [first] }: NamedVariable): boolean =>
  EXECUTION_ROOTS.has(root) || (root === 'trigger' && DATE_PROPERTIES.has(first?.name))

/**
 * Variables that the inputs of a trigger cannot read, by trigger type. A schedule has its own id but no date yet. A Flow trigger has the
 * outputs of the execution that it received.
 */
const MISSING: Readonly<Record<string, (name: NamedVariable) => boolean>> = {
  Schedule: isMissingInSchedule,
  ScheduleOnDates: isMissingInSchedule,
  Webhook: ({ root }) => root === 'outputs',
  Flow: ({ root, names: [first] }) => root === 'trigger' && first !== undefined && first.name !== 'outputs',
}

/** Reports variables that the inputs of a trigger cannot read. `heard`: the flows that a Flow trigger listens to. */
const readFindings = (flow: RuleContext, node: FlowNode, heard: HeardFlows | undefined): readonly RuleFinding[] =>
  textsIn(node.value['inputs']).flatMap(({ text, path: below }) => {
    const path = [...node.path, 'inputs', ...below]
    const parsed = text.includes('{{') ? parsePebble(text) : undefined
    if (parsed === undefined || 'says' in parsed) return []
    return readNames({ text, template: parsed }).flatMap((name) => {
      const isSkipped = name.isGuarded || name.isOfGitHub
      const reported = isSkipped ? undefined : missingIn(coreTrigger(node) ?? '', name, heard)
      return reported === undefined ? [] : [findingIn(flow, { text, path }, { ...reported, start: name.start })]
    })
  })

const missingIn = (type: string, name: NamedVariable, heard: HeardFlows | undefined) => {
  const { root, names, end } = name
  const [first, second] = names
  if (type === 'Flow' && root === 'trigger' && first?.name === 'outputs' && second !== undefined) {
    const output = missingOutput(second.name, [heard])
    return output && { ...output, end: second.end }
  }
  const isMissing = Object.hasOwn(MISSING, type) && MISSING[type]?.(name) === true
  const variable = root === 'trigger' ? `trigger.${first?.name}` : root
  const message = `Kestra renders the inputs of a trigger before the execution exists, so there is no \`${variable}\`.`
  return isMissing ? { code: 'trigger-reads-run' as const, message, end: first?.end ?? end } : undefined
}
