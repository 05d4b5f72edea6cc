import { isMapValue, type NodePath, walkTexts } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type FlowNode, walkTasks } from './walk-tasks.ts'

/** A namespace file, or a pattern of them, that a flow names. */
export interface FileReference {
  readonly via: 'read' | 'namespace-files'
  /** With a leading slash; a glob when `isPattern`. */
  readonly target: string
  readonly isPattern: boolean
  /** The text that holds the reference. */
  readonly path: NodePath
  /** Where in that text it begins, and how it is written there. */
  readonly offset: number
  readonly written: string
}

// Only a literal first and only argument: with a second one the file is in another namespace or an execution's.
const READ_CALL = /\bread\(\s*(['"])([^'"\\{}]+)\1\s*\)/g

/**
 * The files of its own namespace that a flow names: `read('path')` in an expression, and the patterns of
 * `namespaceFiles.include`. What only a run can tell (`read(inputs.file)`, files of an execution) is left out.
 */
export const findFileReferences = (document: YamlDocument, nodes?: readonly FlowNode[]): readonly FileReference[] => {
  const found: FileReference[] = []
  walkTexts(document.value, (text, path) => {
    if (!text.includes('read(')) return
    for (const { 0: written, 2: target = '', index: offset } of text.matchAll(READ_CALL)) {
      if (isNamespacePath(target))
        found.push({ via: 'read', target: slashed(target), isPattern: false, path: [...path], offset, written })
    }
  })
  return [...found, ...(nodes ?? walkTasks(document)).flatMap(includePatterns)]
}

const includePatterns = ({ value, path }: FlowNode): readonly FileReference[] => {
  const { namespaceFiles } = value
  if (!isMapValue(namespaceFiles) || namespaceFiles['enabled'] === false || namespaceFiles['namespaces'] !== undefined)
    return []
  const { include } = namespaceFiles
  if (!Array.isArray(include)) return []
  return include.flatMap((pattern: unknown, index): FileReference[] => {
    if (typeof pattern !== 'string' || pattern.includes('{{')) return []
    const isPattern = /[*?[\]{}]/.test(pattern)
    const at = [...path, 'namespaceFiles', 'include', index]
    return [{ via: 'namespace-files', target: slashed(pattern), isPattern, path: at, offset: 0, written: pattern }]
  })
}

const isNamespacePath = (target: string): boolean =>
  !/^[a-z][a-z0-9+.-]*:/i.test(target) || target.startsWith('nsfile:///')

const slashed = (target: string): string => `/${target.replace(/^nsfile:\/\/\//, '').replace(/^\/+/, '')}`
