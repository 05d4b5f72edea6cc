import { CST, Parser } from 'yaml'
import { isMapValue } from '../yaml/map-value.ts'
import { lineStart, type SourceEdit, type SourceRange } from '../yaml/source-text.ts'
import type { ParseYaml, YamlDocument } from '../yaml/yaml-document.ts'

/**
 * The flow without its section `triggers`; every other character stays. `undefined` if the remaining text would not be parsed as the same
 * flow without triggers. Then the flow is not written, so that no unreviewed trigger can start it.
 */
export const leaveOutTriggers = (document: YamlDocument, parse?: ParseYaml | undefined): YamlDocument | undefined => {
  if (!hasTriggers(document)) return isMapValue(document.value) ? document : undefined
  const left = document.withEdits(cutsIn(document.source), parse)
  return !hasTriggers(left) && restOf(left) === restOf(document) ? left : undefined
}

/** The number of triggers in the section; 0 if it is not a list. */
export const countTriggers = ({ value }: YamlDocument): number => {
  const triggers = isMapValue(value) ? value[SECTION] : undefined
  return Array.isArray(triggers) ? triggers.length : 0
}

const SECTION = 'triggers'

const hasTriggers = ({ value }: YamlDocument): boolean => isMapValue(value) && Object.hasOwn(value, SECTION)

const restOf = ({ value }: YamlDocument): string | undefined =>
  isMapValue(value) ? JSON.stringify(Object.entries(value).filter(([key]) => key !== SECTION)) : undefined

type Item = CST.BlockMap['items'][number] | CST.FlowCollection['items'][number]

const cutsIn = (source: string): readonly SourceEdit[] => {
  const document = Array.from(new Parser().parse(source)).find((token) => token.type === 'document')
  const root = document?.value
  if (root?.type === 'block-map') return root.items.filter(isSection).map((item) => cutOfLines(item, source))
  return root?.type === 'flow-collection' ? cutsInBraces(root.items) : []
}

const isSection = ({ key }: Item): boolean =>
  CST.isScalar(key ?? null) && CST.resolveAsScalar(key, false, () => undefined)?.value === SECTION

/**
 * The edit that removes the section: whole lines if it shares them with nothing else, with the blank lines after it. Left there, they would
 * become the end of a block of text before it. Comments that are not indented below the section's key stay.
 */
const cutOfLines = (item: Item, source: string): SourceEdit => {
  const { start, end } = rangeOf(item)
  const line = lineStart(source, start)
  const hasLine = /^[ \t]*$/.test(source.slice(line, start))
  const text = source.slice(start, end)
  const kept = hasLine ? commentsAfter(text, start - line) : (/\r?\n$/.exec(text)?.[0].length ?? 0)
  return cut({ start: hasLine ? line : start, end: hasLine ? afterBlankLines(source, end - kept) : end - kept })
}

const afterBlankLines = (source: string, from: number): number => {
  const blanks = /(?:[ \t]*\r?\n)*/y
  blanks.lastIndex = from
  return from + (blanks.exec(source)?.[0].length ?? 0)
}

/** The length of the lines at the end of a section that belong to the next one: from the first comment not indented below `column`. */
const commentsAfter = (text: string, column: number): number => {
  let length = 0
  let kept = 0
  for (const line of text.split(/(?<=\n)/).toReversed()) {
    const comment = /^[ \t]*(?=#)/.exec(line)
    const isOutside = comment !== null && comment[0].length <= column
    if (!isOutside && line.trim() !== '') break
    length += line.length
    if (isOutside) kept = length
  }
  return kept
}

/** The edits for a flow in braces. A section after the first remaining entry is removed with the comma before it, others with the one after. */
const cutsInBraces = (items: readonly Item[]): readonly SourceEdit[] => {
  const first = items.findIndex((item) => !isSection(item))
  const [front, stays] = [items[0], items[first]]
  if (front === undefined || stays === undefined) return []
  const before = first === 0 ? [] : [cut({ start: rangeOf(front).start, end: rangeOf(stays).start })]
  const after = items.slice(first).filter(isSection)
  return [...before, ...after.map((item) => cut({ start: commaOf(item), end: rangeOf(item).end }))]
}

const commaOf = (item: Item): number => item.start.find(({ type }) => type === 'comma')?.offset ?? rangeOf(item).start

const cut = (range: SourceRange): SourceEdit => ({ range, text: '' })

const BETWEEN: ReadonlySet<string> = new Set(['space', 'newline', 'comment', 'comma'])

/** From the first token of an entry (`?`, an anchor, a tag, its key) to the end of its value, with the line end after it. */
const rangeOf = (item: Item): SourceRange => {
  const from = item.start.findIndex(({ type }) => !BETWEEN.has(type))
  const signs = from === -1 ? [] : item.start.slice(from)
  const start = signs[0]?.offset ?? item.key?.offset ?? item.sep?.[0]?.offset ?? 0
  return { start, end: start + CST.stringify({ ...item, start: signs }).length }
}
