import { visibleLine } from '../../text/visible.ts'

/** Markup of ours. Only `html` makes it, so that a text never is taken for one. */
export interface Html {
  readonly html: string
}

type Value = Html | string | number | readonly Html[]

/** A piece of a page: every text between the markup is escaped, for elements and for attributes in double quotes. */
export const html = (markup: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: markup.reduce((page, piece, index) => `${page}${shown(values[index - 1] ?? '')}${piece}`),
})

export const NOTHING: Html = { html: '' }

/** Of a `<details>` that needs no click. */
export const OPEN: Html = { html: ' open' }

const shown = (value: Value): string => {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escaped(value)
  return 'html' in value ? value.html : value.map((piece) => piece.html).join('')
}

const escaped = (text: string): string => text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)

/** Characters of one sentence. */
const MAX_SENTENCE_LENGTH = 4_000

/** A sentence in words: pairs of backticks delimit code. */
export const words = (sentence: string): Html => {
  const pieces = visibleLine(sentence, MAX_SENTENCE_LENGTH).split(/(`[^`]+`)/)
  return html`${pieces.map((piece) => (/^`[^`]+`$/.test(piece) ? html`<code>${piece.slice(1, -1)}</code>` : html`${piece}`))}`
}

/** The label alone when the address is absent or not http(s). */
export const link = (label: Html, url: string | undefined): Html =>
  url !== undefined && /^https?:\/\//.test(url) ? html`<a href="${url}" rel="noreferrer">${label}</a>` : label
