import { expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import { withContents, withSameContents } from '../../src/state/git/read-base.ts'
import { aTree } from '../repository/a-tree.ts'

const FLOW = 'id: daily\nnamespace: company.team\ntasks: []\n'
const FILES = { 'company.team/flows/daily.yml': FLOW, 'company.team/files/a.sql': 'a', 'company.team/files/b.sql': 'b' }

const statesOf = async (files: Readonly<Record<string, string>>) =>
  (await readTree(aTree(files), { roots: [], namespaceMap: [] })).desiredResources

const textOf = (content: string | Uint8Array | undefined) =>
  content instanceof Uint8Array ? Buffer.from(content).toString() : content

it('lets go of the bytes of namespace files, and reads again only those that somebody looks at', async () => {
  const resourceStates = await statesOf(FILES)
  const read: string[] = []
  const tree = aTree(FILES)
  const spied = { ...tree, read: (path: string) => tree.read(path).finally(() => read.push(path)) }
  const loaded = await withContents(resourceStates, spied, (key) => key.endsWith('a.sql'))
  expect(read).toEqual(['company.team/files/a.sql'])
  expect([...loaded.values()].map(({ content }) => textOf(content))).toEqual([FLOW, 'a', undefined])
})

it('refuses a file that is something else by now: what was planned would not be what is sent', async () => {
  const changed = aTree({ ...FILES, 'company.team/files/a.sql': 'other' })
  await expect(withContents(await statesOf(FILES), changed, () => true)).rejects.toThrow(
    /company\.team\/files\/a\.sql was changed by something else while this ran/,
  )
})

it('gives the base what was read for the same file of the commit, and nothing else', async () => {
  const desired = await withContents(
    await statesOf({ ...FILES, 'company.team/files/b.sql': 'new' }),
    aTree({ ...FILES, 'company.team/files/b.sql': 'new' }),
    () => true,
  )
  const base = withSameContents(await statesOf(FILES), desired)
  expect([...base.values()].map(({ content }) => textOf(content))).toEqual([FLOW, 'a', undefined])
})
