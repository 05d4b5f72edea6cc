import { setTimeout } from 'node:timers/promises'
import type { StoredText } from '../flow/flow-document.ts'
import type { ServerReading } from './server.ts'

/** Which texts the server has as flows, as far as it has told by now. */
export interface StoredTexts {
  /** The flow of this very text that the server has. */
  find(source: string): StoredText | undefined
  /** When it is worth while to begin to parse: when the server has told, or when that takes long. Never fails. */
  readonly toldOrLate: Promise<unknown>
}

/** Where most is as the server has it, waiting spares parsing it; where nothing is, this much is lost of a run that takes longer anyway. */
const MOST_MS = 5_000

/** What a server that is being read tells of the texts of flows; nothing without one, or where it cannot be read. Drafts are no flows yet. */
export const storedTexts = (server: Pick<ServerReading, 'whole'> | undefined): StoredTexts => {
  if (server === undefined) return { find: () => undefined, toldOrLate: Promise.resolve() }
  const texts = new Map<string, StoredText>()
  const note = async (): Promise<void> => {
    for (const { kind, namespace, name, content, isDraft } of await server.whole)
      if (kind === 'flow' && !isDraft && typeof content === 'string')
        texts.set(content, { namespace, id: name, source: content })
  }
  // A failure comes out where the reading itself is awaited.
  const told = note().catch(() => undefined)
  return {
    find: (source) => texts.get(source),
    toldOrLate: Promise.race([told, setTimeout(MOST_MS, undefined, { ref: false })]),
  }
}
