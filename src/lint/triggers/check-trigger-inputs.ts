import type { Severity } from '../../finding/problem.ts'
import { type NamedVariable, readNames } from '../../flow/context-references.ts'
import { type DeclaredInputs, flowInputs, missingInputs } from '../../flow/declarations.ts'
import type { DocumentFinding } from '../../flow/document-finding.ts'
import { isAtLeast } from '../../flow/kestra-version.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { parsePebble } from '../../pebble/parse-pebble.ts'
import { joined } from '../../text/lists.ts'
import { isDisabled, isMapValue, type MapValue, mapsIn, textsIn } from '../../yaml/map-value.ts'
import { type FlowRule, findingIn, infoWhereIdle, type RuleContext } from '../rule-context.ts'
import { checkPassed, checkPassedNames } from '../values/check-inputs.ts'
import { coreTrigger } from './check-trigger-values.ts'
import { type HeardFlows, heardFlows, missingOutput } from './heard-outputs.ts'

/**
 * Checks the inputs that triggers pass to their flow: unknown names, values that do not fit, and expressions that a trigger cannot read
 * (docs/internals/facts/kestra.md, "Triggers"). Findings of a disabled trigger are infos.
 */
export const checkTriggerInputs: FlowRule = (flow, known) => {
  const declared = flowInputs(flow.value)
  return flow.nodes.flatMap((node): readonly DocumentFinding[] => {
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
): readonly DocumentFinding[] => {
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
const readFindings = (flow: RuleContext, node: FlowNode, heard: HeardFlows | undefined): readonly DocumentFinding[] =>
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
export const checkRequiredInputs: FlowRule = (flow) => {
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

const triggerFindings = ({ node, severity, count, first }: IncompleteStart): DocumentFinding => {
  const names = first.map((id) => `"${id}"`)
  const all = count > MOST_NAMES ? joined([...names, `${count - MOST_NAMES} more`]) : names.join(', ')
  const message = `The trigger "${node.id}" starts the flow without its required ${count === 1 ? 'input' : 'inputs'} ${all}.`
  return { code: 'trigger-misses-input', path: node.path, message, severity }
}

const inputFindings = ({ value }: RuleContext, starts: readonly IncompleteStart[]): readonly DocumentFinding[] => {
  const triggers = Map.groupBy(
    starts.flatMap(({ node, first }) => first.map((input) => ({ input, trigger: `"${node.id}"` }))),
    ({ input }) => input,
  )
  return mapsIn(value['inputs'], ['inputs']).flatMap(({ value: input, path }): readonly DocumentFinding[] => {
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
