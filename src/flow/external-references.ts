import { hasExpression } from '../pebble/lex-pebble.ts'
import { namedSteps } from '../pebble/pebble-names.ts'
import { isAtOrBelow, isFalse, isMapValue, isTrue, mapsIn, type NodePath, textsIn } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { readContextReferences } from './context-references.ts'
import { isOwnNamespace } from './flow-references.ts'
import { givenFor, type NamespaceCall, namespaceCalls, type TextPlace } from './function-calls.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** A namespace file, or a pattern of them, that a flow names. */
export interface FileReference extends TextPlace {
  readonly via: 'read' | 'namespace-files' | 'download' | 'address' | 'default'
  readonly namespace: string
  /** With a leading slash; a glob when `isPattern`. */
  readonly target: string
  readonly isPattern: boolean
}

/** These fail where there is no such file; `fileExists` answers false (docs/internals/facts/kestra.md, "What a run finds outside"). */
const FILE_FUNCTIONS = new Set(['read', 'fileSize', 'isFileEmpty'])

/** Makes an address without a look at the file. */
const FILE_ADDRESS = new Set(['fileURI'])

/**
 * The files that a flow names: `read('path')` and its like in an expression, `namespaceFiles.include`, the files of `DownloadFiles`, and
 * addresses of files (`nsfile:///path`, `fileURI('path')`) in properties that Kestra fetches and in defaults of FILE inputs. What only a run
 * can tell (`read(inputs.file)`, files of an execution) is left out.
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

/** Addresses of namespace files in properties that Kestra fetches, and calls that make one there. */
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

/** True for a call that is all of its text, as in `{{ fileURI('a.csv') }}`. */
const isWholeText = ({ call, text }: NamespaceCall): boolean =>
  /^\s*\{\{-?\s*$/.test(text.slice(0, call.start)) && /^\s*-?\}\}\s*$/.test(text.slice(call.end))

const CORE = /^io\.kestra\.plugin\.core\./

/** Properties of core tasks and triggers that hold addresses; elsewhere a core task treats an address as plain text. */
const FETCHED_BY_CORE = new Set<unknown>(['inputFiles', 'inputs', 'from'])
const PROSE = new Set<unknown>(['description', 'labels'])

/** True where Kestra fetches the file that a property names; `below` leads from the task to the text. */
const isFetched = ({ type = '' }: FlowNode, [property]: NodePath): boolean =>
  CORE.test(type) ? FETCHED_BY_CORE.has(property) : !PROSE.has(property)

/** The defaults of inputs of type FILE that an expression reads: Kestra passes the address on without a look at the file. */
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

/** True where an expression reads the input, or all of them. */
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

/** The file of a text that is nothing but the address of a namespace file, where it is used. */
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
    const file = fileNamed(pattern, at.namespace)
    if (file === undefined) return []
    return [{ ...at, ...file, isPattern, path, offset: 0, written: pattern, isConditional: false }]
  })

const SCHEME = /^[a-z][a-z0-9+.-]*:/i
const NAMESPACE_FILE = /^nsfile:\/\/([\w.-]*)\/(.+)$/

/**
 * The file that a path or an address names: a path and `nsfile:///path` one of `namespace`, `nsfile://other/path` one of another namespace.
 * `undefined` for addresses of anything else, as of files of an execution.
 */
const fileNamed = (target: string, namespace: string): Pick<FileReference, 'namespace' | 'target'> | undefined => {
  const [, other = '', path] = NAMESPACE_FILE.exec(target) ?? []
  if (path === undefined && SCHEME.test(target)) return undefined
  return { namespace: other || namespace, target: namespacePath(path ?? target) }
}

/** A path as a namespace file is known by: from the top, with one slash before it. */
export const namespacePath = (path: string): string => `/${path.replace(/^(?:\.?\/)+/, '')}`

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
