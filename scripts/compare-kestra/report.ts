import type { Difference, SUBJECTS } from './inventory.ts'

type Subject = (typeof SUBJECTS)[number]

/** The files whose tables name what a subject has. */
export const TABLES: Readonly<Record<Subject, readonly string[]>> = {
  types: [
    'src/flow/children-faults.ts',
    'src/flow/task-reach.ts',
    'src/lint/rules/upgrade/removed-properties.ts',
    'src/flow/removed-types.ts',
    'src/lint/rules/triggers/unknown-trigger-value.ts',
  ],
  inputs: ['src/lint/rules/expressions/static-type.ts', 'src/lint/values/fits-input.ts'],
  functions: ['src/pebble/signatures.ts'],
  filters: ['src/pebble/signatures.ts'],
  tests: ['src/pebble/signatures.ts'],
}

const TITLES: Readonly<Record<Subject, string>> = {
  types: 'Types and their properties',
  inputs: 'Types of inputs',
  functions: 'Pebble functions',
  filters: 'Pebble filters',
  tests: 'Pebble tests',
}

/** The differences as Markdown, each with the tables that name it. `textOf` gives the text of a file of this repository. */
export const describeDifferences = (
  [old, current]: readonly [string, string],
  differences: readonly Difference[],
  textOf: (file: string) => string,
): string => {
  const head = `# Kestra ${old} → ${current}\n`
  if (differences.length === 0) return `${head}\nNothing that flows can name has changed.\n`
  const groups = Map.groupBy(differences, ({ subject }) => subject)
  const sections = [...groups].map(([subject, own]) => {
    const lines = own.map((each) => `- ${describe(each)}${mentions(each, textOf)}`)
    const tables = TABLES[subject].map((file) => `\`${file}\``).join(', ')
    return `\n## ${TITLES[subject]}\n\nTables to look at: ${tables}.\n\n${lines.join('\n')}\n`
  })
  return head + sections.join('')
}

const describe = ({ name, change, added, removed }: Difference): string => {
  if (change !== 'changed') return `${change} \`${name}\``
  const parts = [...added.map((each) => `+\`${each}\``), ...removed.map((each) => `-\`${each}\``)]
  return `changed \`${name}\`: ${parts.join(', ')}`
}

const mentions = ({ subject, name }: Difference, textOf: (file: string) => string): string => {
  const word = new RegExp(String.raw`\b${name.split('.').at(-1)}\b`)
  const naming = TABLES[subject].filter((file) => word.test(textOf(file)))
  return naming.length === 0 ? '' : ` (in ${naming.map((file) => `\`${file}\``).join(', ')})`
}
