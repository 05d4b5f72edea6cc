// Writes the lists of docs/inputs.md, and the broken flow of README.md with its findings: `npm run docs`. A test keeps them equal.
import { readFileSync, writeFileSync } from 'node:fs'
import { OUTPUTS } from '../src/github/publish/outputs.ts'
import { defaultOf, type InputDefinition } from '../src/settings/inputs/input-definition.ts'
import type { Input } from '../src/settings/inputs/inputs.ts'
import { BROKEN_FLOW, findingsOfBrokenFlow } from './broken-flow.ts'
import { inputGroups } from './input-groups.ts'

/** The pages with generated parts, and what is in each part, by its name. */
export const PAGES_WITH_TABLES: Readonly<Record<string, Readonly<Record<string, () => string>>>> = {
  'README.md': { mistakes: () => flowWithFindings() },
  'docs/inputs.md': {
    inputs: () =>
      inputGroups()
        .map(({ title, inputs }) => `### ${title}\n\n${inputList(inputs)}`)
        .join('\n\n'),
    outputs: () => outputList(),
  },
}

/** A page with its generated tables made anew; what stands between them is left as it is. Throws where a table has no place. */
export const renderTables = (page: string, text: string): string =>
  Object.entries(PAGES_WITH_TABLES[page] ?? {}).reduce((before, [name, table]) => {
    const [start, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`]
    const [from, to] = [before.indexOf(start), before.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`${page} has no place for the ${name}: ${start} … ${end}`)
    return `${before.slice(0, from + start.length)}\n${table()}\n${before.slice(to)}`
  }, text)

/** One line per input: its name, `*` or `†`, its default in brackets, what it sets. */
const inputList = (inputs: readonly Input[]): string =>
  inputs
    .map((input) => {
      const byDefault = defaultOf(input)
      const shownDefault = byDefault === '' || byDefault === 'false' ? '' : ` (\`${byDefault}\`)`
      return `- \`${input.name}\`${markOf(input)}${shownDefault}: ${input.description}`
    })
    .join('\n')

/** `*`: an input without a flag; `†`: a flag without an input. */
const markOf = ({ only, kind }: InputDefinition): string => {
  if (only === 'cli') return '†'
  return only === 'action' || kind === 'secret' ? '\\*' : ''
}

/** A broken flow, and below it what `validate` prints for it: in two columns the lines would be cut. */
const flowWithFindings = (): string =>
  `\n\`\`\`yaml\n${BROKEN_FLOW}\`\`\`\n\n\`\`\`text\n${findingsOfBrokenFlow()}\`\`\`\n`

const outputList = (): string =>
  Object.entries(OUTPUTS)
    .map(([name, { description }]) => `- \`${name}\`: ${description}`)
    .join('\n')

if (import.meta.main) {
  for (const page of Object.keys(PAGES_WITH_TABLES)) {
    const file = new URL(`../${page}`, import.meta.url)
    writeFileSync(file, renderTables(page, readFileSync(file, 'utf8')))
  }
}
