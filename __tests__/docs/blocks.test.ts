import { existsSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import * as z from 'zod'
import { BROKEN_FLOW, findingsOfBrokenFlow } from '../../scripts/broken-flow.ts'
import { pinnedRelease } from '../../scripts/generate-recipes.ts'
import { parsePairs } from '../../src/kinds/key-value/parse-pairs.ts'
import { readTree } from '../../src/kinds/read-tree.ts'
import { isProblemCode } from '../../src/lint/all-codes.ts'
import { rules } from '../../src/lint/index.ts'
import { parseConfig } from '../../src/settings/config/config-file.ts'
import { sourceFiles } from '../architecture/source-files.ts'
import { aTree } from '../repository/a-tree.ts'
import { type Block, blocks, blocksIn, isPartOf } from './blocks.ts'
import { isKnownLine } from './shell-lines.ts'

const findings = findingsOfBrokenFlow()
const EXAMPLES = sourceFiles(/^examples\/(?:workflows|ci|pull)\//)
/** Each document of the examples that rules report. */
const REPORTED = new Set(rules.flatMap(({ examples }) => examples.reported.split(/^---\n/m)))
const { version } = JSON.parse(readFileSync('package.json', 'utf8'))
const hooks: readonly { id: string }[] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'))

type Way = (block: Block) => boolean | Promise<boolean>

/** Where a block stands that is a file of a tree: its first comment says it, or the text before it. */
const placeOf = ({ page, text }: Block): string | undefined => {
  if (page === 'README.md') return 'company.team/flows/hello.yml'
  return /^# ([\w./-]+\.yml)\n/.exec(text)?.[1]
}

const isFileOfTree: Way = async (block) => {
  const path = placeOf(block)
  if (path === undefined || block.language !== 'yaml') return false
  const { desired, problems } = await readTree(aTree({ [path]: block.text }), { roots: [], namespaceMap: [] })
  return desired.resources.length > 0 && problems.length === 0
}

const isSuiteOfTree: Way = async (block) => {
  const path = placeOf(block)
  if (path === undefined || block.language !== 'yaml') return false
  const { suites, problems } = await readTree(aTree({ [path]: block.text }), { roots: [], namespaceMap: [] })
  return suites.some(({ cases }) => cases.length > 0) && problems.length === 0
}

const isHook: Way = ({ language, text }) => {
  if (language !== 'yaml' || !text.startsWith('repos:')) return false
  const [{ rev, hooks: wanted }]: [{ rev: string; hooks: readonly { id: string }[] }] = parse(text).repos
  return rev === `v${version}` && wanted.every(({ id }) => hooks.some((hook) => hook.id === id))
}

/** `path   what it is`, a path below the one that is indented less. */
const isMapOfSource: Way = ({ language, text }) =>
  language === '' &&
  text
    .trimEnd()
    .split('\n')
    .every((line) =>
      line
        .split(/ {2,}/)
        .find((cell) => cell !== '')
        ?.split(', ')
        .every(
          (name) =>
            existsSync(name) ||
            existsSync(`src/${name}`) ||
            existsSync(`src/kinds/${name}`) ||
            existsSync(`src/state/${name}`) ||
            existsSync(`src/github/${name}`),
        ),
    )

const PlanSchema = z.object({
  properties: z.object({
    resources: z.object({
      items: z.object({
        oneOf: z.array(
          z.object({
            properties: z.record(
              z.string(),
              z.object({ const: z.string().optional(), enum: z.array(z.unknown()).optional() }),
            ),
          }),
        ),
      }),
    }),
  }),
})

/** Every `resource.name`, with the value that it is compared with, is in the schema of plan.json for flows. */
const isPolicyOfPlan = (policy: string): boolean => {
  const { properties } = PlanSchema.parse(JSON.parse(readFileSync('docs/plan.schema.json', 'utf8')))
  const fields = properties.resources.items.oneOf.find((of) => of.properties['kind']?.const === 'flow')?.properties
  const asked = [...policy.matchAll(/resource\.(\w+)(?: == "(\w+)")?/g)]
  return asked.every(([, name = '', value]) => {
    const field = fields?.[name]
    const choices = field?.const === undefined ? field?.enum : [field.const]
    return field !== undefined && (value === undefined || choices === undefined || choices.includes(value))
  })
}

/** What proves a block; a block that none of these takes is one that nobody has tried. */
const WAYS: Readonly<Record<string, Way>> = {
  'layouts.test.ts reads it': ({ page, language }) =>
    language.startsWith('tree') && /^docs\/(?:layouts|migrate)\.md$/.test(page),
  'walk-the-pages.test.ts runs it': ({ page, language, text }) =>
    language === 'sh' &&
    (page === 'docs/first-day.md' || (page === 'README.md' && /^(?:export|curl|git clone) /.test(text))),
  'recipe-install.test.ts runs it': ({ language, text }) => language === 'sh' && text.includes('docker run'),
  'generated.test.ts makes it': ({ page, text }) => page === 'README.md' && [BROKEN_FLOW, findings].includes(text),
  'its lines call what there is': ({ language, text }) =>
    language === 'sh' && text.trimEnd().split('\n').every(isKnownLine),
  'readme.test.ts follows it': ({ page, text }) => page === 'README.md' && /^jobs:/m.test(text),
  'it is a file of examples/': ({ text }) => EXAMPLES.some((example) => example.text === text),
  'it is a suite of flow tests': isSuiteOfTree,
  'it is a part of one that its page names': ({ page, language, text }) =>
    language === 'yaml' &&
    EXAMPLES.some(({ path, text: file }) => readFileSync(page, 'utf8').includes(path) && isPartOf(text, file)),
  'it pins this version': ({ text }) =>
    text === `- uses: ${pinnedRelease().owner}/kestra-gitops@COMMIT_SHA # v${version}\n`,
  'it is a .kestra/gitops.yml': ({ language, text }) =>
    language === 'yaml' && /^[a-z-]+:/m.test(text) && parseConfig(text).problems.length === 0,
  'it holds key-value pairs': ({ page, language, text }) =>
    language === 'yaml' && page === 'docs/layouts.md' && parsePairs(text).faults.length === 0,
  'it is a file of a tree': isFileOfTree,
  'it leaves out a code that there is': ({ text }) =>
    isProblemCode(/^# kestra-gitops: ignore ([a-z-]+)\n/.exec(text)?.[1] ?? ''),
  'it names a hook': isHook,
  'it is JSON': ({ language, text }) => language === 'json' && typeof JSON.parse(text) === 'object',
  'rules.test.ts breaks it': ({ page, language }) =>
    page === 'docs/rules.md' && /^yaml (?:rules|breaks)$/.test(language),
  'rules.test.ts lints it': ({ page, language, text }) =>
    page === 'docs/problems.md' && language === 'yaml' && text.split(/^---\n/m).every((each) => REPORTED.has(each)),
  'public-api.test.ts runs it': ({ page, language }) => page === 'docs/internals/lint.md' && language === 'ts',
  'it judges what plan.json has': ({ language, text }) => language === 'rego' && isPolicyOfPlan(text),
  'its paths are there': isMapOfSource,
}

const provenBy = async (block: Block): Promise<readonly string[]> => {
  const verdicts = await Promise.all(Object.values(WAYS).map((way) => way(block)))
  return Object.keys(WAYS).filter((_way, index) => verdicts[index])
}

describe('every block of README.md and docs/', () => {
  it.each(blocks())('$page:$line is run or checked', async (block) => {
    expect([block.text, await provenBy(block)]).not.toEqual([block.text, []])
  })

  it('is checked by ways that are all needed', async () => {
    const used = new Set((await Promise.all(blocks().map(provenBy))).flat())
    expect(Object.keys(WAYS).filter((way) => !used.has(way))).toEqual([])
  })

  it.each([
    ['a flag that there is not', 'sh', 'kestra-gitops plan --whenmissing keep'],
    ['a choice that there is not', 'sh', 'kestra-gitops deploy --on-drift ignore'],
    ['a script that there is not', 'sh', 'npm run nothing'],
    ['a variable that nobody reads', 'sh', 'export KESTRA_SERVER=https://kestra.example.com'],
    ['another program', 'sh', 'curl https://kestra.example.com'],
    [
      'a step that no example has',
      'yaml',
      '- uses: OWNER/kestra-gitops@v1\n  with:\n    server: https://kestra.example.com',
    ],
    ['a key of the configuration that there is not', 'yaml', 'root: [a]'],
    ['JSON in another language', 'toml', '{}'],
    ['a policy on a class that there is not', 'rego', 'resource.change == "removed"'],
  ])('would be missed with %s', async (_what, language, text) => {
    const [block] = blocksIn('docs/recipes.md', `\`\`\`${language}\n${text}\n\`\`\`\n`)
    expect(block && (await provenBy(block))).toEqual([])
  })
})

describe('every file of examples/workflows, examples/ci and examples/pull', () => {
  const pages = sourceFiles(/^(?:README|docs\/[\w-]+)\.md$/)
  const tests = sourceFiles(/^__tests__\/(?:workflows|scenarios)\/.*\.test\.ts$/)

  it.each(EXAMPLES)('$path is shown by a page and run by a test', ({ path }) => {
    const name = posix.basename(path).replace(/\.yml$/, '')
    expect(pages.filter(({ text }) => text.includes(path)).length).toBeGreaterThan(0)
    expect(tests.filter(({ text }) => new RegExp(`'${name}(?:\\.yml)?'`).test(text)).length).toBeGreaterThan(0)
  })
})
