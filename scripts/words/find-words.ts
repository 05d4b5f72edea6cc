import { sourceViews } from './source-views.ts'
import { ALLOWED_PLACES, WORD_RULES, type WordRule } from './word-rules.ts'

/** One place where a word is written that the project does not write. */
export interface FoundWord {
  readonly path: string
  /** From 1; line 1, column 1 for the name of the file. */
  readonly line: number
  readonly column: number
  /** The heading of its rule. */
  readonly word: string
  readonly instead: string
  /** As it is written there. */
  readonly found: string
}

/** A name in code, and one in prose that only code can have: with a capital inside. */
const NAME = /[A-Za-z_$][\w$]*/g
const NAME_IN_PROSE = /(?<![\w$-])[A-Za-z$]+[a-z\d][A-Z][\w$]*/g

const OF_JAVASCRIPT = /^Promise(?:Like|SettledResult|FulfilledResult|RejectedResult)?$/

/** `isToldBy`, `IS_TOLD_BY` and `is-told-by` → `-is-told-by-`. */
export const kebabName = (name: string): string =>
  `-${name
    .replace(/([a-z\d])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3-$2')
    .replace(/[_.$]+/g, '-')
    .toLowerCase()}-`

/** The words of one file in the order in which they are written. TypeScript is read as code and prose, all else as prose. */
export const findWords = (path: string, text: string): readonly FoundWord[] => {
  const { code, prose } = path.endsWith('.ts') ? sourceViews(text) : { code: '', prose: withoutTestPaths(text) }
  const positions = lineStarts(text)
  const inFile = WORD_RULES.filter(({ files }) => files === undefined || files.test(path)).flatMap((rule) =>
    [
      ...namedIn(code, NAME, rule),
      ...namedIn(prose, NAME_IN_PROSE, rule),
      ...writtenIn(code, rule.code),
      ...writtenIn(prose, rule.text),
    ]
      .filter(({ index, found }) => !isAllowed(path, rule.word, around(text, index, found)))
      .map(({ index, found }) => ({ ...foundAs(path, rule, found), ...positionOf(positions, index), index })),
  )
  const sorted = inFile.sort((one, other) => one.index - other.index).map(({ index: _, ...found }) => found)
  return [...(path.startsWith('src/') ? wordsOfPath(path) : []), ...sorted]
}

/** A page links to tests by their paths, whose names are not checked: these links are blank, and positions stay. */
const withoutTestPaths = (page: string): string =>
  page.replace(/\]\([^)\s]*__tests__\/[^)\s]*\)/g, (link) => ' '.repeat(link.length))

/** The name of the file itself; folders are reported by `wordsOfFolders`. */
const wordsOfPath = (path: string): readonly FoundWord[] => {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  return wordsOfName(path, name)
}

/** The names of the folders below `src/` that hold one of these files, each once. */
export const wordsOfFolders = (paths: readonly string[]): readonly FoundWord[] => {
  const folders = paths.filter((path) => path.startsWith('src/')).flatMap(foldersOf)
  return [...new Set(folders)].flatMap((folder) => wordsOfName(folder, folder.slice(folder.lastIndexOf('/') + 1)))
}

/** `src/a/b.ts` → `src/a`. */
const foldersOf = (path: string): readonly string[] => {
  const steps = path.split('/').slice(0, -1)
  return steps.slice(1).map((_, index) => steps.slice(0, index + 2).join('/'))
}

const wordsOfName = (path: string, name: string): readonly FoundWord[] =>
  WORD_RULES.filter(({ names, files }) => names?.test(kebabName(name)) === true && (files?.test(path) ?? true))
    .filter(({ word }) => !isAllowed(path, word, name))
    .map((rule) => ({ ...foundAs(path, rule, name), line: 1, column: 1 }))

const foundAs = (path: string, { word, instead }: WordRule, found: string) => ({ path, word, instead, found })

interface Hit {
  readonly index: number
  readonly found: string
}

const namedIn = (text: string, pattern: RegExp, { names }: WordRule): readonly Hit[] =>
  names === undefined
    ? []
    : [...text.matchAll(pattern)]
        .filter(([name]) => !OF_JAVASCRIPT.test(name) && names.test(kebabName(name)))
        .map(({ 0: found, index }) => ({ index, found }))

const writtenIn = (text: string, pattern: RegExp | undefined): readonly Hit[] =>
  pattern === undefined ? [] : [...text.matchAll(pattern)].map(({ 0: found, index }) => ({ index, found }))

const isAllowed = (path: string, word: string, near: string): boolean =>
  ALLOWED_PLACES.some(
    (place) => place.word === word && place.files.test(path) && (place.near === undefined || place.near.test(near)),
  )

/** What is found with 40 characters on both sides, no further than its line. */
const around = (text: string, index: number, found: string): string => {
  const end = index + found.length
  const before = text.slice(Math.max(0, index - 40), index)
  const after = text.slice(end, end + 40)
  return `${before.slice(before.lastIndexOf('\n') + 1)}${found}${after.split('\n', 1)[0]}`
}

/** The offsets of the first characters of all lines. */
const lineStarts = (text: string): readonly number[] => [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)]

const positionOf = (starts: readonly number[], index: number): { readonly line: number; readonly column: number } => {
  const line = starts.findLastIndex((start) => start <= index) + 1
  return { line, column: index - (starts[line - 1] ?? 0) + 1 }
}
