import { firstIndex } from '../text/compare.ts'

/** What lies below a folder, at any depth, of `items` sorted by their paths (by code units): asked for thousands of folders, it looks at no other item. */
export const belowIn =
  <T>(sorted: readonly T[], pathOf: (item: T) => string) =>
  (folder: string): readonly T[] => {
    if (folder === '') return sorted
    const first = firstFrom(sorted, pathOf, `${folder}/`)
    return sorted.slice(first, firstFrom(sorted, pathOf, `${folder}${AFTER_SLASH}`))
  }

/** The character after `/`: what begins with it comes after all that is below a folder. */
const AFTER_SLASH = '0'

/** The index of the first whose path is not before `path`. */
const firstFrom = <T>(sorted: readonly T[], pathOf: (item: T) => string, path: string): number =>
  firstIndex(sorted.length, (index) => {
    const item = sorted[index]
    return item !== undefined && pathOf(item) >= path
  })
