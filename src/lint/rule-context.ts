import { type DeclaredNames, declaredNames } from '../flow/declarations.ts'
import type { PlacedDocument } from '../flow/desired-flow.ts'
import type { TextPlace } from '../flow/function-calls.ts'
import type { KnownVersion } from '../flow/kestra-version.ts'
import { type FlowNode, walkTasks } from '../flow/walk-tasks.ts'
import { offsetsOf } from '../text/compare.ts'
import { isMapValue, type MapValue, type NodePath, neverRuns, type PlacedText } from '../yaml/map-value.ts'
import type { YamlDocument } from '../yaml/yaml-document.ts'
import { type ExpressionText, readExpressions } from './expression-texts.ts'
import type { RuleFinding } from './rule-finding.ts'
import type { SymbolIndex } from './symbol-index.ts'
import type { TypeOutputs } from './type-outputs.ts'

/** One readable flow, parsed and walked once for all rules. */
export interface RuleContext extends PlacedDocument {
  readonly value: MapValue
  readonly nodes: readonly FlowNode[]
  /** Names that its expressions can use. */
  readonly declared: DeclaredNames
  /** Texts with expressions that Kestra renders at run time. */
  readonly texts: readonly ExpressionText[]
  /** Returns the position of a part of a text; `undefined` if the source does not contain it literally. */
  readonly placeOf: (part: TextSpot) => RuleFinding['position']
  readonly version: KnownVersion | undefined
  /** Output properties of tasks by type, as far as they are known. */
  readonly types: TypeOutputs | undefined
  /** True if the known schema of the server has the property or type at that path. */
  readonly isKnown: (path: NodePath) => boolean
}

/** One rule: returns all findings of its kind in a flow. */
export type FlowRule = (flow: RuleContext, known: SymbolIndex) => readonly RuleFinding[]

/** Prepares a document for the rules; `undefined` if it is not a map. */
export const ruleContext = (
  { file, document }: PlacedDocument,
  given: Pick<RuleContext, 'version' | 'types' | 'isKnown'>,
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
    placeOf: textPositions(document),
    ...given,
  }
}

/** The severity info for a part that never runs, because it cannot fail. */
export const infoWhereIdle = ({ value }: RuleContext, path: NodePath): Pick<RuleFinding, 'severity'> =>
  neverRuns(value, path) ? { severity: 'info' } : {}

/** A part of a text of a flow: the offset of its first character, and its notation. */
type TextSpot = Pick<TextPlace, 'path' | 'offset' | 'written'>

/** A finding about a part of a text, before its position is known. */
export interface FindingDraft extends Pick<RuleFinding, 'code' | 'message' | 'hint' | 'severity'> {
  /** Offset in the text after the last character of the part. */
  readonly end: number
}

/** Creates a finding for a part of a text. In an optional output of the flow it is an info, because nothing fails. */
export const findingIn = (
  flow: RuleContext,
  { text, path }: PlacedText,
  { start, end, ...finding }: FindingDraft & { readonly start: number },
): RuleFinding => ({
  ...finding,
  ...(isInOptionalOutput(flow, path) ? { severity: 'info' } : {}),
  path,
  position: flow.placeOf({ path, offset: start, written: text.slice(start, end) }),
})

/**
 * True for an output of the flow with `required: false`. Kestra omits it if it cannot render its value (docs/internals/facts/kestra.md,
 * "Outputs of a type").
 */
export const isInOptionalOutput = ({ value: { outputs } }: RuleContext, [list, index]: NodePath): boolean => {
  const output: unknown = list === 'outputs' && Array.isArray(outputs) ? outputs[Number(index)] : undefined
  return isMapValue(output) && output['required'] === false
}

/**
 * Returns a function that finds positions in the source. It searches each text once per word, because a text may contain the same word
 * thousands of times.
 */
const textPositions = (document: YamlDocument): RuleContext['placeOf'] => {
  const finders = new Map<string, ReturnType<typeof wordPositions>>()
  return ({ path, offset, written }) => {
    const word = /^\w*/.exec(written)?.[0] || written
    const key = JSON.stringify([word, path])
    const findPosition = finders.get(key) ?? wordPositions(document, path, word)
    finders.set(key, findPosition)
    return findPosition({ offset, written })
  }
}

/**
 * Returns a function that finds the positions of one word in one text. The text has lost the quotes, escapes and indentation of the source.
 * The third `inputs` of the text is the third of the source, if both contain equally many.
 */
const wordPositions = (
  document: YamlDocument,
  path: NodePath,
  word: string,
): ((part: Pick<TextSpot, 'offset' | 'written'>) => RuleFinding['position']) => {
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
