import { type DeclaredNames, declaredNames } from '../flow/declarations.ts'
import type { PlacedDocument } from '../flow/desired-flow.ts'
import type { DocumentFinding } from '../flow/document-finding.ts'
import type { TextPlace } from '../flow/function-calls.ts'
import { type FlowNode, walkTasks } from '../flow/walk-tasks.ts'
import type { KnownVersion } from '../kestra/server.ts'
import { offsetsOf } from '../text/compare.ts'
import { isMapValue, type MapValue, type NodePath, neverRuns, type PlacedText } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type ExpressionText, readExpressions } from './expression-texts.ts'
import type { SymbolIndex } from './symbol-index.ts'

/** One readable flow, walked once for all rules. */
export interface RuleContext extends PlacedDocument {
  readonly value: MapValue
  readonly nodes: readonly FlowNode[]
  /** What its expressions can find. */
  readonly declared: DeclaredNames
  /** With expressions that Kestra renders when it runs. */
  readonly texts: readonly ExpressionText[]
  /** Where something stands in its texts; `undefined` where it is not written there in so many letters. */
  readonly placeOf: (part: TextSpot) => DocumentFinding['position']
  readonly version: KnownVersion | undefined
  /** True where the server has the property or type at that path, as far as its schema is at hand. */
  readonly isKnown: (path: NodePath) => boolean
}

/** One rule: a readable flow and what is known beside it in, everything of its kind that is wrong out. */
export type FlowRule = (flow: RuleContext, known: SymbolIndex) => readonly DocumentFinding[]

/** `undefined` for a document that is no map. */
export const ruleContext = (
  { file, document }: PlacedDocument,
  version: KnownVersion | undefined,
  isKnown: RuleContext['isKnown'] = () => false,
): RuleContext | undefined => {
  const { value } = document
  if (!isMapValue(value)) return undefined
  return {
    file,
    document,
    value,
    nodes: walkTasks(document),
    declared: declaredNames(value),
    texts: readExpressions(value),
    placeOf: placesInTexts(document),
    version,
    isKnown,
  }
}

/** What never runs as it stands does not fail either: there a problem is an info. */
export const infoWhereIdle = ({ value }: RuleContext, path: NodePath): Pick<DocumentFinding, 'severity'> =>
  neverRuns(value, path) ? { severity: 'info' } : {}

/** What stands in a text of a flow: the offset of its first character there, and how it is written. */
type TextSpot = Pick<TextPlace, 'path' | 'offset' | 'written'>

/** What is wrong with a part of a text, before it has its position. */
export interface FindingDraft extends Pick<DocumentFinding, 'code' | 'message' | 'hint' | 'severity'> {
  /** Behind the last character that it is about, in the text. */
  readonly end: number
}

/** A diagnostic for a part of a text, from its offset on. */
export const findingIn = (
  { placeOf }: RuleContext,
  { text, path }: PlacedText,
  { start, end, ...finding }: FindingDraft & { readonly start: number },
): DocumentFinding => ({
  ...finding,
  path,
  position: placeOf({ path, offset: start, written: text.slice(start, end) }),
})

/** A text is searched once for each word: it may hold thousands of the same. */
const placesInTexts = (document: YamlDocument): RuleContext['placeOf'] => {
  const known = new Map<string, ReturnType<typeof placesOfWord>>()
  return ({ path, offset, written }) => {
    const word = /^\w*/.exec(written)?.[0] || written
    const key = JSON.stringify([word, path])
    const placeOf = known.get(key) ?? placesOfWord(document, path, word)
    known.set(key, placeOf)
    return placeOf({ offset, written })
  }
}

/**
 * The places of what begins with one word in one text. The text has lost the quotes, escapes and indentation of the file: the third
 * `inputs` of the one is the third of the other, as long as both have equally many.
 */
const placesOfWord = (
  document: YamlDocument,
  path: NodePath,
  word: string,
): ((part: Pick<TextSpot, 'offset' | 'written'>) => DocumentFinding['position']) => {
  const range = document.rangeOf(path)
  const inText = offsetsOf(word, document.textOf(path) ?? '')
  const inSource = range ? offsetsOf(word, document.source.slice(range.start, range.end)) : []
  if (!range || inText.length !== inSource.length) return () => undefined
  const sources = new Map(inText.map((offset, index) => [offset, range.start + (inSource[index] ?? 0)]))
  return ({ offset, written }) => {
    const start = sources.get(offset)
    if (start === undefined) return undefined
    const end = document.source.startsWith(written, start) ? start + written.length : start + word.length
    return document.positionAt({ start, end })
  }
}
