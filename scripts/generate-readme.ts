// Writes the tables of inputs and outputs into README.md: `npm run docs`. A test keeps them equal.
import { readFileSync, writeFileSync } from 'node:fs'
import { OUTPUTS } from '../src/github/publish/outputs.ts'
import type { InputDefinition } from '../src/settings/input-definition.ts'
import { INPUTS } from '../src/settings/inputs.ts'

const README = new URL('../README.md', import.meta.url)

/** README.md with its generated tables made anew; what stands between them is left as it is. */
export const renderReadme = (readme: string): string =>
  [
    { name: 'inputs', table: inputTable() },
    { name: 'outputs', table: outputTable() },
  ].reduce((text, { name, table }) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
    const [from, to] = [text.indexOf(start), text.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`README.md has no place for the ${name}: ${start} … ${end}`)
    return `${text.slice(0, from + start.length)}\n${table}\n${text.slice(to)}`
  }, readme)

const inputTable = (): string => {
  const rows = Object.entries<InputDefinition>(INPUTS).map(([name, input]) => {
    const { description, default: byDefault } = input
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

if (import.meta.main) writeFileSync(README, renderReadme(readFileSync(README, 'utf8')))
