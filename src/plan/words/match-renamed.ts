/** Something with an id, and a text that is equal for two that are the same but for their ids. */
export interface Renamable {
  readonly id: string
  readonly likeness: string
}

/** Pairs what is gone with what is there now under another id; old id → present id, in the order of both lists. */
export const matchRenamed = (
  removed: readonly Renamable[],
  added: readonly Renamable[],
): ReadonlyMap<string, string> => {
  const waiting = Map.groupBy(added, ({ likeness }) => likeness)
  return new Map(
    removed.flatMap(({ id, likeness }): [string, string][] => {
      const match = waiting.get(likeness)?.shift()
      return match ? [[id, match.id]] : []
    }),
  )
}
