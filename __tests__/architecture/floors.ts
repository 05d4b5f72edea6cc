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

/** The floors of what lies in a folder, its files and the folders in it: 1 for what imports nothing else of it; 100 on a circle. */
export const floorsInside = (files: readonly SourceFile[], folder: string): ReadonlyMap<string, number> => {
  const nameOf = (path: string): string | undefined =>
    path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split('/')[0] : undefined
  const below = new Map<string, Set<string>>()
  for (const file of files) {
    const name = nameOf(file.path)
    if (name === undefined) continue
    const targets = importsOf(file).flatMap((target) => nameOf(target) ?? [])
    below.set(name, new Set([...(below.get(name) ?? []), ...targets.filter((target) => target !== name)]))
  }
  const floorOf = (name: string, way: readonly string[]): number =>
    way.includes(name)
      ? 100
      : 1 + Math.max(0, ...[...(below.get(name) ?? [])].map((target) => floorOf(target, [...way, name])))
  return new Map([...below.keys()].map((name) => [name, floorOf(name, [])]))
}
