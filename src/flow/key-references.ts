import { type NodePath, walkTexts } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import type { ContextStep } from './context-references.ts'
import { type FunctionCall, givenFor, readCalls } from './function-calls.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** A key of a key-value store that a flow reads or writes. */
export interface KeyReference {
  readonly namespace: string
  readonly key: string
  readonly does: 'reads' | 'writes'
  /** The text that holds the reference. */
  readonly path: NodePath
  /** Where in that text it begins, and how it is written there. */
  readonly offset: number
  readonly written: string
  /** Whether the read happens at all depends on something else. */
  readonly isConditional: boolean
  /** What an expression reads of the value without saying that it may be missing, and where in the text each begins. */
  readonly fields: readonly { readonly name: string; readonly offset: number }[]
}

const KV = new Set(['kv'])
const PARAMETERS = ['key', 'namespace', 'errorOnMissing']

/**
 * The keys that a flow names in so many words: `kv('name')`, with a `namespace` or without, in an expression, and the tasks `kv.Get`,
 * `kv.Set` and `kv.Delete`. What only a run can tell is left out, and so is a read that says itself that there may be no such key
 * (`errorOnMissing=false`, the default of the tasks).
 */
export const findKeyReferences = (document: YamlDocument, nodes?: readonly FlowNode[]): readonly KeyReference[] => {
  const { namespace = '' } = document
  const found: KeyReference[] = []
  walkTexts(document.value, (text, path) => {
    for (const call of readCalls(text, KV)) {
      const named = readKey(call, namespace)
      const { start: offset, end, isConditional, isGuarded, steps } = call
      const fields = isGuarded || isConditional ? [] : namedSteps(steps, text)
      const written = text.slice(offset, end)
      if (named !== undefined)
        found.push({ ...named, does: 'reads', path: [...path], offset, written, isConditional, fields })
    }
  })
  return [...found, ...(nodes ?? walkTasks(document)).flatMap((node) => taskReferences(node, namespace))]
}

/** The key that a call reads, where it is written out and the call fails without it. */
const readKey = (call: FunctionCall, own: string): Pick<KeyReference, 'namespace' | 'key'> | undefined => {
  const key = givenFor(call, PARAMETERS, 'key')?.text
  if (key === undefined || key === '' || givenFor(call, PARAMETERS, 'errorOnMissing')?.expression === 'false')
    return undefined
  const namespace = givenFor(call, PARAMETERS, 'namespace')
  if (namespace === undefined || namespace.expression === 'flow.namespace') return { key, namespace: own }
  return namespace.text === undefined ? undefined : { key, namespace: namespace.text }
}

/** Fields of a value, from the outside in, as far as they are written out. */
const namedSteps = (steps: readonly ContextStep[], text: string): KeyReference['fields'] => {
  const fields: { readonly name: string; readonly offset: number }[] = []
  for (const { name, start } of steps) {
    if (name === undefined) break
    fields.push({ name, offset: text.indexOf(name, start) })
  }
  return fields
}

const TASK = /^io\.kestra\.plugin\.core\.kv\.(Get|Set|Put|Delete)$/
const OWN_NAMESPACE = /^\{\{-?\s*flow\.namespace\s*-?\}\}$/

const taskReferences = ({ kind, type = '', value, path }: FlowNode, own: string): readonly KeyReference[] => {
  const task = kind === 'task' ? TASK.exec(type)?.[1] : undefined
  const { key, namespace = own, errorOnMissing } = value
  if (task === undefined || typeof key !== 'string' || typeof namespace !== 'string' || isExpression(key)) return []
  const does = task === 'Get' || task === 'Delete' ? 'reads' : 'writes'
  if (does === 'reads' && errorOnMissing !== true && errorOnMissing !== 'true') return []
  const where = namespaceOf(namespace, own)
  if (where === undefined) return []
  const at = { path: [...path, 'key'], offset: 0, written: key }
  return [{ namespace: where, key, does, ...at, isConditional: false, fields: [] }]
}

const isExpression = (text: string): boolean => /\{[{%]/.test(text)

/** `undefined` where only a run can tell. */
const namespaceOf = (text: string, own: string): string | undefined => {
  if (OWN_NAMESPACE.test(text)) return own
  return isExpression(text) ? undefined : text
}

/** The namespaces in which a flow writes keys that only a run can tell; `undefined` in the list: any. */
export const writesAnyKeyIn = (document: YamlDocument, nodes?: readonly FlowNode[]): readonly (string | undefined)[] =>
  (nodes ?? walkTasks(document)).flatMap(({ kind, type = '', value: { key, namespace } }) => {
    const task = kind === 'task' ? TASK.exec(type)?.[1] : undefined
    const isWrite = task === 'Set' || task === 'Put'
    const isKnown = typeof key !== 'string' || !isExpression(key)
    const { namespace: own = '' } = document
    if (!isWrite || (isKnown && (typeof namespace !== 'string' || namespaceOf(namespace, own) !== undefined))) return []
    return [typeof namespace === 'string' ? namespaceOf(namespace, own) : own]
  })
