// Writes the file of a new lint rule: `npm run new:rule GROUP/CODE`, for example `npm run new:rule flow/task-without-name`.
import { existsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { isProblemCode } from '../src/lint/all-codes.ts'

const RULES = fileURLToPath(new URL('../src/lint/rules/', import.meta.url))

const USAGE = 'Write: npm run new:rule GROUP/CODE, with a folder of src/lint/rules and a new code in kebab-case.'

const REMAINING = (path: string, code: string) => `Wrote ${path}. Next:

1. Write the texts of the code, the check and the two examples in that file.
2. Run "npm run docs": it adds the rule to src/lint/rule-list.ts and docs/problems.md.
3. Run "npx vitest run --project unit __tests__/lint/rules.test.ts": it lints the examples.
4. Add a line to CHANGELOG.md.
5. Add this case to the file of its group in __tests__/corpus/cases, with the mistake in its mark, and play it (__tests__/corpus/README.md):

${renderCase(code)}`

/** The text of a rule with one code. Its examples are to be filled in. */
export const renderRule = (code: string): string => `import { defineRule, yaml } from '../../define-rule.ts'
import type { FlowRule } from '../../rule-context.ts'

export default defineRule({
  codes: {
    '${code}': {
      severity: 'warning',
      title: 'One line without a period',
      why: 'The behaviour of Kestra, with its consequence.',
      fix: 'The exact thing to do.',
      examples: {
        reported: yaml\`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        \`,
        accepted: yaml\`
          id: daily
          namespace: company.team
          tasks:
            - id: hello
              type: io.kestra.plugin.core.log.Log
              message: Hello
        \`,
      },
    },
  },
  flow: (flow, known) => check(flow, known),
})

/** Reports nothing yet. */
const check: FlowRule = () => []
`

/** The skeleton of a case of the corpus: an item of a file of `__tests__/corpus/cases`. */
export const renderCase = (code: string): string => `- name: ${code.replaceAll('-', ' ')}
  played: engines
  flow: |
    tasks:
      - id: hello
        type: io.kestra.plugin.core.log.Log
        message: «right→wrong»
`

/** The reason why no rule can have this path and code; `undefined` if it can. */
export const refusedRule = (path: string): string | undefined => {
  const [, code] = /^[a-z]+\/([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(path) ?? []
  if (code === undefined) return USAGE
  if (isProblemCode(code)) return `The code ${code} exists already: docs/problems.md.`
  return existsSync(dirname(`${RULES}${path}.ts`)) ? undefined : `${USAGE} There is no folder ${dirname(path)}.`
}

if (import.meta.main) {
  const [path = ''] = process.argv.slice(2)
  const refused = refusedRule(path)
  if (refused === undefined) {
    const code = path.slice(path.indexOf('/') + 1)
    writeFileSync(`${RULES}${path}.ts`, renderRule(code))
    console.log(REMAINING(`src/lint/rules/${path}.ts`, code))
  } else {
    console.error(refused)
    process.exitCode = 1
  }
}
