import type { Problem } from '../problem/problem.ts'
import { makeProblem } from '../problem/problem-codes.ts'
import { compareText } from '../text/compare.ts'
import { joined } from '../text/lists.ts'
import type { Repeated } from './first-of-each.ts'

/** Folders side by side that hold the same: `dev` and `prod`. */
interface TwinFolders<T> {
  readonly folders: readonly string[]
  readonly repeated: readonly Repeated<T>[]
}

/** What one name of an environment is likely to be. */
const ENVIRONMENT =
  /^(?:dev|develop|development|test|testing|qa|uat|int|integration|stag|stage|staging|pre-?prod|prod|production|live|sandbox)$/

/**
 * One error for each group of folders that hold the same resources, with what to do, and `tell` for each other resource that stands
 * twice. Two folders are such when they are called after environments, or hold two or more of the same.
 */
export const tellRepeated = <T extends { readonly file: string }>(
  repeated: readonly Repeated<T>[],
  {
    code,
    noun,
    tell,
  }: {
    readonly code: 'duplicate-flow' | 'duplicate-file' | 'duplicate-dashboard'
    readonly noun: string
    readonly tell: (of: Repeated<T>) => Problem
  },
): readonly Problem[] => {
  const groups = Map.groupBy(repeated, ({ item, first }) => keyOfTwins(first.file, item.file))
  return [...groups].flatMap(([key, of]) => {
    const twins = key === undefined ? undefined : twinsOf(of)
    return twins === undefined ? of.map(tell) : [tellTwins(twins, { code, noun })]
  })
}

/** The step in which two paths differ, where it is one folder. */
const differingStep = (a: readonly string[], b: readonly string[]): number | undefined => {
  const [index, ...more] = a.flatMap((step, at) => (step === b[at] ? [] : [at]))
  return a.length === b.length && more.length === 0 && index !== a.length - 1 ? index : undefined
}

/** Equal for repetitions that come from folders side by side. */
const keyOfTwins = (first: string, second: string): string | undefined => {
  const steps = first.split('/')
  const index = differingStep(steps, second.split('/'))
  return index === undefined ? undefined : steps.slice(0, index + 1).join('/')
}

const twinsOf = <T extends { readonly file: string }>(repeated: readonly Repeated<T>[]): TwinFolders<T> | undefined => {
  const pairs = repeated.map(({ item, first }) => {
    const [steps, others] = [first.file.split('/'), item.file.split('/')]
    const index = differingStep(steps, others) ?? 0
    return [steps, others].map((path) => path.slice(0, index + 1).join('/'))
  })
  const folders = [...new Set(pairs.flat())].toSorted(compareText)
  const areEnvironments = folders.every((folder) => ENVIRONMENT.test(folder.slice(folder.lastIndexOf('/') + 1)))
  return areEnvironments || repeated.length >= folders.length ? { folders, repeated } : undefined
}

const tellTwins = <T extends { readonly file: string }>(
  { folders, repeated }: TwinFolders<T>,
  { code, noun }: { readonly code: 'duplicate-flow' | 'duplicate-file' | 'duplicate-dashboard'; readonly noun: string },
): Problem => {
  const names = folders.map((folder) => `\`${folder}\``)
  const count = new Set(repeated.map(({ first }) => first.file)).size
  const what = count === 1 ? `the same ${noun}` : `the same ${count} ${noun}s`
  const [{ item, first }] = repeated as readonly [Repeated<T>]
  const message = `${joined(names)} hold ${what}, e.g. ${first.file} and ${item.file}: one server can have only one of each.`
  const roots = folders.map((folder) => `\`root: ${folder}\``).join(', ')
  const hint = `If they are environments, give each a job of its own with ${roots} (docs/recipes.md, "A folder for each environment"); if one is a copy, remove it or name it in \`exclude\`.`
  return makeProblem(code, { message, hint, file: item.file, position: { line: 1, column: 1 } })
}
