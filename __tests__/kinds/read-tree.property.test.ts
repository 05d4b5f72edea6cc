import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTree, type TreeContents } from '../../src/kinds/read-tree.ts'
import type { RepositorySettings } from '../../src/repository/tree.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { parseYaml } from '../../src/yaml/yaml-document.ts'
import { aTree } from '../repository/a-tree.ts'
import { aFlow } from '../support/a-flow.ts'

const folder = fc.constantFrom(
  ...['flows', '_flows', 'files', '_files', 'scripts', 'kestra', 'prod', 'company.team', 'a', 'services'],
  ...['fixtures', 'examples', 'docs', 'src', 'test', 'dashboards', '_kv', '.x', 'node_modules', 'data'],
)
const name = fc.constantFrom('a.yml', 'b.yaml', 'x.txt', '.kestraignore', '01_c.yml', 'ä b.yml', '.gitkeep', 'kv.yml')
const path = fc.tuple(fc.array(folder, { maxLength: 4 }), name).map(([folders, file]) => [...folders, file].join('/'))
const text = fc.oneof(
  fc
    .tuple(fc.constantFrom('prod', 'company.team', 'production', null), fc.constantFrom('a', 'b', 'off'))
    .map(([namespace, id]) => aFlow({ id, namespace })),
  fc.constantFrom(
    ...['', '*.yml', '- a', '{id: a, tasks: []}', 'id: a\ntasks: [', 'services: {}', '\uFEFFid: a\ntasks: []\n'],
    ...['id: {{ a }}\ntasks: []\n', 'id: a\nnamespace: b\ntaks: []\n', 'id: a\ntitle: A\ncharts: []\n'],
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const tree = fc.dictionary(path, text, { maxKeys: 12, noNullPrototype: true })
const settings: fc.Arbitrary<RepositorySettings> = fc.record({
  roots: fc.constantFrom<readonly string[]>([], ['prod'], ['a/', './flows', '.']),
  namespaceMap: fc.constantFrom<readonly { from: string; to: string }[]>([], [{ from: 'prod', to: 'company' }]),
  namespace: fc.constantFrom(undefined, 'company.team'),
  namespaceFrom: fc.constantFrom('yaml', 'folder'),
  include: fc.constantFrom<readonly string[]>([], ['examples/**'], ['**']),
  exclude: fc.constantFrom<readonly string[]>([], ['prod/']),
  files: fc.constantFrom<readonly { folder: string; namespace: string | undefined }[]>(
    [],
    [{ folder: 'data', namespace: 'prod' }],
  ),
})

interface Given {
  readonly file: string
  readonly source: string
  readonly reading: TreeContents
  readonly settings: RepositorySettings
}

const stepsOf = (file: string): readonly string[] => file.split('/').slice(0, -1)
const isBelow = (folder: string, file: string): boolean => folder === '.' || file.startsWith(`${folder}/`)
const isYaml = (file: string): boolean => /\.ya?ml$/i.test(file)
const rootsOf = ({ desired }: TreeContents, kind: string): readonly string[] =>
  desired.layout.filter((root) => root.kind === kind).map(({ root }) => root)
const isFlowsFolder = (root: string): boolean => /(?:^|\/)(?:_?(?:sub)?flows|kestra-flows)$/.test(root)

/** The rules by which a file is skipped without being named, in the exact words of docs/layouts.md. */
const RULES: Readonly<Record<string, (given: Given) => boolean>> = {
  'outside of the given `root`': ({ file, settings: { roots } }) => {
    const scopes = roots.map((root) => root.replace(/^\.\/|\/$/g, ''))
    return scopes.length > 0 && !scopes.some((scope) => isBelow(scope, file))
  },
  'folders that begin with a dot, `node_modules`, `vendor`': ({ file }) =>
    stepsOf(file).some((step) => step.startsWith('.') || step === 'node_modules'),
  '`.gitkeep`, `.gitignore`, `.gitattributes`': ({ file }) => file.endsWith('.gitkeep'),
  '`.kestraignore`': ({ file }) => file.endsWith('.kestraignore'),
  'what is hidden': ({ file, reading }) => reading.desired.hidesPath(file),
  'other files that are not YAML, outside of flows and files folders': ({ file, reading }) =>
    !isYaml(file) && !rootsOf(reading, 'flow').some((root) => isFlowsFolder(root) && isBelow(root, file)),
  'other YAML outside of flows folders': ({ file, source, reading }) =>
    isYaml(file) &&
    !(parseYaml(source).id !== undefined && /^tasks:/m.test(source)) &&
    !rootsOf(reading, 'flow').some((root) => isFlowsFolder(root) && isBelow(root, file)),
}

/** Codes of findings that cover a whole folder. */
const OF_FOLDERS = [
  'files-left-out',
  'files-namespace-unknown',
  'flow-in-samples',
  'not-yaml',
  'duplicate-flow',
  'duplicate-file',
]

/** True if the path of the file or of a folder around it is named. */
const isNamed = ({ file, reading }: Given): boolean =>
  reading.problems.some(({ code, file: at, message }) => {
    const found = OF_FOLDERS.includes(code) ? [...message.matchAll(/`([^`]+)`|below ([^\s`]+)/g)] : []
    const folders = found.flatMap(([, quoted, below]) => quoted ?? below ?? [])
    return at === file || message.includes(file) || folders.some((of) => isBelow(of.replace(/\.$/, ''), file))
  })

