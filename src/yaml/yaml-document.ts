import { isAlias, isScalar } from 'yaml'
import type { Position } from '../finding/problem.ts'
import { memoize } from '../text/memoize.ts'
import { ComposedYaml, type SyntaxFinding } from './compose.ts'
import { type NodePath, valueAt } from './map-value.ts'
import { findKey, findNode } from './plain-value.ts'
import { parseScalar, writtenText } from './scalar.ts'
import { applyEdits, offsetsBefore, type SourceEdit, type SourceRange } from './source-text.ts'

/** The document that another was made of, and where the other's characters stand in it. */
interface OriginalDocument {
  readonly document: YamlDocument
  offsetOf(offset: number): number
}

/**
 * One flow file, read as Kestra's parser reads it (YAML 1.1, last duplicate key wins; docs/internals/facts/kestra.md, "YAML
 * dialect"). `source` is what is sent; all positions and diagnostics are those of the file, also where `withEdits` has
 * changed the text. A class, so that a copy with `...` does not compile: it would be a document that has lost its places.
 */
export class YamlDocument {
  readonly source: string
  readonly #composed: ComposedYaml
  readonly #origin: OriginalDocument | undefined

  /** For `parseYaml` and `withEdits`. */
  constructor(composed: ComposedYaml, origin?: OriginalDocument) {
    this.source = composed.source
    this.#composed = composed
    this.#origin = origin
  }

  /** The lines that positions count: those of the file. */
  get sourceInFile(): string {
    return this.#origin?.document.sourceInFile ?? this.source
  }

  /** Plain data (maps, lists, scalars), or `undefined` when something fatal made it unreadable. */
  get value(): unknown {
    return this.#composed.contents.value
  }

  /** False when something fatal stands in the way: then there is no `value`. */
  get isReadable(): boolean {
    return this.#composed.contents.isReadable
  }

  get documentFindings(): readonly SyntaxFinding[] {
    return (
      this.#origin?.document.documentFindings ?? [...this.#composed.contents.syntax, ...this.#composed.contents.remarks]
    )
  }

  /** As text, the way Kestra stores it: `id: off` is `"false"`. `undefined` when the key is absent or not a scalar. */
  get id(): string | undefined {
    return this.textOf(['id'])
  }

  get namespace(): string | undefined {
    return this.textOf(['namespace'])
  }

  /** A scalar as Kestra makes text of it (`012` is `"10"`, `1.10` is `"1.1"`); `undefined` for anything else. */
  textOf(path: NodePath): string | undefined {
    const value = valueAt(this.value, path)
    // Text is text as it stands; other scalars are written in more ways than one.
    if (typeof value === 'string' && value !== '') return value
    if (value === undefined || value === null || typeof value === 'object') return undefined
    const node = findNode(this.#composed.contents.root, path)
    if (isAlias(node)) return node.source
    // A key with nothing behind it.
    if (node === undefined) return ''
    return isScalar(node) ? parseScalar(node).text : undefined
  }

  /** A scalar as it is written, without its quotes (`1.10` is `"1.10"`); `undefined` for anything else. */
  writtenTextOf(path: NodePath): string | undefined {
    const node = findNode(this.#composed.contents.root, path)
    return isScalar(node) ? writtenText(node) : this.textOf(path)
  }

  /** The characters of a node's value as written, quotes included; `undefined` when the path is not in the document. */
  rangeOf(path: NodePath): SourceRange | undefined {
    const range = findNode(this.#composed.contents.root, path)?.range
    return range ? { start: range[0], end: range[1] } : undefined
  }

  /** Where a node stands: its value by default, or its key. `undefined` when the path is not in the document. */
  positionOf(path: NodePath, part: 'key' | 'value' = 'value'): Position | undefined {
    const { root } = this.#composed.contents
    const node = part === 'key' ? findKey(root, path) : findNode(root, path)
    return node?.range ? this.#place(node.range[0], isScalar(node) ? node.range[1] : undefined) : undefined
  }

  /** The place of characters of the source, for what is found in the text itself. */
  positionAt({ start, end }: SourceRange): Position {
    return this.#place(start, end)
  }

  /** The place of a line and column of the source, for what a server says of the text that it was sent. */
  positionAtLine(line: number, column: number): Position {
    const offset = this.#composed.offsetOfKestra(line, column)
    if (this.#origin === undefined && offset === undefined) return { line, column }
    return this.#place(offset ?? this.#composed.lines.offsetAt(line, column))
  }

  /**
   * The same flow with characters of its source changed before it is sent. `parse` reads the new text; its diagnostics are
   * not asked for: what is told is told of the file.
   */
  withEdits(edits: readonly SourceEdit[], parse: ParseYaml = parseYaml): YamlDocument {
    if (edits.length === 0) return this
    const composed = parse(applyEdits(this.source, edits)).#composed
    return new YamlDocument(composed, { document: this, offsetOf: offsetsBefore(edits) })
  }

  #place(start: number, end?: number): Position {
    const origin = this.#origin
    if (origin === undefined) return this.#composed.lines.positionAt(start, end)
    return origin.document.#place(origin.offsetOf(start), end === undefined ? undefined : origin.offsetOf(end))
  }
}

export type ParseYaml = (source: string) => YamlDocument

/**
 * Reads one YAML file as `YamlDocument` says, and that when the first asks for what is in it; aliases and merge keys are not expanded. Never
 * throws: what cannot be read is in `diagnostics`.
 */
export const parseYaml: ParseYaml = (source) => new YamlDocument(new ComposedYaml(source))

/** `parseYaml` that gives the same document for the same text, for trees of one run that share most of their flows. */
export const parseOnce = (): ParseYaml => memoize(parseYaml)
