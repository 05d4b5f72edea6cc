import { importsOf, roomOf, type SourceFile } from './source-files.ts'

/**
 * The floor of every room: 1 for one that imports no other, else one above the highest that it imports. `undefined` for rooms that
 * import each other in a circle, or stand above one.
 */
export const floorsOf = (files: readonly SourceFile[]): ReadonlyMap<string, number | undefined> => {
  const below = new Map<string, Set<string>>()
  for (const file of files) {
    const room = roomOf(file.path)
    const targets = importsOf(file).filter((target) => target.startsWith('src/') && roomOf(target) !== room)
    below.set(room, new Set([...(below.get(room) ?? []), ...targets.map(roomOf)]))
  }
  const floors = new Map<string, number | undefined>()
  const visit = (room: string, path: readonly string[]): number | undefined => {
    if (path.includes(room)) return undefined
    if (!floors.has(room)) {
      const under = [...(below.get(room) ?? [])].map((target) => visit(target, [...path, room]))
      floors.set(room, under.includes(undefined) ? undefined : 1 + Math.max(0, ...under.map((floor) => floor ?? 0)))
    }
    return floors.get(room)
  }
  for (const room of below.keys()) visit(room, [])
  return floors
}
