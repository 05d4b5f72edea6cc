import { isFalse, isMapValue } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { isOwnNamespace } from './flow-references.ts'
import { givenFor, namespaceCalls, type TextPlace } from './function-calls.ts'
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
const READS = new Set(['read', 'fileSize', 'isFileEmpty'])
const PARAMETERS = ['path', 'namespace']

/**
 * The files that a flow names: `read('path')` and its like in an expression, `namespaceFiles.include`, and what `DownloadFiles` takes.
 * What only a run can tell (`read(inputs.file)`, files of an execution) is left out.
 */
export const findFileReferences = (document: YamlDocument, nodes?: readonly FlowNode[]): readonly FileReference[] => {
  const { namespace: own = '' } = document
  return [
    ...namespaceCalls(document, READS, PARAMETERS).flatMap(({ call, namespace, at }): FileReference[] => {
      const target = givenFor(call, PARAMETERS, 'path')?.text ?? givenFor(call, PARAMETERS, 'uri')?.text ?? ''
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
