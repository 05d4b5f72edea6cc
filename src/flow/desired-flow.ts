import { normalizeSource } from '../yaml/source-text.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'

/** The document of a file, also where its namespace or id cannot be read. */
export interface PlacedDocument {
  readonly file: string
  readonly document: YamlDocument
}

/** A flow of the Git tree. `document.source` is the text to send: without BOM, with its namespace mapped. */
export interface DesiredFlow extends PlacedDocument {
  readonly namespace: string
  readonly id: string
}

/**
 * A flow source in the form used for comparison (docs/decisions.md, "How it decides"): LF line ends, without one top-level
 * `revision: n` line, without trailing white space. The text that is sent stays as it is in Git.
 */
export const normalizeFlowSource = (source: string): string =>
  normalizeSource(source)
    .replace(/^revision:[ \t]*\d+[ \t]*(?:\n|$)/m, '')
    .trimEnd()

/** True if the server would store the same flow: line ends, a `revision:` line and trailing white space do not count. */
export const isSameFlowSource = (a: string, b: string): boolean =>
  a === b || normalizeFlowSource(a) === normalizeFlowSource(b)
