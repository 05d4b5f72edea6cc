import type { Problem } from '../problem/problem.ts'
import type { SideIndex } from '../resource/sides.ts'

/** A file, and a resource that something in it names: for sets. No path and no key holds a line feed. */
export const placeAbout = (file: string | undefined, key: string): string => `${file}\n${key}`

/** Every place of the tree where a problem tells, as more than a remark, that something is wrong with what it names. */
export const placesTold = (problems: readonly Problem[]): ReadonlySet<string> =>
  new Set(
    problems.flatMap(({ severity, file, about = [] }) =>
      severity === 'info' ? [] : about.map((key) => placeAbout(file, key)),
    ),
  )

interface ThisChange {
  readonly desiredSides: SideIndex
  readonly baseSides: SideIndex | undefined
  /** `undefined`: not known; then every problem may be of this change. */
  readonly changedFiles: ReadonlySet<string> | undefined
  /** Where something no longer works because of what this change makes of another resource (`placeAbout`). */
  readonly broken: ReadonlySet<string>
}

/**
 * The problems, marked where they have nothing to do with this change: it leaves the file as it was, and neither takes away nor breaks what the
 * problem is about.
 */
export const markElsewhere = (problems: readonly Problem[], change: ThisChange): readonly Problem[] => {
  const { changedFiles, baseSides, desiredSides, broken } = change
  const removed = new Set<string>([...(baseSides?.keys() ?? [])].filter((key) => !desiredSides.has(key)))
  const isOwn = ({ file, about = [] }: Problem): boolean =>
    file === undefined ||
    changedFiles?.has(file) !== false ||
    about.some((key) => removed.has(key) || broken.has(placeAbout(file, key)))
  return problems.map((problem) => (isOwn(problem) ? problem : { ...problem, isElsewhere: true }))
}
