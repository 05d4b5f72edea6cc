import { fingerprintOf } from '../../kinds/kinds.ts'
import { UserError } from '../../problem/user-error.ts'
import { readEach, type Tree } from '../../repository/tree.ts'
import type { Content, ResourceKey } from '../../resource/resource.ts'
import type { Side, SideIndex } from '../../resource/sides.ts'

/**
 * The sides of a tree with the contents that were let go and that somebody looks at (`isLookedAt`): they are read again, and must be
 * what they were. Throws `UserError` `file-not-readable` where a file is something else by now.
 */
export const withContents = async (
  sides: SideIndex,
  tree: Tree,
  isLookedAt: (key: ResourceKey, side: Side) => boolean,
): Promise<SideIndex> => {
  const missing = [...sides].flatMap(([key, side]) => {
    const { file, content } = side
    return content === undefined && file !== undefined && isLookedAt(key, side) ? [{ key, side, file }] : []
  })
  const read = await readEach(tree, missing, ({ key, side, file }, content) => {
    if (fingerprintOf(side.name.kind, content) !== side.fingerprint) throw changedMeanwhile(file)
    return [key, { ...side, content: new Uint8Array(content) }] as const
  })
  return read.length === 0 ? sides : new Map([...sides, ...read])
}

/** The base with the contents that were read for another side which holds the same. */
export const withSameContents = (base: SideIndex, desired: SideIndex): SideIndex =>
  new Map(
    [...base].map(([key, side]) => {
      const content = side.content ?? sameContent(side, desired.get(key))
      return [key, content === side.content ? side : { ...side, content }]
    }),
  )

const sameContent = ({ fingerprint }: Side, other: Side | undefined): Content | undefined =>
  other?.fingerprint === fingerprint ? other.content : undefined

const changedMeanwhile = (file: string): UserError =>
  new UserError(
    'file-not-readable',
    `${file} was changed by something else while this ran: what was planned is not what it holds now. Run again when nothing writes into the folder.`,
  )
