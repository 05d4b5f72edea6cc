import { normalizeSource } from '../yaml/source-text.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

/** The document of a file, also of one whose (namespace, id) cannot be read. */
export interface PlacedDocument {
  readonly file: string
  readonly document: YamlDocument
}

/** A flow of a tree. `document.source` is what will be sent: without BOM, namespace mapped. */
export interface DesiredFlow extends PlacedDocument {
  readonly namespace: string
  readonly id: string
}

/**
 * The form in which two flow sources are compared (docs/decisions.md, "How it decides"): LF line ends, without one top-level
 * `revision: n` line, without trailing white space. Only for comparing: what is sent stays as it is in Git.
 */
export const normalizeFlowSource = (source: string): string =>
  normalizeSource(source)
    .replace(/^revision:[ \t]*\d+[ \t]*(?:\n|$)/m, '')
    .trimEnd()

/** True when the server would hold the same flow: equal but for line ends, a `revision:` line and trailing blanks. */
export const isSameFlowSource = (a: string, b: string): boolean =>
  a === b || normalizeFlowSource(a) === normalizeFlowSource(b)
