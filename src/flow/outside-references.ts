import { hasExpression } from '../pebble/lex-pebble.ts'
import { namedSteps } from '../pebble/pebble-names.ts'
import { isFalse, isMapValue, isTrue } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { isOwnNamespace } from './flow-references.ts'
import { givenFor, type NamespaceCall, namespaceCalls, type TextPlace } from './function-calls.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** A namespace file, or a pattern of them, that a flow names. */
export interface FileReference extends TextPlace {
  readonly via: 'read' | 'namespace-files' | 'download'
  readonly namespace: string
  /** With a leading slash; a glob when `isPattern`. */
  readonly target: string
  readonly isPattern: boolean
}

/** What fails where there is no such file; the others answer that there is none (docs/facts/kestra.md, "What a run finds outside"). */
const FILE_FUNCTIONS = new Set(['read', 'fileSize', 'isFileEmpty'])

/**
 * The files that a flow names: `read('path')` and its like in an expression, `namespaceFiles.include`, and what `DownloadFiles` takes.
 * What only a run can tell (`read(inputs.file)`, files of an execution) is left out.
 */
export const findFileReferences = (document: YamlDocument, nodes?: readonly FlowNode[]): readonly FileReference[] => {
  const { namespace: own = '' } = document
  return [
    ...namespaceCalls(document, FILE_FUNCTIONS).flatMap(({ call, namespace, at }): FileReference[] => {
      const target = givenFor(call, 'path')?.text ?? givenFor(call, 'uri')?.text ?? ''
      if (namespace === undefined || target === '' || !isNamespacePath(target)) return []
      return [{ via: 'read', namespace, target: slashed(target), isPattern: false, ...at }]
    }),
    ...(nodes ?? walkTasks(document)).flatMap((node) => [...includePatterns(node, own), ...downloads(node, own)]),
  ]
}

const includePatterns = ({ value, path }: FlowNode, namespace: string): readonly FileReference[] => {
  const { namespaceFiles } = value
  if (!isMapValue(namespaceFiles) || isFalse(namespaceFiles['enabled']) || namespaceFiles['namespaces'] !== undefined)
    return []
  const at = { via: 'namespace-files', namespace, path: [...path, 'namespaceFiles', 'include'] } as const
  return patternsIn(namespaceFiles['include'], at)
}

const DOWNLOAD = /^io\.kestra\.plugin\.core\.namespace\.DownloadFiles$/

/** A text, or a list of them; each may be a pattern. */
const downloads = ({ kind, type = '', value, path }: FlowNode, own: string): readonly FileReference[] => {
  const { namespace: written = own, files } = value
  if (kind !== 'task' || !DOWNLOAD.test(type) || typeof written !== 'string') return []
  const namespace = isOwnNamespace(written) ? own : written
  if (namespace.includes('{')) return []
  return patternsIn(files, { via: 'download', namespace, path: [...path, 'files'] })
}

const patternsIn = (
  patterns: unknown,
  at: Pick<FileReference, 'via' | 'namespace' | 'path'>,
): readonly FileReference[] =>
  (Array.isArray(patterns) ? patterns : [patterns]).flatMap((pattern: unknown, index): FileReference[] => {
    if (typeof pattern !== 'string' || pattern.includes('{{')) return []
    const path = Array.isArray(patterns) ? [...at.path, index] : at.path
    const isPattern = /[*?[\]{}]/.test(pattern)
    return [{ ...at, target: slashed(pattern), isPattern, path, offset: 0, written: pattern, isConditional: false }]
  })

const isNamespacePath = (target: string): boolean =>
  !/^[a-z][a-z0-9+.-]*:/i.test(target) || target.startsWith('nsfile:///')

const slashed = (target: string): string => `/${target.replace(/^nsfile:\/\/\//, '').replace(/^\/+/, '')}`

/** A key of a key-value store that a flow reads or writes. */
export interface KeyReference extends TextPlace {
  readonly namespace: string
  readonly key: string
  readonly does: 'reads' | 'writes'
  /** What an expression reads of the value without saying that it may be missing, and where in the text each begins. */
  readonly fields: readonly { readonly name: string; readonly offset: number }[]
}

const KV = new Set(['kv'])

/**
 * The keys that a flow names in so many words: `kv('name')`, with a `namespace` or without, in an expression, and the tasks `kv.Get`,
 * `kv.Set` and `kv.Delete`. What only a run can tell is left out, and so is a read that says itself that there may be no such key
 * (`errorOnMissing=false`, the default of the tasks).
 */
export const findKeyReferences = (document: YamlDocument, nodes?: readonly FlowNode[]): readonly KeyReference[] => {
  const { namespace = '' } = document
  return [
    ...namespaceCalls(document, KV).flatMap(readByCall),
    ...(nodes ?? walkTasks(document)).flatMap((node) => taskReferences(node, namespace)),
  ]
}

/** The key that a call reads, where it is written out and the call fails without it. */
const readByCall = ({ call, namespace, at, text }: NamespaceCall): readonly KeyReference[] => {
  const key = givenFor(call, 'key')?.text
  if (key === undefined || key === '' || namespace === undefined) return []
  if (givenFor(call, 'errorOnMissing')?.expression === 'false') return []
  const steps = call.isGuarded || call.isConditional ? [] : namedSteps(call.steps)
  const fields = steps.map(({ name, start }) => ({ name, offset: text.indexOf(name, start) }))
  return [{ namespace, key, does: 'reads', ...at, fields }]
}

const KEY_TASK = /^io\.kestra\.plugin\.core\.kv\.(Get|Set|Put|Delete)$/

const taskReferences = ({ kind, type = '', value, path }: FlowNode, own: string): readonly KeyReference[] => {
  const task = kind === 'task' ? KEY_TASK.exec(type)?.[1] : undefined
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
    const task = kind === 'task' ? KEY_TASK.exec(type)?.[1] : undefined
    const isWrite = task === 'Set' || task === 'Put'
    const isKnown = typeof key !== 'string' || !hasExpression(key)
    const { namespace: own = '' } = document
    if (!isWrite || (isKnown && (typeof namespace !== 'string' || namespaceOf(namespace, own) !== undefined))) return []
    return [typeof namespace === 'string' ? namespaceOf(namespace, own) : own]
  })

/** A secret that a flow reads. */
export interface SecretReference extends TextPlace {
  readonly namespace: string
  /** `undefined` where only a run can tell. */
  readonly secret: string | undefined
}

const SECRET = new Set(['secret'])

/** The secrets that the expressions of a flow read, wherever they stand; left out where a run tells the namespace. */
export const findSecretReferences = (document: YamlDocument): readonly SecretReference[] =>
  namespaceCalls(document, SECRET).flatMap(({ call, namespace, at }) =>
    namespace === undefined || namespace === '' ? [] : [{ namespace, secret: givenFor(call, 'key')?.text, ...at }],
  )
