import { visibleLine } from '../../text/visible.ts'

/** Trusted markup. Only `html` creates it, so that no text can pass for markup. */
export interface Html {
  readonly html: string
}

type Value = Html | string | number | readonly Html[]

/** A template for markup. It escapes each inserted text for use in elements and in attributes with double quotes. */
export const html = (markup: TemplateStringsArray, ...values: readonly Value[]): Html => ({
  html: markup.reduce((page, piece, index) => `${page}${shown(values[index - 1] ?? '')}${piece}`),
})

export const NOTHING: Html = { html: '' }

/** Attribute of a `<details>` that is open at first. */
export const OPEN: Html = { html: ' open' }

const shown = (value: Value): string => {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'string') return escaped(value)
  return 'html' in value ? value.html : value.map((piece) => piece.html).join('')
}

const escaped = (text: string): string => text.replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)

/** Characters of one sentence. */
const MAX_SENTENCE_LENGTH = 4_000

/** Renders a sentence; pairs of backticks delimit code. */
export const proseHtml = (sentence: string): Html => {
  const pieces = visibleLine(sentence, MAX_SENTENCE_LENGTH).split(/(`[^`]+`)/)
  return html`${pieces.map((piece) => (/^`[^`]+`$/.test(piece) ? html`<code>${piece.slice(1, -1)}</code>` : html`${piece}`))}`
}

/** A link; only the label where the address is absent or not http(s). */
export const link = (label: Html, url: string | undefined): Html =>
  url !== undefined && /^https?:\/\//.test(url) ? html`<a href="${url}" rel="noreferrer">${label}</a>` : label
