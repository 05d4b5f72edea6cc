import { hasExpression } from '../pebble/lex-pebble.ts'
import { namedSteps } from '../pebble/pebble-names.ts'
import { isAtOrBelow, isFalse, isMapValue, isTrue, mapsIn, type NodePath, textsIn } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { readContextReferences } from './context-references.ts'
import { isOwnNamespace } from './flow-references.ts'
import { givenFor, type NamespaceCall, namespaceCalls, type TextPlace } from './function-calls.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** A namespace file, or a glob pattern of them, that a flow names. */
export interface FileReference extends TextPlace {
  readonly via: 'read' | 'namespace-files' | 'download' | 'address' | 'default'
  readonly namespace: string
  /** Begins with a slash; a glob pattern if `isPattern`. */
  readonly target: string
  readonly isPattern: boolean
}

/** These functions fail if the file does not exist; `fileExists` returns false (docs/internals/facts/kestra.md, "What a run finds outside"). */
const FILE_FUNCTIONS = new Set(['read', 'fileSize', 'isFileEmpty'])

/** Functions that make an address without reading the file. */
const FILE_ADDRESS = new Set(['fileURI'])

/**
 * The namespace files that a flow names:
 * - `read('path')`, `fileSize` and `isFileEmpty` in an expression
 * - `namespaceFiles.include` and the files of `DownloadFiles`
 * - addresses (`nsfile:///path`, `fileURI('path')`) in properties that Kestra fetches and in defaults of FILE inputs
 *
 * Names computed at run time (`read(inputs.file)`) and files of an execution are left out.
 */
export const findFileReferences = (
  document: YamlDocument,
  nodes: readonly FlowNode[] = walkTasks(document),
): readonly FileReference[] => {
  const { namespace: own = '' } = document
  return [
    ...namespaceCalls(document, FILE_FUNCTIONS).flatMap((found) => fileOfCall(found, 'read')),
    ...nodes.flatMap((node) => [...includePatterns(node, own), ...downloads(node, own)]),
    ...fetchedAddresses(document, nodes),
    ...defaultFiles(document),
  ]
}

const fileOfCall = ({ call, namespace, at }: NamespaceCall, via: FileReference['via']): readonly FileReference[] => {
  const target = givenFor(call, 'path')?.text ?? givenFor(call, 'uri')?.text ?? ''
  const file = namespace === undefined || target === '' ? undefined : fileNamed(target, namespace)
  return file === undefined ? [] : [{ via, ...file, isPattern: false, ...at }]
}

/** The addresses of namespace files, and the calls of `fileURI`, in properties that Kestra fetches. */
const fetchedAddresses = (document: YamlDocument, nodes: readonly FlowNode[]): readonly FileReference[] => {
  const isFetchedAt = (path: NodePath): boolean => {
    const owner = nodes.findLast((node) => isAtOrBelow(path, node.path))
    return owner !== undefined && isFetched(owner, path.slice(owner.path.length))
  }
  return [
    ...textsIn(document.value).flatMap(({ text, path }) => addressAt(document, { text, path, isUsed: isFetchedAt })),
    ...namespaceCalls(document, FILE_ADDRESS).flatMap((found) =>
      isWholeText(found) && isFetchedAt(found.at.path) ? fileOfCall(found, 'address') : [],
    ),
  ]
}

/** True for a call that makes up its whole text, as in `{{ fileURI('a.csv') }}`. */
const isWholeText = ({ call, text }: NamespaceCall): boolean =>
  /^\s*\{\{-?\s*$/.test(text.slice(0, call.start)) && /^\s*-?\}\}\s*$/.test(text.slice(call.end))

const CORE = /^io\.kestra\.plugin\.core\./

/** Properties of core tasks and triggers that contain addresses. In other properties a core task reads an address as plain text. */
const FETCHED_BY_CORE = new Set<unknown>(['inputFiles', 'inputs', 'from'])
const PROSE = new Set<unknown>(['description', 'labels'])

/** True if Kestra fetches the file that a property names. The path leads from the task to the text. */
const isFetched = ({ type = '' }: FlowNode, [property]: NodePath): boolean =>
  CORE.test(type) ? FETCHED_BY_CORE.has(property) : !PROSE.has(property)

/** The defaults of FILE inputs that an expression reads. Kestra passes the address on without reading the file. */
const defaultFiles = (document: YamlDocument): readonly FileReference[] => {
  if (!isMapValue(document.value)) return []
  return mapsIn(document.value['inputs'], ['inputs']).flatMap(({ value: { id, type, defaults }, path }) =>
    type === 'FILE' && typeof defaults === 'string'
      ? addressAt(document, {
          text: defaults,
          path: [...path, 'defaults'],
          isUsed: () => isInputRead(document, id),
        }).map((reference) => ({ ...reference, via: 'default' as const }))
      : [],
  )
}

