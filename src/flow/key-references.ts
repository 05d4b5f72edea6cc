import { hasExpression } from '../pebble/lex-pebble.ts'
import { namedSteps } from '../pebble/pebble-names.ts'
import { isTrue } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { isOwnNamespace } from './flow-references.ts'
import { givenFor, type NamespaceCall, namespaceCalls, type TextPlace } from './function-calls.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** A key of a key-value store that a flow reads or writes. */
export interface KeyReference extends TextPlace {
  readonly namespace: string
  readonly key: string
  readonly does: 'reads' | 'writes'
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
  return [
    ...namespaceCalls(document, KV, PARAMETERS).flatMap(readByCall),
    ...(nodes ?? walkTasks(document)).flatMap((node) => taskReferences(node, namespace)),
  ]
}

/** The key that a call reads, where it is written out and the call fails without it. */
const readByCall = ({ call, namespace, at, text }: NamespaceCall): readonly KeyReference[] => {
  const key = givenFor(call, PARAMETERS, 'key')?.text
  if (key === undefined || key === '' || namespace === undefined) return []
  if (givenFor(call, PARAMETERS, 'errorOnMissing')?.expression === 'false') return []
  const steps = call.isGuarded || call.isConditional ? [] : namedSteps(call.steps)
  const fields = steps.map(({ name, start }) => ({ name, offset: text.indexOf(name, start) }))
  return [{ namespace, key, does: 'reads', ...at, fields }]
}

const TASK = /^io\.kestra\.plugin\.core\.kv\.(Get|Set|Put|Delete)$/

const taskReferences = ({ kind, type = '', value, path }: FlowNode, own: string): readonly KeyReference[] => {
  const task = kind === 'task' ? TASK.exec(type)?.[1] : undefined
  const { key, namespace = own, errorOnMissing } = value
  if (task === undefined || typeof key !== 'string' || typeof namespace !== 'string' || hasExpression(key)) return []
  const does = task === 'Get' || task === 'Delete' ? 'reads' : 'writes'
  if (does === 'reads' && !isTrue(errorOnMissing)) return []
  const where = namespaceOf(namespace, own)
  if (where === undefined) return []
  const at = { path: [...path, 'key'], offset: 0, written: key }
  return [{ namespace: where, key, does, ...at, isConditional: false, fields: [] }]
}

/** `undefined` where only a run can tell. */
const namespaceOf = (text: string, own: string): string | undefined => {
  if (isOwnNamespace(text)) return own
  return hasExpression(text) ? undefined : text
}

/** The namespaces in which a flow writes keys that only a run can tell; `undefined` in the list: any. */
export const writesAnyKeyIn = (document: YamlDocument): readonly (string | undefined)[] =>
  walkTasks(document).flatMap(({ kind, type = '', value: { key, namespace } }) => {
    const task = kind === 'task' ? TASK.exec(type)?.[1] : undefined
    const isWrite = task === 'Set' || task === 'Put'
    const isKnown = typeof key !== 'string' || !hasExpression(key)
    const { namespace: own = '' } = document
    if (!isWrite || (isKnown && (typeof namespace !== 'string' || namespaceOf(namespace, own) !== undefined))) return []
    return [typeof namespace === 'string' ? namespaceOf(namespace, own) : own]
  })
