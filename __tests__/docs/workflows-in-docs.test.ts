import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { NO_OWNER, ownerFiles, pinnedRelease, withOwner } from '../../scripts/generate-recipes.ts'
import type { InputDefinition } from '../../src/settings/inputs/input-definition.ts'
import { INPUTS } from '../../src/settings/inputs/inputs.ts'
import { sourceFiles } from '../architecture/source-files.ts'
import { yamlBlocks } from './every-workflow.ts'

const { owner } = pinnedRelease()
const OWN_ACTION = `${owner}/kestra-gitops@`
const inputs = new Set(
  Object.entries<InputDefinition>(INPUTS).flatMap(([name, { only }]) => (only === 'cli' ? [] : [name])),
)

/** YAML blocks of the pages, and the workflow files of the examples. Those of docs/problems.md hold flows. */
const documents = [
  ...yamlBlocks().filter(({ name }) => !name.startsWith('docs/problems.md')),
  ...sourceFiles(/^examples\/workflows\//).map(({ path, text }) => ({ name: path, yaml: text })),
]

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Every map of a document, however deep: steps are found without knowing where they stand. */
const mapsIn = (value: unknown): readonly Readonly<Record<string, unknown>>[] => {
  if (Array.isArray(value)) return value.flatMap(mapsIn)
  return isMap(value) ? [value, ...Object.values(value).flatMap(mapsIn)] : []
}

const ownSteps = (yaml: string) => mapsIn(parse(yaml)).filter(({ uses }) => String(uses).startsWith(OWN_ACTION))

describe('workflows of README.md, docs/ and examples/', () => {
  it('are found', () => {
    expect(documents.length).toBeGreaterThan(15)
  })

  it.each(documents)('are YAML, and give our action only inputs that there are: $name', ({ yaml }) => {
    const given = ownSteps(yaml).flatMap((step) => (isMap(step['with']) ? Object.keys(step['with']) : []))
    expect(given.filter((name) => !inputs.has(name))).toEqual([])
  })

  it('never put an expression of GitHub into a script', () => {
    const scripts = documents.flatMap(({ name, yaml }) =>
      mapsIn(parse(yaml))
        .filter(({ run }) => String(run).includes('${{'))
        .map(({ run }) => `${name}: ${run}`),
    )
    expect(scripts).toEqual([])
  })

  it.each(sourceFiles(/^examples\/workflows\//))('$path gives no more permissions than it explains', ({ text }) => {
    expect(text).toMatch(/^permissions:/m)
  })
})

describe('the account of this project', () => {
  const files = ownerFiles()
    .map((path) => ({ path, text: readFileSync(path, 'utf8') }))
    .filter(({ text }) => text.includes(`${owner}/kestra-gitops`))

  it('is that of scripts/pinned-release.json everywhere (npm run docs)', () => {
    expect(files.length).toBeGreaterThan(25)
    for (const { text } of files) expect(withOwner(text, owner)).toBe(text)
  })

  it('is filled in by a release, in every file and with nothing left to replace', () => {
    for (const { path, text } of files) {
      const released = withOwner(text, 'acme')
      expect(released, path).toContain('acme/kestra-gitops')
      expect(released, path).not.toMatch(new RegExp(`\\b${NO_OWNER}\\b(?!/REPOSITORY)`))
    }
  })
})

describe('the workflow of README.md', () => {
  const [, text = ''] = /^```yaml\n([\s\S]*?)^```$/m.exec(readFileSync('README.md', 'utf8')) ?? []
  const workflow: unknown = parse(text)

  it('has no more than 15 lines, and none that a reader must scroll for beside the sidebar of GitHub', () => {
    const lines = text.trimEnd().split('\n')
    expect(lines.length).toBeLessThanOrEqual(15)
    expect(lines.filter((line) => line.length > 97)).toEqual([])
  })

  it('plans on pull requests, deploys on push, checks out first, and may write the comment', () => {
    expect(workflow).toMatchObject({
      on: {
        pull_request: { types: ['opened', 'reopened', 'synchronize', 'closed'] },
        push: { branches: ['main'] },
      },
      permissions: { contents: 'read', 'pull-requests': 'write' },
      jobs: {
        kestra: {
          'runs-on': 'ubuntu-latest',
          steps: [{ uses: 'actions/checkout@v6' }, { uses: `${owner}/kestra-gitops@v1` }],
        },
      },
    })
  })
})
