import { findKnownSecrets } from './find-known-secrets.ts'
import { findSecrets } from './find-secrets.ts'
import { type Hide, replaceSpans } from './hide-secrets.ts'
import type { Problem } from './problem.ts'

/** So many credentials of one text are looked for in every form; of a text that has more, the others as a quote of their own. */
const MAX_SEARCHED = 50
const QUOTE = /[^\s"'`,;()[\]{}<>]+/g

/**
 * For what is said about one text (a flow, a file, a pair) that holds these credentials: replaces what looks like one, and each of these wherever it is
 * quoted. For words about that one text only, because whoever writes it chooses what is replaced. Linear in what is said.
 */
export const hideQuoted = (credentials: readonly string[]): Hide => {
  const distinct = [...new Set(credentials)]
  const find = findKnownSecrets(distinct.slice(0, MAX_SEARCHED))
  const others = new Set(distinct.slice(MAX_SEARCHED))
  const quotesIn = (said: string) =>
    [...said.matchAll(QUOTE)]
      .filter(([quote]) => others.has(quote))
      .map(({ 0: quote, index }) => ({ start: index, end: index + quote.length }))
  return (said) => replaceSpans(said, [...find(said), ...quotesIn(said), ...findSecrets(said)], 'hidden')
}

/** Problems whose words repeat no credential of the file that they are about, whoever said them. `sourceOf` is the text of a file. */
export const hideInProblems = (
  problems: readonly Problem[],
  sourceOf: (file: string) => string | undefined,
): readonly Problem[] => {
  const hides = new Map<string, Hide>()
  const hideOf = (file: string): Hide => {
    const source = sourceOf(file) ?? ''
    return hideQuoted(findSecrets(source).map(({ start, end }) => source.slice(start, end)))
  }
  return problems.map((problem) => {
    const { file = '', message, hint } = problem
    const hide = hides.get(file) ?? hideOf(file)
    hides.set(file, hide)
    return { ...problem, message: hide(message), ...(hint === undefined ? {} : { hint: hide(hint) }) }
  })
}
