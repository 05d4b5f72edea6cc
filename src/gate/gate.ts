import { findSecrets } from '../problem/find-secrets.ts'
import { type Hide, hideSecrets, replaceSpans } from '../problem/hide-secrets.ts'
import { visible, visibleLine } from '../text/visible.ts'
import { withoutCommands } from './runner-commands.ts'

/** What every text goes through on its way out of this process; the doors beside it are the only ways out. */
export interface Gate {
  /** From now on these leave in no form. To be told as early as they are known, and again when there are more. */
  keep(secrets: readonly string[]): void
  /** Lines for people: no secrets, nothing that steers a terminal or the runner. Our own colours stay. */
  readonly lines: Hide
  /** The same on one line. */
  readonly line: Hide
  /** A document that was rendered for people: only the secrets are taken out of it. */
  readonly document: Hide
  /** What programs read (JSON, outputs, paths): whole secrets only, for half of one may be half of a name. */
  readonly data: Hide
}

/** Of one line: names and server texts have no end. */
const MAX_LINE_LENGTH = 4_000

/** A gate that knows no secret yet; it already hides what looks like a credential. */
export const makeGate = (): Gate => {
  let known: readonly string[] = []
  let hide = hideSecrets(known)
  let hideWhole = hideSecrets(known, { isWholeOnly: true })
  const hideAll: Hide = (text) => {
    const shown = hide(text)
    return replaceSpans(shown, findSecrets(shown))
  }
  return {
    keep: (secrets) => {
      known = [...known, ...secrets]
      hide = hideSecrets(known)
      hideWhole = hideSecrets(known, { isWholeOnly: true })
    },
    lines: (text) => withoutCommands(steerless(hideAll(text))),
    line: (text) => withoutCommands(visibleLine(hideAll(text), MAX_LINE_LENGTH)),
    document: (text) => hide(text),
    data: (text) => hideWhole(text),
  }
}

/** The colours that this program paints with (`makePaint`); a foreign text can at worst use one of them. */
const COLOUR = new RegExp(`(${String.fromCharCode(0x1b)}\\[(?:[012]|3[1-6])m)`)

const steerless = (text: string): string =>
  text
    .split(COLOUR)
    .map((piece) => (COLOUR.test(piece) ? piece : visible(piece)))
    .join('')
