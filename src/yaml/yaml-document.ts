import { isAlias, isScalar } from 'yaml'
import type { Position } from '../finding/problem.ts'
import { memoize } from '../text/memoize.ts'
import { ComposedYaml, type SyntaxFinding } from './compose.ts'
import { type NodePath, valueAt } from './map-value.ts'
import { findKey, findNode } from './plain-value.ts'
import { parseScalar, writtenText } from './scalar.ts'
import { applyEdits, offsetsBefore, type SourceEdit, type SourceRange } from './source-text.ts'

/** The document from which another was made by edits. `offsetOf` maps offsets of the other to this one. */
interface OriginalDocument {
  readonly document: YamlDocument
  offsetOf(offset: number): number
}

/**
 * One flow file, read as Kestra's parser reads it (YAML 1.1, the last duplicate key wins; docs/internals/facts/kestra.md, "YAML dialect").
 * `source` is the text to send. All positions and findings refer to the file, also after `withEdits`. This is a class so that a copy by
 * spread, which would lose its positions, does not compile.
 */
export class YamlDocument {
  readonly source: string
  readonly #composed: ComposedYaml
  readonly #origin: OriginalDocument | undefined

  /** Only for `parseYaml` and `withEdits`. */
  constructor(composed: ComposedYaml, origin?: OriginalDocument) {
    this.source = composed.source
    this.#composed = composed
    this.#origin = origin
  }

  /** The text of the file, to which positions refer. */
  get sourceInFile(): string {
    return this.#origin?.document.sourceInFile ?? this.source
  }

  /** Plain data (maps, lists, scalars); `undefined` if the document is not readable. */
  get value(): unknown {
    return this.#composed.contents.value
  }

  /** The root node of the YAML library, for edits of the source; its ranges are offsets of `source`. */
  get root(): unknown {
    return this.#composed.contents.root
  }

  /** False after a fatal syntax finding; then there is no `value`. */
  get isReadable(): boolean {
    return this.#composed.contents.isReadable
  }

  get documentFindings(): readonly SyntaxFinding[] {
    return (
      this.#origin?.document.documentFindings ?? [...this.#composed.contents.syntax, ...this.#composed.contents.remarks]
    )
  }

  /** The id as Kestra stores it: `id: off` is `"false"`. `undefined` if the key is absent or not a scalar. */
  get id(): string | undefined {
    return this.textOf(['id'])
  }

  get namespace(): string | undefined {
    return this.textOf(['namespace'])
  }

  /** A scalar as Kestra converts it to text (`012` is `"10"`, `1.10` is `"1.1"`); `undefined` for anything else. */
  textOf(path: NodePath): string | undefined {
    const value = valueAt(this.value, path)
    // A text needs no conversion. Other scalars have several notations.
    if (typeof value === 'string' && value !== '') return value
    if (value === undefined || value === null || typeof value === 'object') return undefined
    const node = findNode(this.#composed.contents.root, path)
    if (isAlias(node)) return node.source
    // A key without a value.
    if (node === undefined) return ''
    return isScalar(node) ? parseScalar(node).text : undefined
  }

  /** A scalar as written, without its quotes (`1.10` is `"1.10"`); `undefined` for anything else. */
  writtenTextOf(path: NodePath): string | undefined {
    const node = findNode(this.#composed.contents.root, path)
    return isScalar(node) ? writtenText(node) : this.textOf(path)
  }

  /** The range of a value as written, including quotes; `undefined` if the path is not in the document. */
  rangeOf(path: NodePath): SourceRange | undefined {
    const range = findNode(this.#composed.contents.root, path)?.range
    return range ? { start: range[0], end: range[1] } : undefined
  }

  /** The position of a value (default) or of its key; `undefined` if the path is not in the document. */
  positionOf(path: NodePath, part: 'key' | 'value' = 'value'): Position | undefined {
    const { root } = this.#composed.contents
    const node = part === 'key' ? findKey(root, path) : findNode(root, path)
    return node?.range ? this.#place(node.range[0], isScalar(node) ? node.range[1] : undefined) : undefined
  }

  /** The position of a range of the source. */
  positionAt({ start, end }: SourceRange): Position {
    return this.#place(start, end)
  }

  /** The position of a line and column of the source, as a server reports them for the sent text. */
  positionAtLine(line: number, column: number): Position {
    const offset = this.#composed.offsetOfKestra(line, column)
    if (this.#origin === undefined && offset === undefined) return { line, column }
    return this.#place(offset ?? this.#composed.lines.offsetAt(line, column))
  }

  /** Returns the same flow with edits of the text to send. `parse` reads the new text. Findings stay those of the file. */
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
 * Returns the document of a YAML file, which is read on first use. Aliases and merge keys are not expanded. Never throws: syntax errors are
 * in `documentFindings`.
 */
export const parseYaml: ParseYaml = (source) => new YamlDocument(new ComposedYaml(source))

/** `parseYaml` with a cache by text, because the trees of one run share most of their flows. */
export const parseOnce = (): ParseYaml => memoize(parseYaml)
