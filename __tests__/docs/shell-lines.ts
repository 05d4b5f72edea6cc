import { readFileSync } from 'node:fs'
import { parseFlags } from '../../src/settings/cli/command-line.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import { sourceFiles } from '../architecture/source-files.ts'

/** What this repository cannot run, and why. */
const NOT_RUN: readonly { readonly line: RegExp; readonly because: string }[] = [
  { line: /^git (?:switch --create|add|commit --message)\b/, because: "git's own, said for the order of things" },
  { line: /^jq -r '.+' plan\.json$/, because: 'plan-json.test.ts runs it' },
  { line: /^conftest test plan\.json$/, because: 'needs conftest; blocks.test.ts holds its policy against the schema' },
  { line: /^npm cit$/, because: 'it is what runs these tests' },
]

const source = sourceFiles(/^src\//)
  .map(({ text }) => text)
  .join('\n')
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'))

/** `NAME=value ` at the front of a call, or all of an `export`. */
const variablesOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|\s)([A-Z_]+)=\S+/g)].map(([, name = '']) => name)

/** Whether a line of a shell block calls what there is: our program with flags that it takes, a script of npm, variables that are read. */
export const isKnownLine = (line: string): boolean => {
  const [code = ''] = line.split(/\s+#\s/)
  const call = code.trim()
  if (call === '' || NOT_RUN.some(({ line: pattern }) => pattern.test(call))) return true
  if (variablesOf(call).some((name) => !source.includes(name))) return false
  const bare = call
    .replace(/ > [\w.-]+$/, '')
    .replace(/^(?:export )?(?:[A-Z_]+=\S+\s*)*/, '')
    .replace(/^source <\((.*)\)$/, '$1')
  if (bare === '') return true
  const [, script] = /^npm run ([\w:]+)$/.exec(bare) ?? []
  if (script !== undefined) return script in scripts
  const [, words] = /^kestra-gitops (.+)$/.exec(bare) ?? []
  return words !== undefined && isCall(words)
}

/** Whether the command line takes these words. */
export const isCall = (words: string): boolean => {
  const args = words.match(/"[^"]*"|'[^']*'|\S+/g)?.map((word) => word.replaceAll(/["']/g, '')) ?? []
  try {
    parseSettings(parseFlags(args, {}).raw)
    return true
  } catch {
    return false
  }
}