/** True if an expression reads this input or all inputs. */
const isInputRead = ({ value }: YamlDocument, id: unknown): boolean =>
  textsIn(value).some(({ text }) =>
    readContextReferences(text).some(
      ({ root, names: [first] }) => root === 'inputs' && (first === undefined || first.name === id),
    ),
  )

interface AddressText {
  readonly text: string
  readonly path: NodePath
  readonly isUsed: (path: NodePath) => boolean
}

/** The file of a text that is only the address of a namespace file, if the text is used; otherwise an empty list. */
const addressAt = (
  { namespace: own = '' }: YamlDocument,
  { text, path, isUsed }: AddressText,
): readonly FileReference[] => {
  const file = /^nsfile:\/\/[^\s{}]*$/.test(text) && isUsed(path) ? fileNamed(text, own) : undefined
  if (file === undefined) return []
  return [{ via: 'address', ...file, isPattern: false, path, offset: 0, written: text, isConditional: false }]
}

const includePatterns = ({ value, path }: FlowNode, namespace: string): readonly FileReference[] => {
  const { namespaceFiles } = value
  if (!isMapValue(namespaceFiles) || isFalse(namespaceFiles['enabled']) || namespaceFiles['namespaces'] !== undefined)
    return []
  const at = { via: 'namespace-files', namespace, path: [...path, 'namespaceFiles', 'include'] } as const
  return patternsIn(namespaceFiles['include'], at)
}

const DOWNLOAD = /^io\.kestra\.plugin\.core\.namespace\.DownloadFiles$/

/** The files of a `DownloadFiles` task: one text or a list of them, each of which may be a pattern. */
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
    const file = fileNamed(pattern, at.namespace)
    if (file === undefined) return []
    return [{ ...at, ...file, isPattern, path, offset: 0, written: pattern, isConditional: false }]
  })

const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const NAMESPACE_FILE = /^nsfile:\/\/([\w.-]*)\/(.+)$/

/**
 * The file that a path or an address names. A plain path and `nsfile:///path` are in `namespace`, `nsfile://other/path` is in another one.
 * `undefined` for all other addresses, such as files of an execution.
 */
const fileNamed = (target: string, namespace: string): Pick<FileReference, 'namespace' | 'target'> | undefined => {
  const [, other = '', path] = NAMESPACE_FILE.exec(target) ?? []
  if (path === undefined && SCHEME.test(target)) return undefined
  return { namespace: other || namespace, target: namespacePath(path ?? target) }
}

/** The path of a namespace file from the root, with one leading slash. */
export const namespacePath = (path: string): string => `/${path.replace(/^(?:\.?\/)+/, '')}`

/** A key of a key-value store that a flow reads or writes. */
export interface KeyReference extends TextPlace {
  readonly namespace: string
  readonly key: string
  readonly does: 'reads' | 'writes'
  /** The fields of the value that the expression needs, with the offset of each in the text. */
  readonly fields: readonly { readonly name: string; readonly offset: number }[]
}

const KV = new Set(['kv'])

/**
 * The keys that a flow names as plain text: `kv('name')` in an expression, with or without `namespace`, and the tasks `kv.Get`, `kv.Set`
 * and `kv.Delete`. Left out are keys computed at run time and reads that accept a missing key (`errorOnMissing=false`, the default of
 * the tasks).
 */
export const findKeyReferences = (document: YamlDocument, nodes?: readonly FlowNode[]): readonly KeyReference[] => {
  const { namespace = '' } = document
  return [
    ...namespaceCalls(document, KV).flatMap(readByCall),
    ...(nodes ?? walkTasks(document)).flatMap((node) => taskReferences(node, namespace)),
  ]
}

/** The key that a call reads; empty if the key is computed at run time or the call accepts a missing key. */
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

/** The namespace as plain text; `undefined` if it is computed at run time. */
const namespaceOf = (text: string, own: string): string | undefined => {
  if (isOwnNamespace(text)) return own
  return hasExpression(text) ? undefined : text
}

/** The namespaces in which a flow writes keys computed at run time. An entry `undefined` stands for any namespace. */
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
  /** `undefined` if the name is computed at run time. */
  readonly secret: string | undefined
}

const SECRET = new Set(['secret'])

/** The secrets that the expressions of a flow read, in all its texts. Reads in a namespace computed at run time are left out. */
export const findSecretReferences = (document: YamlDocument): readonly SecretReference[] =>
  namespaceCalls(document, SECRET).flatMap(({ call, namespace, at }) =>
    namespace === undefined || namespace === '' ? [] : [{ namespace, secret: givenFor(call, 'key')?.text, ...at }],
  )
