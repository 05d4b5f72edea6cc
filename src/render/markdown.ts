import { visible, visibleLine } from '../text/visible.ts'

/**
 * Characters of one name, path or value in a line. Flow ids have at most 100, namespaces 150
 * (docs/internals/facts/kestra.md, "Names").
 */
const MAX_CODE_LENGTH = 300
/** Characters of one sentence in a line. */
const MAX_WORDS_LENGTH = 1_500

/**
 * Escapes untrusted text for Markdown; no other code does. Every function takes plain text and returns Markdown that
 * shows exactly this text. It cannot leave its place, mention anyone or become a link.
 *
 * `code` and `text` return inline Markdown on one line, also for table cells. `summary` returns code in HTML for inside
 * `<summary>`; `fence` returns a block. In the argument of `text`, pairs of backticks delimit code. `link` takes
 * Markdown made by the others.
 */
export const md = {
  code: (text: string): string => codeSpan(visibleLine(text, MAX_CODE_LENGTH)),

  text: (sentence: string): string => {
    const parts = parseSentence(visibleLine(sentence, MAX_WORDS_LENGTH))
    const rendered = parts.map(({ kind, text }) => (kind === 'code' ? codeSpan(text) : escapeMarkdown(text)))
    return escapeLineStart(separateCodeSpans(rendered))
  },

  summary: (text: string): string => `<code>${escapeHtml(visibleLine(text, MAX_CODE_LENGTH))}</code>`,

  fence: (text: string, language: 'diff' | 'text'): string => {
    const shown = visible(text)
    const ticks = '`'.repeat(Math.max(3, longestTickRun(shown) + 1))
    return `${ticks}${language}\n${shown.replace(/\n$/, '')}\n${ticks}`
  },

  /** Takes lines of Markdown. */
  list: (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n'),

  /** A folded part of a page. Both texts are Markdown. No table or list continues after it. */
  details: (summary: string, body: string, isOpen = false): string =>
    `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n\n</details>`,

  /** A link; only the label where the address is absent or not http(s). */
  link: (label: string, url: string | undefined): string =>
    url !== undefined && /^https?:\/\//.test(url) ? `[${label}](${safeUrl(url)})` : label,
} as const

/** Separates adjacent code spans, which Markdown would read as one longer run of backticks. */
const separateCodeSpans = (pieces: readonly string[]): string =>
  pieces.reduce((line, piece) => `${line}${line.endsWith('`') && piece.startsWith('`') ? ' ' : ''}${piece}`, '')

const codeSpan = (text: string): string => {
  if (text === '') return '(empty)'
  if (text.includes('|')) return htmlCode(text)
  const ticks = '`'.repeat(longestTickRun(text) + 1)
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${ticks}${padding}${text}${padding}${ticks}`
}

/**
 * HTML code for text with a pipe. In a table, a code span would need an escape that Markdown parsers treat differently.
 */
const htmlCode = (text: string): string => `<code>${text.replace(/[!-/:-@[-`{-~]/g, numericEntity)}</code>`

const escapeMarkdown = (text: string): string =>
  text.replace(/[\\*_~[\]!]/g, (character) => `\\${character}`).replace(/[<>&|`]/g, numericEntity)

/** Escapes characters that would start a list, a rule or a heading at the beginning of a line. */
const escapeLineStart = (line: string): string => line.replace(/^[-+=]/, '\\$&').replace(/^(\d+)([.)])/, '$1\\$2')

const escapeHtml = (text: string): string => text.replace(/[<>&"'`]/g, numericEntity)

const numericEntity = (character: string): string => `&#${character.charCodeAt(0)};`

const safeUrl = (url: string): string =>
  encodeURI(visible(url))
    .replaceAll('%25', '%')
    .replace(/[()'*_~]/g, percentEncode)

const percentEncode = (character: string): string => `%${character.charCodeAt(0).toString(16).toUpperCase()}`

const longestTickRun = (text: string): number =>
  (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0)

/** A part of a sentence, shown as code or as text. White space belongs to the text. */
interface TextPart {
  readonly kind: 'code' | 'text'
  readonly text: string
}

/**
 * Text that GitHub converts outside code: mentions, issue and advisory references, e-mail addresses, URLs, commit SHAs,
 * formulas, emoji short names.
 */
const LIVE_ON_GITHUB = /[@#$]|(?<![a-z0-9])(?:GH|GHSA|CVE)-|:\/\/|www\.|mailto:|[0-9a-f]{7}|:[\w+-]+:/i

/**
 * Splits a sentence in which pairs of backticks delimit code. Words that GitHub would turn into a mention or a link
 * also become code: GitHub ignores code, but not an escaped `@name`.
 */
const parseSentence = (sentence: string): readonly TextPart[] =>
  sentence
    .split(/(`[^`]+`)/)
    .flatMap((piece): TextPart[] =>
      /^`[^`]+`$/.test(piece) ? [{ kind: 'code', text: piece.slice(1, -1) }] : piece.split(/(\s+)/).map(classifyWord),
    )
    .filter(({ text }) => text !== '')

const classifyWord = (word: string): TextPart => ({ kind: LIVE_ON_GITHUB.test(word) ? 'code' : 'text', text: word })
