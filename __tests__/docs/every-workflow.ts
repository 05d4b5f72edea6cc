import { sourceFiles } from '../architecture/source-files.ts'

export interface WorkflowText {
  /** Where it stands. */
  readonly name: string
  readonly yaml: string
}

/** The YAML blocks of README.md and docs/. */
export const yamlBlocks = (): readonly WorkflowText[] =>
  sourceFiles(/^(?:README|docs\/[\w-]+)\.md$/).flatMap(({ path, text }) =>
    [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, yaml = ''], index) => ({
      name: `${path}, block ${index + 1}`,
      yaml,
    })),
  )

/** Every whole workflow of this repository: of the pages, the examples, its own, and those that tests run as users have them. */
export const everyWorkflow = (): readonly WorkflowText[] => {
  const files = sourceFiles(/^(?:examples\/workflows|\.github\/workflows|__tests__\/workflows\/user-workflows)\//)
  return [...yamlBlocks(), ...files.map(({ path, text }) => ({ name: path, yaml: text }))].filter(
    ({ yaml }) => /^jobs:/m.test(yaml) && /^on:/m.test(yaml),
  )
}
