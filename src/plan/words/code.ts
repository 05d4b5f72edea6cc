import { findSecrets } from '../../problem/secrets/find-secrets.ts'
import { visibleLine } from '../../text/visible.ts'

/** Ids of Kestra have at most 100 characters (kestra-api.md, 3.8); what is longer is data and not a name. */
const MAX_CODE_LENGTH = 100

/**
 * Untrusted text as one code span of a sentence in words, `` `text` ``.
 *
 * The contract of every sentence of this folder: it is one line of plain text, not Markdown, in which pairs of backticks
 * delimit code. Whatever comes from a flow stands inside such a pair, on one line, cut after 100 characters, with
 * invisible characters spelt out and its own backticks replaced by ′, so that no id can open or close a pair. What holds
 * something that looks like a credential is replaced by its length. Who shows
 * a sentence escapes both, the text and the code.
 */
export const code = (text: string): string => {
  const shown = findSecrets(text).length > 0 ? `hidden, ${Buffer.byteLength(text)} bytes` : text
  return `\`${visibleLine(shown, MAX_CODE_LENGTH).replaceAll('`', '′') || '""'}\``
}
