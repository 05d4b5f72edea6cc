import { readContextReferences } from '../../flow/context-references.ts'
import type { DocumentFinding } from '../../flow/document-finding.ts'
import { findFlowMentions } from '../../flow/flow-references.ts'
import { RENDER_FUNCTIONS } from '../../flow/run-time-templates.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { parsePebble, wholeExpression } from '../../pebble/parse-pebble.ts'
import { literalText, readsIn } from '../../pebble/pebble-names.ts'
import type { PebbleAttribute, PebbleExpression } from '../../pebble/pebble-tree.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue, type MapValue, mapsIn, valueAt } from '../../yaml/map-value.ts'
import type { ExpressionText } from '../expression-texts.ts'
import { CONTEXT_ROOTS } from '../expressions/context-table.ts'
import { constantValue } from '../expressions/static-type.ts'
import { type FlowRule, findingIn, infoWhereIdle } from '../rule-context.ts'
import { holdsTemplate } from './fits-input.ts'
import { shown } from './java-texts.ts'

/**
 * Reports variables with an expression that are read without `render()`: the result contains the braces
 * (docs/internals/facts/kestra.md, "Inputs and values").
 */
export const checkUnrendered: FlowRule = (flow) => {
  const { variables } = flow.value
  if (!isMapValue(variables) || !holdsTemplate(variables)) return []
  return flow.texts.flatMap((expression): readonly DocumentFinding[] => {
    const { text, parts, seesExecution } = expression
    if (!seesExecution) return []
    const rendered = parts.flatMap((part) => ('given' in part && RENDER_FUNCTIONS.has(part.name) ? part.given : []))
    return readContextReferences(text)
      .filter(({ root, start }) => root === 'vars' && !rendered.some((span) => span.start <= start && start < span.end))
      .flatMap(({ names, start }) => {
        const value = names.reduce<unknown>((at, { name }) => (isMapValue(at) ? at[name] : undefined), variables)
        if (typeof value !== 'string' || !isOfKestra(value)) return []
        const name = names.map((each) => each.name).join('.')
        const message = `The variable "${name}" is "${shown(value)}", and is not rendered here.`
        const hint = `Write \`render(vars.${name})\`.`
        const end = names.at(-1)?.end ?? start
        return [findingIn(flow, expression, { code: 'not-rendered', message, hint, start, end })]
      })
  })
}

/** True for an expression that uses the context of an execution. Other template languages also use braces. */
const isOfKestra = (text: string): boolean => {
  const template = isTemplate(text) ? parsePebble(text) : undefined
  return template !== undefined && !('says' in template) && template.tags.some(({ value }) => isOurs(value))
}

const FUNCTIONS = new Set(['now', 'secret', 'kv', 'read', 'fileURI', 'uuid', 'envs', 'render'])

const isOurs = (expression: PebbleExpression): boolean =>
  readsIn(expression).some(
    ({ of }) =>
      (of.kind === 'function' && FUNCTIONS.has(of.name)) || (of.kind === 'variable' && CONTEXT_ROOTS.has(of.name)),
  )

/** Reports templates in the names of flows that a Flow trigger listens to: Kestra does not render them. */
export const checkListened: FlowRule = (flow) =>
  findFlowMentions(flow.document, flow.nodes)
    .filter(({ node, relation }) => relation === 'flow-trigger' && node.kind === 'trigger')
    .flatMap(({ path, namespace, id }): readonly DocumentFinding[] => {
      const written = [
        { at: namespace?.path, text: namespace?.text },
        { at: [...path, 'flowId'], text: id },
      ]
      return written.flatMap(({ at, text }): readonly DocumentFinding[] => {
        if (at === undefined || text === undefined || !isTemplate(text)) return []
        const message = `A Flow trigger does not render "${shown(text)}": no flow has this name, so it never fires.`
        const hint = 'Write the name itself.'
        return [{ code: 'not-rendered', path: at, message, hint, ...infoWhereIdle(flow, at) }]
      })
    })

/**
 * Reports inputs that are read although they may be absent (docs/internals/facts/kestra.md, "Inputs and values"). These
 * inputs have no default, and a condition (`dependsOn`) that the defaults do not meet. A read is fine where it depends
 * on the same condition. A `prefill` is not a default.
 */
export const checkConditionalInputs: FlowRule = (flow) => {
  const absent = absentInputs(flow.value)
  if (absent.size === 0) return []
  return flow.texts.flatMap((expression): readonly DocumentFinding[] => {
    const { text, seesExecution } = expression
    if (!seesExecution) return []
    return readContextReferences(text).flatMap(
      ({ root, names: [first], start, isGuarded }): readonly DocumentFinding[] => {
        const condition = root === 'inputs' && first ? absent.get(first.name) : undefined
        if (first === undefined || condition === undefined || isGuarded) return []
        if (isAsked(flow.value, expression, [first.name, ...condition.inputs])) return []
        const message = `The input "${first.name}" is only asked for where \`${condition.text}\`, and the defaults do not meet this condition.`
        return [findingIn(flow, expression, { code: 'conditional-input', message, start, end: first.end })]
      },
    )
  })
}

interface UnmetCondition {
  readonly text: string
  readonly inputs: readonly string[]
}

const absentInputs = (flow: MapValue): ReadonlyMap<string, UnmetCondition> => {
  const inputs = new Map(mapsIn(flow['inputs'], ['inputs']).map(({ value: input }) => [plainText(input['id']), input]))
  return new Map(
    [...inputs].flatMap(([id, { dependsOn, defaults }]): [string, UnmetCondition][] => {
      if (defaults !== undefined && defaults !== null) return []
      const condition = isMapValue(dependsOn) ? dependsOn['condition'] : undefined
      const whole = typeof condition === 'string' ? wholeExpression(condition) : undefined
      if (!whole || constantValue(whole, (attribute) => defaultOf(attribute, inputs)) !== false) return []
      const names = readContextReferences(String(condition)).flatMap(({ root, names: [first] }) =>
        root === 'inputs' && first ? [first.name] : [],
      )
      return [[id, { text: String(condition).replace(/^\s*\{\{-?\s*|\s*-?\}\}\s*$/g, ''), inputs: names }]]
    }),
  )
}

/** The default of an input; `undefined` where it does not determine the value. */
const defaultOf = ({ of, name }: PebbleAttribute, inputs: ReadonlyMap<string, MapValue>): unknown => {
  if (of.kind !== 'variable' || of.name !== 'inputs') return undefined
  const { type, defaults } = inputs.get(literalText(name) ?? '') ?? {}
  if (type === 'BOOL' || type === 'BOOLEAN') return typeof defaults === 'boolean' ? defaults : undefined
  const isText = type === 'STRING' || type === 'SELECT' || type === 'ENUM'
  return isText && typeof defaults === 'string' && !isTemplate(defaults) ? defaults : undefined
}

/**
 * True if the text, its task or a task around it mentions one of the inputs in a condition. Then it may run only where
 * they exist.
 */
const isAsked = (
  flow: MapValue,
  { text, path }: Pick<ExpressionText, 'text' | 'path'>,
  [own = '', ...others]: readonly string[],
): boolean => {
  const mentions = (value: unknown, names: readonly string[]): boolean =>
    typeof value === 'string' && names.some((name) => value.includes(name))
  if (mentions(text, others)) return true
  const around = path.map((_, index) => valueAt(flow, path.slice(0, index + 1))).filter(isMapValue)
  return around.some(({ runIf, condition, value, cases }) =>
    [runIf, condition, cases === undefined ? undefined : value].some((each) => mentions(each, [own, ...others])),
  )
}
