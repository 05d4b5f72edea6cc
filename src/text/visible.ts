/**
 * Characters that are invisible or reorder the visible text (https://trojansource.codes):
 * - control characters except tab and line feed
 * - format characters (bidi overrides, zero-width, soft hyphen, tags)
 * - separators and fillers
 * - variation selectors except the two of emoji
 */
const INVISIBLE = /(?!\t|\n|\ufe0e|\ufe0f)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu

/** Colours and cursor movements in logs (ECMA-48 control sequences). */
const CONTROL_SEQUENCE = new RegExp(`${String.fromCharCode(0x1b)}\\[[0-?]*[ -/]*[@-~]`, 'g')

/**
 * Untrusted text with every invisible character spelt out (`⟨U+202E⟩`), and CRLF as LF. Nothing is hidden, because the
 * text may be under review.
 */
export const visible = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll('\r\n', '\n')
    .replace(INVISIBLE, (character) => `⟨U+${hexCodePoint(character)}⟩`)

/**
 * As `visible`, on one line of at most `maxLength` characters: without colours, with white space collapsed, and the
 * cut-off part counted.
 */
export const visibleLine = (text: string, maxLength: number): string => {
  const line = visible(text.replace(CONTROL_SEQUENCE, '')).replace(/\s+/g, ' ').trim()
  return shortened(line, maxLength)
}

/** Cuts a text to `maxLength` characters and counts the rest. Redact the text first (`hideSecrets`). */
export const shortened = (text: string, maxLength: number): string => {
  if (text.length <= maxLength) return text
  const kept = text.slice(0, maxLength).replace(/[\ud800-\udbff]$/, '')
  return `${kept}… (${text.length - kept.length} more characters)`
}

const hexCodePoint = (character: string): string =>
  Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')

/**
 * Breaks text at spaces into lines of at most `width` columns, unless one word is longer. `indent` is put before each
 * line.
 */
export const wrapText = (text: string, width: number, indent: string): readonly string[] => {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const line = lines.at(-1)
    if (line !== undefined && line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`
    else lines.push(`${indent}${word}`)
  }
  return lines
}
