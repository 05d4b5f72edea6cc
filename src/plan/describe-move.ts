import { code } from '../kinds/words.ts'
import type { Move } from './find-moves.ts'

/** A move of `findMoves` in words: where it was, and what does not follow it. */
export const describeMove = (move: Move): readonly string[] => {
  const { kind, from, to } = move
  if (move.kind === 'file') return [`moved from ${code(move.from.file)}, the same ${nounOf(to)} on the server`]
  if (to.kind === 'file') {
    const where = kind === 'namespace' ? `namespace ${code(from.namespace)}` : code(from.name)
    return [`moved from ${where}: what reads the old place must follow`]
  }
  return [
    `renamed from ${code(`${from.namespace}/${from.name}`)}`,
    'a rename on the server is a new flow: executions, trigger state and webhook URLs stay with the old name',
    ...(from.namespace === to.namespace
      ? []
      : [`it now reads the key-value pairs, files and secrets of ${code(to.namespace)}`]),
  ]
}

const nounOf = ({ kind }: Move['to']): string => (kind === 'flow' ? 'flow' : 'namespace file')
