import { FAILS_WHEN_RUN } from '../../../finding/problem.ts'
import { wholeReference } from '../../../flow/context-references.ts'
import type { DeclaredNames } from '../../../flow/declarations.ts'
import { findFlowReferences } from '../../../flow/flow-references.ts'
import type { FlowNode } from '../../../flow/walk-tasks.ts'
import { isTemplate } from '../../../pebble/lex-pebble.ts'
import { plainText } from '../../../text/json.ts'
import { isMapValue } from '../../../yaml/map-value.ts'
import { defineRule, yaml } from '../../define-rule.ts'
import { tasksOutsideOfLoops } from '../../outputs/output-reads.ts'
import type { FlowRule, RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'
import type { OutputKind, TypeOutputs } from '../../type-outputs.ts'
import { fitsInput } from '../../values/fits-input.ts'
import { shown } from '../../values/java-texts.ts'
import { checkPassed } from '../values/passed-values.ts'

export default defineRule({
  codes: {
    'invalid-output': {
      ...FAILS_WHEN_RUN,
      title: 'An output of the flow whose value does not fit its type',
      why: 'In every run the value does not fit the type of the output. Kestra stores the flow; each execution fails at its end.',
      fix: 'Correct the value, or the type of the output.',
      examples: {
        reported: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
              format: one
          outputs:
            - id: total
              type: INT
              value: "{{ outputs.first.value }}"
        `,
        accepted: yaml`
          id: flow
          namespace: company.team
          tasks:
            - id: first
              type: io.kestra.plugin.core.debug.Return
              format: one
          outputs:
            - id: total
              type: STRING
              value: "{{ outputs.first.value }}"
        `,
      },
    },
  },
  needs: ['types'],
  flow: (flow, known) => [...checkPassedOutputs(flow, known), ...checkFlowOutputs(flow, flow.types)],
})

/**
 * Reports outputs of the flow whose certain value does not fit the declared type: the execution fails at its end
 * (docs/internals/facts/kestra.md, "Outputs of a type"). Also reports values that look like an expression without braces.
 */
const checkFlowOutputs = (flow: RuleContext, types: TypeOutputs | undefined): readonly RuleFinding[] => {
  const outputs: unknown = flow.value['outputs']
  if (!Array.isArray(outputs)) return []
  const taskWithId = tasksOutsideOfLoops(flow.nodes)
  return outputs.flatMap((output: unknown, index): readonly RuleFinding[] => {
    const { type, value } = isMapValue(output) ? output : {}
    const certain = typeof value === 'string' ? certainValue(value, taskWithId, types) : undefined
    const reason = certain && typeof type === 'string' ? reasonAgainst(certain, type, flow) : undefined
    const isBare = isBareName(value, flow.declared)
    const hint = isBare ? `Write \`{{ ${value.trim()} }}\`.` : undefined
    const path = ['outputs', index, 'value']
    if (reason !== undefined) {
      const message = `${valueText(certain)} is refused as an output of type ${type}${reason}.`
      // A literal value is wrong itself; for an output of a task the declared type is wrong.
      const isText = typeof value === 'string' && !isTemplate(value)
      return [{ code: 'invalid-output', path: isText ? path : ['outputs', index, 'type'], message, hint }]
    }
    const message = `"${plainText(value)}" is output as this text: it has no braces.`
    return isBare ? [{ code: 'not-rendered', path, message, hint }] : []
  })
}

const BARE = /^(outputs|inputs|vars)\.(\w[\w-]*)(?:\.\w+|\[['"]?[\w-]+['"]?\])*$/

/** True for a name that the flow declares, written without braces. An undeclared `inputs.csv` may be a file. */
const isBareName = (value: unknown, declared: DeclaredNames): value is string => {
  const [, root, name = ''] = (typeof value === 'string' && BARE.exec(value.trim())) || []
  return (root === 'outputs' || root === 'inputs' || root === 'vars') && declared[root]?.has(name) === true
}

/** Types that no list, map or boolean fits. */
const SCALAR_TYPES = new Set(['INT', 'FLOAT', 'DATETIME', 'DATE', 'TIME', 'DURATION'])

const KIND_TEXTS: Readonly<Partial<Record<OutputKind, string>>> = {
  array: 'A list',
  object: 'A map',
  boolean: 'True or false',
}

/** The end of the sentence that reports the misfit; `undefined` if the value fits or may fit. */
const reasonAgainst = (certain: CertainValue, type: string, { version }: RuleContext): string | undefined => {
  if ('kind' in certain) return KIND_TEXTS[certain.kind] !== undefined && SCALAR_TYPES.has(type) ? '' : undefined
  // Kestra does not check an EMAIL output, unlike an input.
  if (type === 'EMAIL') return undefined
  const misfit = fitsInput({ type }, { as: 'passed', value: certain.text, version })
  return misfit === undefined || misfit.readAs !== undefined ? undefined : `: ${misfit.reason}`
}

const valueText = (certain: CertainValue | undefined): string | undefined => {
  if (certain === undefined) return undefined
  return 'kind' in certain ? KIND_TEXTS[certain.kind] : `"${shown(certain.text)}"`
}

/** Reports literal task outputs that are passed to an input of a called flow and do not fit it. */
const checkPassedOutputs: FlowRule = (flow, known) => {
  const calls = findFlowReferences(flow.document, flow.nodes).filter(({ relation }) => relation === 'subflow')
  if (calls.length === 0) return []
  const taskWithId = tasksOutsideOfLoops(flow.nodes)
  return calls.flatMap(({ namespace, id, path, inputs = {} }) => {
    const texts = Object.entries(inputs).flatMap(([name, value]): readonly (readonly [string, string])[] => {
      const certain = typeof value === 'string' && isTemplate(value) ? certainValue(value, taskWithId) : undefined
      return certain !== undefined && 'text' in certain ? [[name, certain.text]] : []
    })
    const declared = texts.length === 0 ? undefined : known.flowOf(namespace, id)?.inputs
    const passed = { values: Object.fromEntries(texts), path: [...path, 'inputs'], whose: `"${namespace}.${id}"` }
    return declared === undefined ? [] : checkPassed(passed, declared.byId, flow.version)
  })
}

/** The value of a text in every run: a literal text, or only its kind if that is all that is known. */
type CertainValue = { readonly text: string } | { readonly kind: OutputKind }

/**
 * The certain value of a text. For a text without template that is the text itself. For a single task output it comes from the properties
 * or the type of the task. `undefined` if it is known only at run time.
 */
const certainValue = (
  text: string,
  taskWithId: (id: string) => FlowNode | undefined,
  types: TypeOutputs = {},
): CertainValue | undefined => {
  if (!isTemplate(text)) return { text }
  const { root, steps } = wholeReference(text) ?? {}
  const [id, ...names] = root === 'outputs' ? (steps ?? []).map(({ name }) => name) : []
  const task = id === undefined ? undefined : taskWithId(id)
  if (task === undefined) return undefined
  const written = literalOutput(task, names)
  if (written !== undefined) return isTemplate(written) ? undefined : { text: written }
  const [property = '', ...rest] = names
  const properties = Object.hasOwn(types, task.type ?? '') ? types[task.type ?? ''] : undefined
  const kind = properties && Object.hasOwn(properties, property) ? properties[property] : undefined
  return kind === undefined || rest.length > 0 ? undefined : { kind }
}

/** The literal value of an output of a Return or OutputValues task. */
const literalOutput = ({ type, value }: FlowNode, names: readonly (string | undefined)[]): string | undefined => {
  const [property, name, ...rest] = names
  if (type === 'io.kestra.plugin.core.debug.Return' && property === 'value' && names.length === 1)
    return literalAsText(value['format'])
  const { values } = value
  const isValue = type === 'io.kestra.plugin.core.output.OutputValues' && property === 'values' && rest.length === 0
  return isValue && isMapValue(values) && name !== undefined ? literalAsText(values[name]) : undefined
}

/** Only safe integers, because other numbers have several notations. */
const literalAsText = (value: unknown): string | undefined =>
  typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : undefined