const isTaken = ({ file, reading: { desired } }: Given): boolean =>
  [...desired.resources, ...desired.broken].some((resource) => resource.file === file)

describe('any tree at all', () => {
  it('is read, and every file of it is taken, named, or left alone by a rule that the documentation has', async () => {
    await fc.assert(
      fc.asyncProperty(tree, settings, async (files, given) => {
        const reading = await readTree(aTree(files), given)
        for (const [file, source] of Object.entries(files)) {
          const of = { file, source, reading, settings: given }
          expect({
            file,
            isKnown: isTaken(of) || isNamed(of) || Object.values(RULES).some((rule) => rule(of)),
          }).toEqual({
            file,
            isKnown: true,
          })
        }
      }),
      { numRuns: 600 },
    )
  })

  it('takes or names each file of a files folder beside flows', async () => {
    await fc.assert(
      fc.asyncProperty(tree, settings, async (files, given) => {
        const reading = await readTree(aTree(files), { ...given, roots: [] })
        const beside = new Set(
          rootsOf(reading, 'flow')
            .filter(isFlowsFolder)
            .map((root) => stepsOf(root).join('/')),
        )
        for (const [file, source] of Object.entries(files)) {
          const at = stepsOf(file).findIndex((step) => ['flows', '_flows', 'files', '_files', 'scripts'].includes(step))
          const isFile =
            at !== -1 && !stepsOf(file)[at]?.includes('flows') && beside.has(stepsOf(file).slice(0, at).join('/'))
          const of = { file, source, reading, settings: { ...given, roots: [] } }
          const silent = ['folders that', '`.git', '`.kestra', 'what is'].some((words) =>
            Object.entries(RULES).some(([rule, holds]) => rule.startsWith(words) && holds(of)),
          )
          if (isFile && !silent) expect({ file, isKnown: isTaken(of) || isNamed(of) }).toEqual({ file, isKnown: true })
        }
      }),
      { numRuns: 300 },
    )
  })

  it('holds no resource twice', async () => {
    await fc.assert(
      fc.asyncProperty(tree, settings, async (files, given) => {
        const { desired } = await readTree(aTree(files), given)
        const names = desired.resources.map(resourceKey)
        expect(new Set(names).size).toBe(names.length)
      }),
    )
  })
})

describe('docs/layouts.md, "What is ignored"', () => {
  const [, section = ''] = readFileSync('docs/layouts.md', 'utf8').split('## What is ignored')

  it.each(Object.keys(RULES))('has the rule: %s', (rule) => {
    expect(section.replaceAll('\n', ' ')).toContain(rule)
  })
})
