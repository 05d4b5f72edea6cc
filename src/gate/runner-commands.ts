/** What a text is written in that goes to standard output: how it can say a character in another way. */
export type Syntax = 'text' | 'json' | 'xml'

/**
 * The text without commands for the runner that reads the log, whoever wrote it. GitHub's takes `::name::` at the start of a line, white space
 * aside, and `##[name]` anywhere for a command (actions/runner, ActionCommand.cs); others take `##vso[…]` and `##teamcity[…]`. JSON and XML
 * say the same as before; of plain text a backslash stands before the colons or the bracket.
 */
export const withoutCommands = (text: string, syntax: Syntax = 'text'): string => {
  const { colon, hash, bracket } = SPELLINGS[syntax]
  return (syntax === 'json' ? text.replace(/[\u0085\u2028\u2029]/g, unicodeEscape) : text)
    .replace(/(^|\u0085)([^\S\n\r\u0085\u2028\u2029]*):(?=:)/gm, `$1$2${colon}`)
    .replace(/##(\w*)\[/g, `${hash}#$1${bracket}`)
}

/** Each character is spelt so that a reader of that syntax gets it back. In JSON no line begins with a text. */
const SPELLINGS: Readonly<Record<Syntax, { readonly colon: string; readonly hash: string; readonly bracket: string }>> =
  {
    text: { colon: '\\:', hash: '#', bracket: '\\[' },
    json: { colon: ':', hash: '\\u0023', bracket: '[' },
    xml: { colon: '&#58;', hash: '&#35;', bracket: '[' },
  }

const unicodeEscape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
