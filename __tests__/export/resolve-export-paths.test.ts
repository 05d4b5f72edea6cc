import { describe, expect, it } from 'vitest'
import type { ExportChange } from '../../src/export/export-change.ts'
import { resolveExportPaths } from '../../src/export/resolve-export-paths.ts'
import { indexLive } from '../../src/kinds/kinds.ts'
import { readTree } from '../../src/kinds/read-tree.ts'
import { aTree } from '../repository/a-tree.ts'
import { aLiveFlow } from '../resource/live-resources.ts'
import { aFlow } from '../support/a-flow.ts'

const aCreate = (name: string, possiblePaths: readonly string[]): ExportChange => ({
  ...{ kind: 'flow', namespace: 'team', name, action: 'create', change: 'unmanaged', possiblePaths },
  content: aFlow({ id: name, namespace: 'team' }),
})

const settle = async (files: Readonly<Record<string, string>>, changes: readonly ExportChange[]) => {
  const tree = aTree(files)
  const settings = { roots: [], namespaceMap: [] }
  const live = changes.map(({ name }) => aLiveFlow('team', name, aFlow({ id: name, namespace: 'team' })))
  const { files: placed, leftOut } = await resolveExportPaths(changes, {
    tree,
    settings,
    desiredResources: (await readTree(tree, settings)).desiredResources,
    liveResources: indexLive(live),
    toGit: [],
  })
  return {
    placed: placed.flatMap(({ changes, file }) => changes.map(({ name }) => `${name} ${file}`)),
    leftOut: leftOut.map(({ name, why }) => [name, why]),
  }
}

describe('resolveExportPaths', () => {
  it('gives each its best place that is free', async () => {
    const changes = [
      aCreate('a', ['flows/a.yml', 'flows/team.a.yml']),
      aCreate('b', ['flows/team.a.yml', 'flows/b.yml']),
    ]
    expect(await settle({ 'flows/a.yml': aFlow({ id: 'a', namespace: 'other' }) }, changes)).toEqual({
      placed: ['a flows/team.a.yml', 'b flows/b.yml'],
      leftOut: [],
    })
  })

  it('leaves out what would be read as the resource, and not as the server has it', async () => {
    const other = {
      ...aCreate('a', ['flows/a.yml']),
      content: `${aFlow({ id: 'a', namespace: 'team' })}\ndescription: Of another time\n`,
    }
    expect(await settle({ 'flows/x.yml': aFlow({ id: 'x', namespace: 'team' }) }, [other])).toEqual({
      placed: [],
      leftOut: [['a', 'no path in this tree was found where it would be read as the resource on the server']],
    })
  })

  it('goes on to the next place where the first would not be read as the flow', async () => {
    const changes = [aCreate('a', ['docs/a.txt', 'flows/.kestraignore', 'flows/a.yml'])]
    expect((await settle({ 'flows/x.yml': aFlow({ id: 'x', namespace: 'team' }) }, changes)).placed).toEqual([
      'a flows/a.yml',
    ])
  })

  it('takes no place that changes how the rest of the tree is read', async () => {
    const tree = { 'x.yml': aFlow({ id: 'x', namespace: 'team' }), 'y.yml': aFlow({ id: 'y', namespace: 'team' }) }
    expect(await settle(tree, [aCreate('a', ['team/flows/a.yml', 'a.yml'])])).toEqual({
      placed: ['a a.yml'],
      leftOut: [],
    })
    expect(await settle(tree, [aCreate('a', ['team/flows/a.yml'])])).toEqual({
      placed: [],
      leftOut: [['a', 'with it, other files of this tree would be read differently']],
    })
  })

  it('leaves out what no place is left for, and hides nothing', async () => {
    const tree = { '.kestraignore': 'flows/a.yml\n', 'flows/x.yml': aFlow({ id: 'x', namespace: 'team' }) }
    expect(await settle(tree, [aCreate('a', ['flows/a.yml']), aCreate('b', ['flows/x.yml'])])).toEqual({
      placed: [],
      leftOut: [
        ['b', 'no path in this tree was found where it would be read as the resource on the server'],
        ['a', 'no path in this tree was found where it would be read as the resource on the server'],
      ],
    })
  })
})
