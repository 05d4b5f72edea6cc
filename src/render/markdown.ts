import { visible, visibleLine } from '../text/visible.ts'

/** Characters of one name, path or value in a line. Flow ids end at 100, namespaces at 150 (docs/internals/facts/kestra.md, "Names"). */
const MAX_CODE_LENGTH = 300
/** Characters of one sentence in a line. */
const MAX_WORDS_LENGTH = 1_500

/**
 * The only way by which untrusted text gets into Markdown. Every function takes plain text and returns Markdown that
 * shows exactly this text: it cannot leave its place, ping anyone or become a link.
 *
 * `code` and `text` give inline Markdown on one line, also for table cells; `summary` code in HTML for inside `<summary>`;
 * `fence` a block. `text` reads its argument as words: pairs of backticks delimit code. `link` takes Markdown
 * made by the others.
 */
export const md = {
  code: (text: string): string => codeSpan(visibleLine(text, MAX_CODE_LENGTH)),

  text: (words: string): string => {
    const parts = parseWords(visibleLine(words, MAX_WORDS_LENGTH))
    const rendered = parts.map(({ kind, text }) => (kind === 'code' ? codeSpan(text) : escapeMarkdown(text)))
    return escapeLineStart(separateCodeSpans(rendered))
  },

  summary: (text: string): string => `<code>${escapeHtml(visibleLine(text, MAX_CODE_LENGTH))}</code>`,

  fence: (text: string, language: 'diff' | 'text'): string => {
    const shown = visible(text)
    const ticks = '`'.repeat(Math.max(3, longestTickRun(shown) + 1))
    return `${ticks}${language}\n${shown.replace(/\n$/, '')}\n${ticks}`
  },

  /** Of lines that are Markdown. */
  list: (lines: readonly string[]): string => lines.map((line) => `- ${line}`).join('\n'),

  /** A part of a page that is folded until somebody opens it; both are Markdown, and no table or list goes on behind it. */
  details: (summary: string, body: string, isOpen = false): string =>
    `<details${isOpen ? ' open' : ''}><summary>${summary}</summary>\n\n${body}\n\n</details>`,

  /** The label alone when the address is absent or not http(s). */
  link: (label: string, url: string | undefined): string =>
    url !== undefined && /^https?:\/\//.test(url) ? `[${label}](${safeUrl(url)})` : label,
} as const

/** Two spans that touch would be read as one longer run of backticks. */
const separateCodeSpans = (pieces: readonly string[]): string =>
  pieces.reduce((line, piece) => `${line}${line.endsWith('`') && piece.startsWith('`') ? ' ' : ''}${piece}`, '')

const codeSpan = (text: string): string => {
  if (text === '') return '(empty)'
  if (text.includes('|')) return htmlCode(text)
  const ticks = '`'.repeat(longestTickRun(text) + 1)
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : ''
  return `${ticks}${padding}${text}${padding}${ticks}`
}

/** For code with a pipe: a code span in a table would need an escape that readers of tables disagree on. */
const htmlCode = (text: string): string => `<code>${text.replace(/[!-/:-@[-`{-~]/g, numericEntity)}</code>`

const escapeMarkdown = (text: string): string =>
  text.replace(/[\\*_~[\]!]/g, (character) => `\\${character}`).replace(/[<>&|`]/g, numericEntity)

/** What would open a list, a rule or a heading where the text begins a line. */
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

/** A run of a sentence: either shown as code or as text. White space belongs to the text. */
interface WordsPart {
  readonly kind: 'code' | 'text'
  readonly text: string
}

/**
 * What GitHub would turn into something else outside code: mentions, issue and advisory references, e-mail addresses,
 * URLs, commit SHAs, formulas, emoji short names.
 */
const LIVE_ON_GITHUB = /[@#$]|(?<![a-z0-9])(?:GH|GHSA|CVE)-|:\/\/|www\.|mailto:|[0-9a-f]{7}|:[\w+-]+:/i

/**
 * Reads a sentence in which pairs of backticks delimit code. A word of the text that GitHub would make a mention or a
 * link of becomes code as well: GitHub leaves code alone, and an escaped `@name` it does not.
 */
const parseWords = (words: string): readonly WordsPart[] =>
  words
    .split(/(`[^`]+`)/)
    .flatMap((piece): WordsPart[] =>
      /^`[^`]+`$/.test(piece) ? [{ kind: 'code', text: piece.slice(1, -1) }] : piece.split(/(\s+)/).map(classifyWord),
    )
    .filter(({ text }) => text !== '')

const classifyWord = (word: string): WordsPart => ({ kind: LIVE_ON_GITHUB.test(word) ? 'code' : 'text', text: word })
