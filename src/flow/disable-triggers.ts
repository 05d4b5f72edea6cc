import type { FlowDocument } from './flow-document.ts'
import { isMapValue } from './map-value.ts'
import type { SourceEdit } from './source-text.ts'

/** What changes in a flow whose triggers are all to stand still: `disabled: true` in each, and no other character. */
export const disabledTriggerEdits = (document: FlowDocument): readonly SourceEdit[] =>
  triggersOf(document).flatMap((trigger, index): SourceEdit[] => {
    if (!isMapValue(trigger) || trigger['disabled'] === true) return []
    const stated = document.rangeOf(['triggers', index, 'disabled'])
    if (stated !== undefined) return [{ range: stated, text: stated.start === stated.end ? ' true' : 'true' }]
    const range = document.rangeOf(['triggers', index])
    return range === undefined ? [] : [firstKey(document.source, range.start)]
  })

/** True when none of its triggers can start it. */
export const hasNoActiveTrigger = (document: FlowDocument): boolean =>
  triggersOf(document).every((trigger) => isMapValue(trigger) && trigger['disabled'] === true)

const triggersOf = ({ value }: FlowDocument): readonly unknown[] => {
  const triggers = isMapValue(value) ? value['triggers'] : undefined
  return Array.isArray(triggers) ? triggers : []
}

/** As the first key of the map that begins at `start`, in braces or on lines of its own. */
const firstKey = (source: string, start: number): SourceEdit => {
  if (source[start] === '{') return { range: { start: start + 1, end: start + 1 }, text: ' disabled: true,' }
  const lineStart = source.lastIndexOf('\n', start - 1) + 1
  const lineEnd = source.includes('\r\n') ? '\r\n' : '\n'
  return { range: { start, end: start }, text: `disabled: true${lineEnd}${' '.repeat(start - lineStart)}` }
}
