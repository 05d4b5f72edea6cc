import { type NodePath, walkTexts } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
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
}

const KV_CALL = /\bkv\(([^(){}]{1,500})\)/g
const ARGUMENT = /\s*(?:(\w+)\s*=\s*)?(?:'([^'\\]*)'|"([^"\\]*)"|([^,'"]+))\s*(?:,|$)/y

/**
 * The keys that a flow names in so many words: `kv('name')`, with a `namespace` or without, in an expression, and the tasks `kv.Get`
 * and `kv.Set`. What only a run can tell is left out, and so is a read that says itself that there may be no such key
 * (`errorOnMissing=false`, the default of `kv.Get`).
 */
export const findKeyReferences = (document: YamlDocument, nodes?: readonly FlowNode[]): readonly KeyReference[] => {
  const { namespace = '' } = document
  const found: KeyReference[] = []
  walkTexts(document.value, (text, path) => {
    if (!text.includes('kv(')) return
    for (const { 0: written, 1: given = '', index: offset } of text.matchAll(KV_CALL)) {
      const named = readCall(given, namespace)
      if (named !== undefined) found.push({ ...named, does: 'reads', path: [...path], offset, written })
    }
  })
  return [...found, ...(nodes ?? walkTasks(document)).flatMap((node) => taskReferences(node, namespace))]
}

const PARAMETERS = ['key', 'namespace', 'errorOnMissing']

/** The arguments of a call, by position or by name. */
const readCall = (given: string, own: string): Pick<KeyReference, 'namespace' | 'key'> | undefined => {
  const values = new Map<string, { readonly text: string | undefined; readonly expression: string | undefined }>()
  ARGUMENT.lastIndex = 0
  for (let index = 0; ARGUMENT.lastIndex < given.length; index += 1) {
    const match = ARGUMENT.exec(given)
    if (match === null) return undefined
    const [, name = PARAMETERS[index] ?? '', single, double, expression] = match
    values.set(name, { text: single ?? double, expression: expression?.trim() })
  }
  const key = values.get('key')?.text
  if (key === undefined || key === '' || values.get('errorOnMissing')?.expression === 'false') return undefined
  const namespace = values.get('namespace')
  if (namespace === undefined || namespace.expression === 'flow.namespace') return { key, namespace: own }
  return namespace.text === undefined ? undefined : { key, namespace: namespace.text }
}

const TASK = /^io\.kestra\.plugin\.core\.kv\.(Get|Set)$/
const OWN_NAMESPACE = /^\{\{-?\s*flow\.namespace\s*-?\}\}$/

const taskReferences = ({ kind, type = '', value, path }: FlowNode, own: string): readonly KeyReference[] => {
  const task = kind === 'task' ? TASK.exec(type)?.[1] : undefined
  const { key, namespace = own, errorOnMissing } = value
  if (task === undefined || typeof key !== 'string' || typeof namespace !== 'string' || key.includes('{{')) return []
  if (task === 'Get' && errorOnMissing !== true) return []
  const where = OWN_NAMESPACE.test(namespace) ? own : namespace
  if (where.includes('{{')) return []
  const does = task === 'Get' ? 'reads' : 'writes'
  return [{ namespace: where, key, does, path: [...path, 'key'], offset: 0, written: key }]
}
