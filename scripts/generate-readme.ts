// Writes the tables of inputs and outputs into README.md and docs/inputs.md: `npm run docs`. A test keeps them equal.
import { readFileSync, writeFileSync } from 'node:fs'
import { OUTPUTS } from '../src/github/publish/outputs.ts'
import { defaultOf, type InputDefinition } from '../src/settings/inputs/input-definition.ts'
import { ALL_INPUTS, type InputName } from '../src/settings/inputs/inputs.ts'

/** What most repositories need: the README shows these alone. */
const MOST_USED = [
  'server',
  'username',
  'password',
  'token',
  'root',
  'when-missing',
  'on-drift',
  'environment',
] satisfies InputName[]

/** The pages with generated tables, and what stands in each table. */
export const PAGES_WITH_TABLES: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'README.md': { inputs: () => inputTable(MOST_USED) },
  'docs/inputs.md': { inputs: () => inputTable(ALL_INPUTS.map(({ name }) => name)), outputs: () => outputTable() },
}

/** A page with its generated tables made anew; what stands between them is left as it is. Throws where a table has no place. */
export const renderTables = (page: string, text: string): string =>
  Object.entries(PAGES_WITH_TABLES[page] ?? {}).reduce((before, [name, table]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
    const [from, to] = [before.indexOf(start), before.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`${page} has no place for the ${name}: ${start} … ${end}`)
    return `${before.slice(0, from + start.length)}\n${table()}\n${before.slice(to)}`
  }, text)

const inputTable = (names: readonly string[]): string => {
  const shown = ALL_INPUTS.filter(({ name }) => names.includes(name))
  const rows = shown.map((input) => {
    const { name, description } = input
    const byDefault = defaultOf(input)
    return `| \`${name}\` | ${cell(description)} | ${byDefault === '' ? '' : `\`${byDefault}\``} | ${whereOf(input)} |`
  })
  return ['| name | what it sets | default | where |', '|---|---|---|---|', ...rows].join('\n')
}

const whereOf = ({ only, kind }: InputDefinition): string => {
  if (only === 'cli') return 'flag'
  return only === 'action' || kind === 'secret' ? 'input' : 'both'
}

const outputTable = (): string =>
  [
    '| name | what it holds |',
    '|---|---|',
    ...Object.entries(OUTPUTS).map(([name, { description }]) => `| \`${name}\` | ${cell(description)} |`),
  ].join('\n')

const cell = (text: string): string => text.replaceAll('|', '\\|')

if (import.meta.main) {
  for (const page of Object.keys(PAGES_WITH_TABLES)) {
    const file = new URL(`../${page}`, import.meta.url)
    writeFileSync(file, renderTables(page, readFileSync(file, 'utf8')))
  }
}
