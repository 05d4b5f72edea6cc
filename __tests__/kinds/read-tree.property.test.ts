import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseFlow } from '../../src/flow/flow-document.ts'
import { readTree } from '../../src/kinds/read-tree.ts'
import { resourceKey } from '../../src/resource/resource.ts'
import { aFlow } from '../hands/a-flow.ts'
import { aTree } from '../repository/a-tree.ts'

const folder = fc.constantFrom(
  'flows',
  '_flows',
  'files',
  '_files',
  'scripts',
  'prod',
  'company.team',
  'a',
  'fixtures',
  '.x',
)
const name = fc.constantFrom('a.yml', 'b.yaml', 'x.txt', '.kestraignore', '01_c.yml', 'ä b.yml', '.gitkeep')
const path = fc.tuple(fc.array(folder, { maxLength: 4 }), name).map(([folders, file]) => [...folders, file].join('/'))
const text = fc.oneof(
  fc
    .tuple(fc.constantFrom('prod', 'company.team', 'production', null), fc.constantFrom('a', 'b', 'off'))
    .map(([namespace, id]) => aFlow({ id, namespace })),
  fc.constantFrom(
    '',
    '*.yml',
    '- a',
    '{id: a, tasks: []}',
    'id: a\ntasks: [',
    'services: {}',
    '\uFEFFid: a\ntasks: []\n',
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
)
const tree = fc.dictionary(path, text, { maxKeys: 12, noNullPrototype: true })
const settings = fc.record({
  roots: fc.constantFrom<readonly string[]>([], ['prod'], ['a/', './flows', '.']),
  namespaceMap: fc.constantFrom<readonly { from: string; to: string }[]>([], [{ from: 'prod', to: 'company' }]),
})

describe('any tree at all', () => {
  it('is read, and no flow below a flows folder is lost', async () => {
    await fc.assert(
      fc.asyncProperty(tree, settings, async (files, given) => {
        const { desired, problems } = await readTree(aTree(files), given)
        const rootsOf = (held: 'flow' | 'file') =>
          desired.layout.filter(({ kind }) => kind === held).map(({ root }) => (root === '.' ? '' : `${root}/`))
        const isData = (file: string) => rootsOf('file').some((root) => file.startsWith(root))
        const isNamedFlows = (root: string) => /(^|\/)_?flows\/$/.test(root)
        // Where flows lie loosely among other files, hidden folders, test data and namespace files are none.
        const isFlowPlace = (root: string, file: string) =>
          file.startsWith(root) && (isNamedFlows(root) || !(/(^|\/)(\.x|fixtures)\//.test(file) || isData(file)))
        const told = new Set([
          ...[...desired.resources, ...desired.broken, ...problems].map(({ file }) => file),
          ...problems.map(({ message }) => message),
        ])
        for (const [file, source] of Object.entries(files)) {
          const isFlow = parseFlow(source).id !== undefined && source.includes('tasks:') && /ya?ml$/.test(file)
          if (!isFlow || !rootsOf('flow').some((root) => isFlowPlace(root, file))) continue
          const isHidden = Object.keys(files).some((other) => other.endsWith('.kestraignore'))
          expect(told.has(file) || isHidden).toBe(true)
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
