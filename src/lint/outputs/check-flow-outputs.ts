import { wholeReference } from '../../flow/context-references.ts'
import type { DeclaredNames } from '../../flow/declarations.ts'
import type { DocumentFinding } from '../../flow/document-finding.ts'
import { findFlowReferences } from '../../flow/flow-references.ts'
import type { FlowNode } from '../../flow/walk-tasks.ts'
import { isTemplate } from '../../pebble/lex-pebble.ts'
import { plainText } from '../../text/json.ts'
import { isMapValue } from '../../yaml/map-value.ts'
import type { FlowRule, RuleContext } from '../rule-context.ts'
import { checkPassed } from '../values/check-inputs.ts'
import { fitsInput } from '../values/fits-input.ts'
import { shown } from '../values/java-texts.ts'
import { tasksOutsideOfLoops } from './output-reads.ts'
import type { OutputKind, TypeOutputs } from './output-shape.ts'

/**
 * Outputs of the flow whose values are certain and do not fit their types: an execution fails at its end (docs/internals/facts/kestra.md, "Outputs of
 * a type"). And those that were meant as an expression, and have no braces.
 */
export const checkFlowOutputs = (flow: RuleContext, types: TypeOutputs | undefined): readonly DocumentFinding[] => {
  const outputs: unknown = flow.value['outputs']
  if (!Array.isArray(outputs)) return []
  const taskWithId = tasksOutsideOfLoops(flow.nodes)
  return outputs.flatMap((output: unknown, index): readonly DocumentFinding[] => {
    const { type, value } = isMapValue(output) ? output : {}
    const certain = typeof value === 'string' ? certainValue(value, taskWithId, types) : undefined
    const reason = certain && typeof type === 'string' ? reasonAgainst(certain, type, flow) : undefined
    const isBare = isBareName(value, flow.declared)
    const hint = isBare ? `Write \`{{ ${value.trim()} }}\`.` : undefined
    const path = ['outputs', index, 'value']
    if (reason !== undefined) {
      const message = `${wordsFor(certain)} is refused as an output of type ${type}${reason}.`
      // Of a text the text is wrong, of an output the type that it is given here.
      const isText = typeof value === 'string' && !isTemplate(value)
      return [{ code: 'invalid-output', path: isText ? path : ['outputs', index, 'type'], message, hint }]
    }
    const message = `"${plainText(value)}" is given out as this text: it has no braces.`
    return isBare ? [{ code: 'not-rendered', path, message, hint }] : []
  })
}

const BARE = /^(outputs|inputs|vars)\.(\w[\w-]*)(?:\.\w+|\[['"]?[\w-]+['"]?\])*$/

/** A name of the flow itself that stands without braces; `inputs.csv` may be a file. */
const isBareName = (value: unknown, declared: DeclaredNames): value is string => {
  const [, root, name = ''] = (typeof value === 'string' && BARE.exec(value.trim())) || []
  return (root === 'outputs' || root === 'inputs' || root === 'vars') && declared[root]?.has(name) === true
}

/** No value of data is one of these. */
const SIMPLE = new Set(['INT', 'FLOAT', 'DATETIME', 'DATE', 'TIME', 'DURATION'])
const WORDS: Readonly<Partial<Record<OutputKind, string>>> = {
  array: 'A list',
  object: 'A map',
  boolean: 'True or false',
}

/** The end of the sentence that says so. */
const reasonAgainst = (certain: CertainValue, type: string, { version }: RuleContext): string | undefined => {
  if ('kind' in certain) return WORDS[certain.kind] !== undefined && SIMPLE.has(type) ? '' : undefined
  // Unlike an input, it is not looked at.
  if (type === 'EMAIL') return undefined
  const misfit = fitsInput({ type }, { as: 'passed', value: certain.text, version })
  return misfit === undefined || misfit.readAs !== undefined ? undefined : `: ${misfit.reason}`
}

const wordsFor = (certain: CertainValue | undefined): string | undefined => {
  if (certain === undefined) return undefined
  return 'kind' in certain ? WORDS[certain.kind] : `"${shown(certain.text)}"`
}

/** Outputs of tasks that the flow writes out, passed to an input of a called flow that does not take them. */
export const checkPassedOutputs: FlowRule = (flow, known) => {
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

/** What a text becomes in every run: a text that the flow writes out, or something of which the type is known. */
type CertainValue = { readonly text: string } | { readonly kind: OutputKind }

/**
 * Of a text without a template that text; of one that is nothing but an output of a task what the flow, or the type of the task, says of it.
 * `undefined` where only a run can tell.
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
  const written = writtenOutput(task, names)
  if (written !== undefined) return isTemplate(written) ? undefined : { text: written }
  const [property = '', ...rest] = names
  const properties = Object.hasOwn(types, task.type ?? '') ? types[task.type ?? ''] : undefined
  const kind = properties && Object.hasOwn(properties, property) ? properties[property] : undefined
  return kind === undefined || rest.length > 0 ? undefined : { kind }
}

/** What the task itself says that it gives. */
const writtenOutput = ({ type, value }: FlowNode, names: readonly (string | undefined)[]): string | undefined => {
  const [property, name, ...rest] = names
  if (type === 'io.kestra.plugin.core.debug.Return' && property === 'value' && names.length === 1)
    return textOf(value['format'])
  const { values } = value
  const isValue = type === 'io.kestra.plugin.core.output.OutputValues' && property === 'values' && rest.length === 0
  return isValue && isMapValue(values) && name !== undefined ? textOf(values[name]) : undefined
}

/** A number may be written in more ways than one. */
const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : undefined
