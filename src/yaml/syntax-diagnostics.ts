import { type Document, isScalar, type YAMLError } from 'yaml'
import type { Position } from '../problem/problem.ts'
import type { ProblemCode } from '../problem/problem-codes.ts'
import { joined } from '../text/lists.ts'
import { type Ambiguity, findAmbiguity } from './ambiguity.ts'
import { lexemesOf } from './lexemes.ts'
import type { RepeatedKey, SyntaxNotes } from './plain-value.ts'
import type { LineIndex, SourceRange } from './source-text.ts'
import { yamlMistake } from './yaml-mistake.ts'

/** What keeps a document from being read at all, or what Kestra's parser silently reads as something else. */
export interface SyntaxDiagnostic {
  readonly code: ProblemCode
  readonly message: string
  readonly position: Position
  readonly isFatal: boolean
}

/** What is wrong with a file as YAML. `documents` is `undefined` when it is nested too deep to be read at all. */
export const syntaxDiagnostics = (
  source: string,
  documents: readonly Document.Parsed[] | undefined,
  lines: LineIndex,
): SyntaxDiagnostic[] => {
  if (!documents) {
    const message = 'The document is nested too deep to be read.'
    return [{ code: 'nested-too-deep', message, position: lines.positionAt(0), isFatal: true }]
  }
  const [first, ...others] = documents
  const conflict = first?.errors.length === 0 ? undefined : findMergeConflict(source)
  if (conflict !== undefined) return [unresolvedConflict(conflict, lines)]
  const found = brokenYaml(source, (first?.errors ?? []).filter(isRefusedByKestra), lines)
  const refused = found.length === 0 ? findRefusedCharacter(source) : undefined
  if (refused) found.push(refusedCharacter(refused, lines))
  const twoReadings = found.length === 0 ? findAmbiguity(source) : undefined
  if (twoReadings) found.push(readTwoWays(twoReadings, lines))
  const second = others.find((document) => !isEmptyDocument(document))
  if (second) found.push(severalDocuments(second, lines))
  return found
}

const YAML_CODES: ReadonlyMap<YAMLError['code'], ProblemCode> = new Map([
  ['TAB_AS_INDENT', 'tab-indentation'],
  ['RESOURCE_EXHAUSTION', 'nested-too-deep'],
])

// What YAML 1.2 forbids and Kestra's parser (SnakeYAML) reads without a word.
const TOLERATED = /^Comments must be separated/

const isRefusedByKestra = (error: YAMLError): boolean => !TOLERATED.test(error.message)

/** One: behind the first error a parser only guesses, and Kestra's does not go on. */
const brokenYaml = (source: string, errors: readonly YAMLError[], lines: LineIndex): SyntaxDiagnostic[] => {
  const [first] = errors.toSorted((a, b) => a.pos[0] - b.pos[0])
  if (first === undefined) return []
  const { message, offset, isTab } = yamlMistake(source, first)
  const code = isTab ? 'tab-indentation' : (YAML_CODES.get(first.code) ?? 'yaml-syntax')
  return [{ code, message, position: lines.positionAt(offset), isFatal: true }]
}

const unresolvedConflict = ({ offset, from, to }: MergeConflict, lines: LineIndex): SyntaxDiagnostic => ({
  code: 'merge-conflict',
  message: `Lines ${from} to ${to} are a merge conflict of Git that is not resolved.`,
  position: lines.positionAt(offset),
  isFatal: true,
})

const REFUSALS: Readonly<Record<RefusedCharacter['kind'], string>> = {
  tab: "Kestra's parser refuses a tab here; only spaces may stand between the parts of a line.",
  unprintable: "This control character is not allowed in YAML; Kestra's parser refuses the file.",
}

const refusedCharacter = ({ kind, range }: RefusedCharacter, lines: LineIndex): SyntaxDiagnostic => ({
  code: kind === 'tab' ? 'tab-indentation' : 'yaml-syntax',
  message: REFUSALS[kind],
  position: lines.positionAt(range.start, range.end),
  isFatal: true,
})

const readTwoWays = ({ message, range }: Ambiguity, lines: LineIndex): SyntaxDiagnostic => ({
  code: 'yaml-read-two-ways',
  message,
  position: lines.positionAt(range.start, range.end),
  isFatal: true,
})

