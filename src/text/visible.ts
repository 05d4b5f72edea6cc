/**
 * Characters that a reader cannot see or that reorder what they see: control characters but tab and line feed, format
 * characters (bidi overrides, zero-width, soft hyphen, tags), separators, fillers, variation selectors but the two of
 * emoji (https://trojansource.codes).
 */
const INVISIBLE = /(?!\t|\n|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Colours and cursor movements (ECMA-48 control sequences), as logs have them. */
const CONTROL_SEQUENCE = new RegExp(`${String.fromCharCode(0x1b)}\\[[0-?]*[ -/]*[@-~]`, 'g')

/** Untrusted text with everything invisible spelt out (`⟨U+202E⟩`), and CRLF as LF. Nothing is hidden: it may be under review. */
export const visible = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(INVISIBLE, (character) => `⟨U+${hexCodePoint(character)}⟩`)

/** The same on one line of at most `maxLength` characters: colours removed, white space collapsed, the cut-off part counted. */
export const visibleLine = (text: string, maxLength: number): string => {
  const line = visible(text.replace(CONTROL_SEQUENCE, '')).replace(/\s+/g, ' ').trim()
  return shortened(line, maxLength)
}

/** A text of at most `maxLength` characters: the cut-off part is counted. To be redacted before (`makeRedact`). */
export const shortened = (text: string, maxLength: number): string => {
  if (text.length <= maxLength) return text
  const kept = text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '')
  return `${kept}… (${text.length - kept.length} more characters)`
}

const hexCodePoint = (character: string): string =>
  Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')

/** Breaks text at spaces so that no line is longer than `width` columns, if its words allow; each line gets `indent`. */
export const wrapText = (text: string, width: number, indent: string): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`${indent}${word}`)
  }
  return lines
}
