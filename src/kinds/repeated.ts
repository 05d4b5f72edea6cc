import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { nameOf } from '../repository/tree.ts'
import { compareText } from '../text/compare.ts'
import { joined } from '../text/lists.ts'

/** An item whose key another one had before. */
export interface Repeated<T> {
  readonly item: T
  readonly first: T
}

/** Of items with one key the first stands, in its order; each later one is told with the first. */
export const firstOfEach = <T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): { readonly firsts: readonly T[]; readonly repeated: readonly Repeated<T>[] } => {
  const firsts = new Map<string, T>()
  const repeated: Repeated<T>[] = []
  for (const item of items) {
    const key = keyOf(item)
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, item)
    else repeated.push({ item, first })
  }
  return { firsts: [...firsts.values()], repeated }
}

/**
 * One error for each group of folders that hold the same resources, with what to do, and `tell` for each other resource that stands
 * twice. Two folders are such when they are called after environments, or hold two or more of the same.
 */
export const reportRepeated = <T extends { readonly file: string }>(
  repeated: readonly Repeated<T>[],
  words: DuplicateTexts,
  tell: (of: Repeated<T>) => Problem,
): readonly Problem[] => {
  const groups = Map.groupBy(repeated, ({ item, first }) => twinsOf(first.file, item.file)?.[0])
  return [...groups].flatMap(([key, of]) => {
    const files = of.map(({ item, first }) => ({ file: item.file, first: first.file }))
    const folders = new Set(files.flatMap(({ file, first }) => twinsOf(first, file) ?? []))
    const areTwins = [...folders].every((folder) => ENVIRONMENT.test(nameOf(folder))) || of.length >= folders.size
    return key !== undefined && areTwins
      ? [reportDuplicates([...folders].toSorted(compareText), files, words)]
      : of.map(tell)
  })
}

interface DuplicateTexts {
  readonly code: 'duplicate-flow' | 'duplicate-file' | 'duplicate-dashboard'
  readonly noun: string
}

/** What one name of an environment is likely to be. */
const ENVIRONMENT =
  /^(?:dev|develop|development|test|testing|qa|uat|int|integration|stag|stage|staging|pre-?prod|prod|production|live|sandbox)$/

/** The folders side by side that two files lie in at the same place, `dev` and `prod`; `undefined` where their paths differ otherwise. */
const twinsOf = (first: string, second: string): readonly [string, string] | undefined => {
  const [steps, others] = [first.split('/'), second.split('/')]
  const [index, ...more] = steps.flatMap((step, at) => (step === others[at] ? [] : [at]))
  if (steps.length !== others.length || index === undefined || more.length > 0 || index === steps.length - 1) return
  const upTo = (path: readonly string[]) => path.slice(0, index + 1).join('/')
  return [upTo(steps), upTo(others)]
}

const reportDuplicates = (
  folders: readonly string[],
  files: readonly { readonly file: string; readonly first: string }[],
  { code, noun }: DuplicateTexts,
): Problem => {
  const names = folders.map((folder) => `\`${folder}\``)
  const count = new Set(files.map(({ first }) => first)).size
  const what = count === 1 ? `the same ${noun}` : `the same ${count} ${noun}s`
  const { file = '', first = '' } = files[0] ?? {}
  const message = `${joined(names)} hold ${what}, e.g. ${first} and ${file}: one server can have only one of each.`
  const roots = folders.map((folder) => `\`root: ${folder}\``).join(', ')
  const hint = `If they are environments, give each a job of its own with ${roots} (docs/recipes.md, "A folder for each environment"); if one is a copy, remove it or name it in \`exclude\`.`
  return makeProblem(code, { message, hint, file, position: { line: 1, column: 1 } })
}
