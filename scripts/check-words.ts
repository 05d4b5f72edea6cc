// Finds words that the project does not write (scripts/words/word-rules.ts) in src/, docs/ and the files that users see first.
// Each is one line, `file:line:column`, with what to write instead; a count per word ends the list. Exit code 1 if there is one.
//   npm run check:words -- src/plan docs/recipes.md    only these folders and files
//   npm run check:words -- --count                     counts per folder and per word instead of the list
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { type FoundWord, findWords, wordsOfFolders } from './words/find-words.ts'

const CHECKED = /^(?:src\/.*\.ts|docs\/.*\.md|\.github\/\w+\.md|README\.md|CHANGELOG\.md|action\.yml)$/

const args = process.argv.slice(2)
const wanted = args.filter((arg) => !arg.startsWith('--')).map((path) => path.replace(/\/$/, ''))
const isWanted = (path: string): boolean =>
  wanted.length === 0 || wanted.some((prefix) => path === prefix || path.startsWith(`${prefix}/`))

const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { encoding: 'utf8' })
const paths = listed.split('\n').filter((path) => CHECKED.test(path) && isWanted(path) && existsSync(path))
const found = [...wordsOfFolders(paths), ...paths.flatMap((path) => findWords(path, readFileSync(path, 'utf8')))]

if (args.includes('--count')) printCounts('per folder', found, folderOf)
else for (const one of found) console.log(lineOf(one))
if (found.length > 0) printCounts('per word', found, ({ word }) => word)
console.log(
  `${found.length} words to replace in ${new Set(found.map(({ path }) => path)).size} of ${paths.length} files`,
)
process.exitCode = found.length === 0 ? 0 : 1

function lineOf({ path, line, column, word, found, instead }: FoundWord): string {
  return `${path}:${line}:${column}  ${found}${found.toLowerCase() === word ? '' : ` (${word})`} → ${instead}`
}

/** `src/plan`, `docs`, or the file itself where it is in neither. */
function folderOf({ path }: FoundWord): string {
  const [top = '', next = ''] = path.split('/')
  if (top === 'src') return next.includes('.') ? 'src' : `src/${next}`
  return top
}

function printCounts(title: string, words: readonly FoundWord[], groupOf: (word: FoundWord) => string): void {
  const groups = [...Map.groupBy(words, groupOf)].sort(([, one], [, other]) => other.length - one.length)
  console.log(title)
  for (const [group, { length }] of groups) console.log(`  ${String(length).padStart(6)}  ${group}`)
}