const severalDocuments = (second: Document.Parsed, lines: LineIndex): SyntaxDiagnostic => ({
  code: 'several-documents',
  message: 'This file holds a second document from here on; Kestra reads the first and ignores the rest.',
  position: lines.positionAt(second.contents?.range?.[0] ?? second.range[0]),
  isFatal: false,
})

const isEmptyDocument = ({ contents }: Document.Parsed): boolean =>
  contents === null || (isScalar(contents) && contents.source === '')

/** An item that begins anew with its first key was meant as the next one: one mistake, not one for each key. */
const missingDash = (repeated: readonly RepeatedKey[], line: number): string => {
  const keys = [...new Set(repeated.map(({ key }) => `"${key}"`))]
  return `${joined(keys)} are set twice in one item, again from line ${line} on; Kestra refuses to save that. A "- " is probably missing there, with which the next item begins.`
}

const COMPLEX_KEY = "A key must be text; Kestra's parser refuses anything else."
const BARE_EXPRESSION = 'An expression `{{ … }}` needs quotes here: without them YAML reads a map in it.'

/** Turns what the reading of a document meets into diagnostics with their places. */
export const collectNotes = (
  lines: LineIndex,
  source: string,
): SyntaxNotes & { readonly found: readonly SyntaxDiagnostic[] } => {
  const found: SyntaxDiagnostic[] = []
  const note = (code: ProblemCode, message: string, offset: number): void => {
    found.push({ code, message, position: lines.positionAt(offset), isFatal: false })
  }
  return {
    found,
    duplicateKeys: (repeated, firstOfItem) => {
      const [first] = repeated
      if (first !== undefined && repeated.length > 1 && first.key === firstOfItem)
        return note('duplicate-key', missingDash(repeated, lines.lineAt(first.later)), first.later)
      for (const { key, earlier, later } of repeated) {
        const twice = `"${key}" is set twice, on lines ${lines.lineAt(earlier)} and ${lines.lineAt(later)}`
        note('duplicate-key', `${twice}; Kestra refuses to save that.`, later)
      }
    },
    malformedNumber: (text, offset) =>
      note('unreadable-number', `Kestra's parser takes ${text} for a number and then fails on it.`, offset),
    complexKey: (offset) =>
      note('complex-key', source.slice(offset - 1).startsWith('{{') ? BARE_EXPRESSION : COMPLEX_KEY, offset),
    alias: (name, offset) =>
      note('alias-not-expanded', `Kestra does not expand aliases: the value is the text "${name}".`, offset),
  }
}

/** A character that Kestra's parser refuses where a YAML library of today does not. */
export interface RefusedCharacter {
  readonly kind: 'unprintable' | 'tab'
  readonly range: SourceRange
}

// SnakeYAML's StreamReader: the printable characters of YAML 1.1.
const UNPRINTABLE = /[^\t\n\r\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u

/** The first character that SnakeYAML does not let through: a control character, or a tab before a token. */
const findRefusedCharacter = (source: string): RefusedCharacter | undefined => {
  const start = source.search(UNPRINTABLE)
  if (start !== -1) return { kind: 'unprintable', range: { start, end: start + 1 } }
  const tab = source.includes('\t') ? findRefusedTab(source) : undefined
  return tab === undefined ? undefined : { kind: 'tab', range: { start: tab, end: tab + 1 } }
}

/** SnakeYAML skips tabs only inside scalars and behind a plain one. */
const findRefusedTab = (source: string): number | undefined => {
  let isBehindPlain = false
  for (const { type, text, offset } of lexemesOf(source)) {
    if (type === 'space' && !isBehindPlain && text.includes('\t')) return offset + text.indexOf('\t')
    isBehindPlain = type === 'plain' || type === 'block' || (isBehindPlain && type === 'space')
  }
  return undefined
}

/** A merge conflict that Git left in a text: where its first line begins, and the numbers of its first and last line. */
export interface MergeConflict {
  readonly offset: number
  readonly from: number
  readonly to: number
}

/**
 * The first conflict in a text: a line with `<<<<<<<`, one with `=======` and one with `>>>>>>>`, in this order, each at the start of its line
 * (git-merge(1), "How conflicts are presented").
 */
export const findMergeConflict = (text: string): MergeConflict | undefined => {
  const found = /^<{7}(?: .*)?\r?$[\s\S]*?^={7}\r?$[\s\S]*?^>{7}(?: .*)?\r?$/m.exec(text)
  if (found === null) return undefined
  const from = text.slice(0, found.index).split('\n').length
  return { offset: found.index, from, to: from + found[0].split('\n').length - 1 }
}
