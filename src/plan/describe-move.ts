import { KINDS } from '../kinds/kinds.ts'
import { code } from '../kinds/words.ts'
import type { Move } from './find-moves.ts'

/** A move of `findMoves` in words: where it was, and what does not follow it. */
export const describeMove = (move: Move): readonly string[] => {
  const kind = KINDS[move.to.kind]
  if (move.kind !== 'file') return kind.describeRename(move.from, move.to)
  return [`moved from ${code(move.from.file)}, the same ${kind.fullNoun} on the server`]
}
