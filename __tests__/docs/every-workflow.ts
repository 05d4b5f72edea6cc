import { sourceFiles } from '../architecture/source-files.ts'
import { blocks } from './blocks.ts'

export interface WorkflowText {
  /** Where it stands. */
  readonly name: string
  readonly yaml: string
}

/** The YAML blocks of README.md and docs/. */
export const yamlBlocks = (): readonly WorkflowText[] =>
  blocks()
    .filter(({ language }) => language === 'yaml')
    .map(({ page, line, text }) => ({ name: `${page}:${line}`, yaml: text }))

/** Every whole workflow of this repository: of the pages, the examples, its own, and those that tests run as users have them. */
export const everyWorkflow = (): readonly WorkflowText[] => {
  const files = sourceFiles(/^(?:examples\/workflows|\.github\/workflows|__tests__\/workflows\/user-workflows)\//)
  return [...yamlBlocks(), ...files.map(({ path, text }) => ({ name: path, yaml: text }))].filter(
    ({ yaml }) => /^jobs:/m.test(yaml) && /^on:/m.test(yaml),
  )
}
