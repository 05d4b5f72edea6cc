import type { LineIndex } from './line-index.ts'
import type { ReadingNotes } from './plain-value.ts'
import type { SyntaxFault } from './syntax-faults.ts'

/** Turns what the reading of a document meets into faults with their places. */
export const collectReadingFaults = (lines: LineIndex): ReadingNotes & { readonly found: readonly SyntaxFault[] } => {
  const found: SyntaxFault[] = []
  const note = (code: string, message: string, offset: number): void => {
    found.push({ code, message, position: lines.positionAt(offset), isFatal: false })
  }
  return {
    found,
    duplicateKey: (key, earlier, later) =>
      note(
        'duplicate-key',
        `"${key}" is set twice, on lines ${lines.lineAt(earlier)} and ${lines.lineAt(later)}; Kestra refuses to save that.`,
        later,
      ),
    malformedNumber: (text, offset) =>
      note('unreadable-number', `Kestra's parser takes ${text} for a number and then fails on it.`, offset),
    complexKey: (offset) => note('complex-key', "A key must be text; Kestra's parser refuses anything else.", offset),
    alias: (name, offset) =>
      note('alias-not-expanded', `Kestra does not expand aliases: the value is the text "${name}".`, offset),
  }
}
