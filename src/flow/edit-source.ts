/** The range of one node in the source, in UTF-16 offsets; `end` is behind the last character. */
export interface SourceRange {
  readonly start: number
  readonly end: number
}

/** Other characters in the place of some; an empty range puts them in between. */
export interface SourceEdit {
  readonly range: SourceRange
  readonly text: string
}

/** The text with all edits made; their ranges are those of `source` and do not overlap. */
export const applyEdits = (source: string, edits: readonly SourceEdit[]): string =>
  edits
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce((text, { range, text: put }) => text.slice(0, range.start) + put + text.slice(range.end), source)

/** From offsets of the edited text to those before; what was put in stands where its edit begins. */
export const offsetsBefore = (edits: readonly SourceEdit[]): ((offset: number) => number) => {
  let shift = 0
  const changes = edits
    .toSorted((a, b) => a.range.start - b.range.start)
    .map(({ range, text }) => {
      const start = range.start + shift
      shift += text.length - (range.end - range.start)
      return { range, start, end: start + text.length }
    })
  return (offset) => {
    const last = changes.findLast(({ start }) => start <= offset)
    if (last === undefined) return offset
    return offset < last.end ? last.range.start : last.range.end + offset - last.end
  }
}
