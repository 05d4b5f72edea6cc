import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import type { RepositorySettings } from '../../src/repository/tree.ts'
import { aFlow } from '../hands/a-flow.ts'
import { aTree } from '../repository/a-tree.ts'

const read = async (files: Readonly<Record<string, string>>, settings: Partial<RepositorySettings> = {}) => {
  const { desired, problems } = await readTree(aTree(files), { roots: [], namespaceMap: [], ...settings })
  return { desired, problems, taken: desired.resources.map(({ file }) => file) }
}

const flow = aFlow({ id: 'daily' })
const sample = aFlow({ id: 'sample', namespace: 'tutorial' })

describe('flows in a folder of samples', () => {
  const samples = {
    'examples/sample.yml': sample,
    'tests/flows/a.yml': aFlow({ id: 'a' }),
    'docs/guide/b.yml': aFlow({ id: 'b' }),
    'src/test/resources/flows/c.yml': aFlow({ id: 'c' }),
    'docs/openapi.yml': 'openapi: 3.0.0\n',
  }

  it.each([
    { what: 'a flows folder', path: 'flows/daily.yml' },
    { what: 'loose flows', path: 'daily.yml' },
  ])('beside $what are left alone, never deleted, and named once with the line that takes them', async ({ path }) => {
    const { taken, desired, problems } = await read({ ...samples, [path]: flow })

    expect(taken).toEqual([path])
    expect([...desired.ignored].sort()).toEqual([
      'flow company.team a',
      'flow company.team b',
      'flow company.team c',
      'flow tutorial sample',
    ])
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['flow-in-samples', 'info']])
    expect(problems[0]?.message).toBe(
      '4 flows are neither deployed nor deleted, as `docs`, `examples`, `src/test`, `tests` are folders of samples: docs/guide/b.yml, examples/sample.yml, src/test/resources/flows/c.yml, ….',
    )
    expect(problems[0]?.hint).toContain("include: ['docs/**', 'examples/**', 'src/test/**', 'tests/**']")
  })

  it('are a warning where there are no others', async () => {
    const { problems } = await read(samples)
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['flow-in-samples', 'warning']])
  })

  it('are taken by a root, or by include, and no more than these say', async () => {
    const files = { ...samples, 'flows/daily.yml': flow }
    expect((await read(files, { roots: ['examples'] })).taken).toEqual(['examples/sample.yml'])
    expect((await read(files, { include: ['examples/**', 'tests/'] })).taken).toEqual([
      'flows/daily.yml',
      'tests/flows/a.yml',
      'examples/sample.yml',
    ])
  })

  it('are not those of a flows folder that holds such a folder, nor those of an environment test', async () => {
    const files = {
      'flows/examples/sample.yml': sample,
      'test/flows/daily.yml': aFlow({ id: 'daily', namespace: 'test' }),
    }
    const { taken, problems } = await read(files)
    expect(taken).toEqual(Object.keys(files))
    expect(problems.map(({ code }) => code)).toEqual([])
  })

  it('that are excluded are not even named', async () => {
    const { problems, desired } = await read(
      { ...samples, 'flows/daily.yml': flow },
      { exclude: ['/docs/', 'tests/', 'src/', 'examples/'] },
    )
    expect(problems).toEqual([])
    expect(desired.ignored.size).toBe(4)
  })
})

describe('loose flows beside flows folders', () => {
  it('of a neighbour count, and so do those of a folder kestra', async () => {
    const { taken, problems, desired } = await read({
      'services/a/flows/load.yml': aFlow({ id: 'load' }),
      'services/b/track.yml': aFlow({ id: 'track' }),
      'services/b/values.yml': 'image: x\n',
      'services/c/values.yml': 'image: x\n',
      'services/values.yml': 'image: x\n',
      'web/kestra/daily.yml': flow,
    })
    expect(taken).toEqual(['services/a/flows/load.yml', 'services/b/track.yml', 'web/kestra/daily.yml'])
    expect(desired.layout.map(({ root, count }) => [root, count])).toEqual([
      ['services/a/flows', 1],
      ['services/b', 1],
      ['web/kestra', 1],
    ])
    expect(problems.map(({ message }) => message)).toEqual(['One YAML file is no flow: services/b/values.yml.'])
  })

  it('elsewhere are a warning that says how to take them, faults in them as well', async () => {
    const files = {
      'kestra/flows/daily.yml': flow,
      'kestra/old/x.yml': aFlow({ id: 'x' }),
      'old.yml': 'id: x\nnamespace: y\ntaks: []\n',
    }
    const { taken, problems } = await read(files)
    expect(taken).toEqual(['kestra/flows/daily.yml'])
    expect(problems.map(({ code, file }) => [code, file])).toEqual([
      ['flow-outside-root', 'kestra/old/x.yml'],
      ['flow-outside-root', 'old.yml'],
    ])
    expect(problems[0]?.hint).toContain("include: ['kestra/old/**']")
    expect((await read(files, { include: ['kestra/old/**'] })).taken).toEqual([
      'kestra/flows/daily.yml',
      'kestra/old/x.yml',
    ])
    expect((await read(files, { exclude: ['kestra/old', '/old.yml'] })).problems).toEqual([])
  })

  it('below a root that is given are told as well', async () => {
    const files = { 'team/flows/daily.yml': flow, 'team/old/x.yml': aFlow({ id: 'x' }), 'other/y.yml': sample }
    const { problems } = await read(files, { roots: ['team'] })
    expect(problems.map(({ code, file }) => [code, file])).toEqual([['flow-outside-root', 'team/old/x.yml']])
  })

  it('count alone where the flows folders are those of another tool', async () => {
    const { taken } = await read({
      'src/flows/login.yml': 'appId: com.example\nsteps: []\n',
      'kestra/daily.yml': flow,
      'more/x.yml': aFlow({ id: 'x' }),
    })
    expect(taken).toEqual(['kestra/daily.yml', 'more/x.yml'])
  })
})
