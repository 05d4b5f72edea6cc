import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { compareText } from '../text/compare.ts'
import { joined } from '../text/lists.ts'
import { lastSegmentOf } from '../text/paths.ts'

/** An item whose key an earlier item has. */
export interface Repeated<T> {
  readonly item: T
  readonly first: T
}

/** `firsts`: the first item of each key, in order. `repeated`: every later item with the first one of its key. */
export const firstOfEach = <T>(
  items: readonly T[],
  toKey: (item: T) => string,
): { readonly firsts: readonly T[]; readonly repeated: readonly Repeated<T>[] } => {
  const firsts = new Map<string, T>()
  const repeated: Repeated<T>[] = []
  for (const item of items) {
    const key = toKey(item)
    const first = firsts.get(key)
    if (first === undefined) firsts.set(key, item)
    else repeated.push({ item, first })
  }
  return { firsts: [...firsts.values()], repeated }
}

/**
 * One error for each group of folders that contain the same resources, and the problem from `toProblem` for each other duplicate. Folders
 * form a group if they are named after environments, or share two or more resources.
 */
export const reportRepeated = <T extends { readonly file: string }>(
  repeated: readonly Repeated<T>[],
  texts: DuplicateTexts,
  toProblem: (duplicate: Repeated<T>) => Problem,
): readonly Problem[] => {
  const groups = Map.groupBy(repeated, ({ item, first }) => twinsOf(first.file, item.file)?.[0])
  return [...groups].flatMap(([key, duplicates]) => {
    const files = duplicates.map(({ item, first }) => ({ file: item.file, first: first.file }))
    const folders = new Set(files.flatMap(({ file, first }) => twinsOf(first, file) ?? []))
    const areTwins =
      [...folders].every((folder) => ENVIRONMENT.test(lastSegmentOf(folder))) || duplicates.length >= folders.size
    return key !== undefined && areTwins
      ? [reportDuplicates([...folders].toSorted(compareText), files, texts)]
      : duplicates.map(toProblem)
  })
}

interface DuplicateTexts {
  readonly code: 'duplicate-flow' | 'duplicate-file' | 'duplicate-dashboard'
  readonly noun: string
}

/** Usual folder names of environments. */
const ENVIRONMENT =
  /^(?:dev|develop|development|test|testing|qa|uat|int|integration|stag|stage|staging|pre-?prod|prod|production|live|sandbox)$/

/** The two folders (`dev`, `prod`) in which the paths of two files differ; `undefined` if more than one folder differs. */
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
  const message = `${joined(names)} contain ${what}, e.g. ${first} and ${file}: one server can have only one of each.`
  const roots = folders.map((folder) => `\`root: ${folder}\``).join(', ')
  const hint = `If they are environments, give each its own job with ${roots} (docs/recipes.md, "A folder for each environment"). If one is a copy, remove it or add it to \`exclude\`.`
  return makeProblem(code, { message, hint, file, position: { line: 1, column: 1 } })
}
