import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import type { RepositorySettings } from '../../src/repository/tree.ts'
import { aTree } from '../repository/a-tree.ts'
import { aFlow } from '../support/a-flow.ts'

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
      '4 flows are neither deployed nor deleted, because `docs`, `examples`, `src/test`, `tests` are folders of samples: docs/guide/b.yml, examples/sample.yml, src/test/resources/flows/c.yml, ….',
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
    expect(problems.map(({ message }) => message)).toEqual(['One YAML file is not a flow: services/b/values.yml.'])
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

describe('folders of namespace files', () => {
  const loose = { 'kestra/daily.yml': flow }
  const two = { ...loose, 'kestra/sync.yml': aFlow({ id: 'sync', namespace: 'company.ops' }) }
  const filesOf = async (files: Readonly<Record<string, string>>, settings: Partial<RepositorySettings> = {}) => {
    const { desired, problems } = await read(files, settings)
    return {
      files: desired.resources.flatMap(({ kind, namespace, name }) => (kind === 'file' ? [`${namespace}${name}`] : [])),
      reported: problems.map(({ code, message, hint }) => ({ code, message, hint })),
    }
  }

  it.each(['files', 'scripts'])(
    'kestra/%s belongs to the one namespace of the loose flows beside it',
    async (folder) => {
      const { files, reported } = await filesOf({ ...loose, [`kestra/${folder}/q.yml`]: 'tasks: []\nid: x\n' })
      expect(files).toEqual(['company.team/q.yml'])
      expect(reported).toEqual([])
    },
  )

  it('is named where the flows beside it have several namespaces, and taken by namespace or by one line', async () => {
    const tree = { ...two, 'kestra/scripts/q.py': '', 'kestra/scripts/r.py': '' }
    const { files, reported } = await filesOf(tree)
    expect(files).toEqual([])
    expect(reported).toEqual([
      {
        code: 'files-left-out',
        message:
          '2 files below `kestra/scripts` may be namespace files, but the namespace is unknown: neither deployed nor deleted.',
        hint: "To deploy them, write `files: ['kestra/scripts => NAMESPACE']` into `.kestra/gitops.yml`. To hide this message, add them to `exclude`.",
      },
    ])
    const taken = ['company.ops/q.py', 'company.ops/r.py']
    expect((await filesOf(tree, { namespace: 'company.ops' })).files).toEqual(taken)
    const line = [{ folder: './kestra/scripts/', namespace: 'company.ops' }]
    expect(await filesOf(tree, { files: line })).toEqual({ files: taken, reported: [] })
    expect((await filesOf(tree, { exclude: ['kestra/scripts'] })).reported).toEqual([])
  })

  it('are named in a folder kestra whatever they are called, but for prose', async () => {
    const tree = {
      ...loose,
      'kestra/sql/q.sql': '',
      'kestra/docs/x.sql': '',
      'kestra/notes/a.md': '',
      'kestra/README.md': '',
    }
    const nested = { 'kestra/etl/load.yml': aFlow({ id: 'load' }), 'kestra/etl/load.sql': '', 'web/sql/r.sql': '' }
    const { files, reported } = await filesOf({ ...tree, ...nested })
    expect(files).toEqual([])
    expect(reported.map(({ code, hint }) => [code, hint])).toEqual([
      ['files-left-out', expect.stringMatching(/^The folder also contains flows/)],
      ['files-left-out', expect.stringContaining("`files: ['kestra/sql => company.team']`")],
    ])
  })

  const namespace = { 'dev.testing/flows/hello.yml': aFlow({ id: 'hello', namespace: 'dev.testing' }) }

  it.each(['files', '_files', 'namespace-files', 'scripts'])(
    '%s in a folder of its own beside a namespace belongs to the namespace that this folder is called',
    async (folder) => {
      const { files, reported } = await filesOf({
        ...namespace,
        [`common/${folder}/util.py`]: '',
        'common/README.md': '',
      })
      expect([files, reported]).toEqual([folder === 'scripts' ? [] : ['common/util.py'], []])
    },
  )

  it.each([
    { what: 'is called as a program calls its folders', path: 'web/files/logo.svg', others: [], name: 'web' },
    { what: 'holds other things', path: 'legacy/files/a.py', others: ['legacy/setup.py'], name: 'legacy' },
    { what: 'is called as no namespace is', path: 'Legacy/files/a.py', others: [], name: 'NAMESPACE' },
    { what: 'lies at the top', path: 'files/a.py', others: [], name: 'NAMESPACE' },
  ])('in a folder that $what is a warning with its own namespace', async ({ path, others, name }) => {
    const tree = { ...namespace, [path]: '', ...Object.fromEntries(others.map((other) => [other, ''])) }
    const { desired, problems } = await read(tree)
    const folder = path.slice(0, path.lastIndexOf('/'))
    expect(desired.resources.map(({ file }) => file)).toEqual(['dev.testing/flows/hello.yml'])
    expect(problems.map(({ code, severity, hint }) => [code, severity, hint])).toEqual([
      ['files-left-out', 'warning', expect.stringContaining(`\`files: ['${folder} => ${name}']\``)],
    ])
  })

  it('never go to the namespace of another folder', async () => {
    const { files, reported } = await filesOf({ ...namespace, 'web/_files/a.txt': '', 'web/package.json': '{}' })
    expect(files).toEqual([])
    expect(reported).toMatchObject([
      { code: 'files-namespace-unknown', hint: expect.stringContaining("`files: ['web/_files => web']`") },
    ])
  })

  it('beside folders whose flows say other namespaces than these folders are called are not certain', async () => {
    const services = {
      'services/shop/flows/load.yml': aFlow({ id: 'load', namespace: 'shop' }),
      'services/a/flows/sync.yml': aFlow({ id: 'sync', namespace: 'company.a' }),
      'services/b/files/b.sql': '',
    }
    expect(await filesOf(services)).toMatchObject({ files: [], reported: [{ code: 'files-left-out' }] })
  })

  it('without a flow belong to the namespaces that their folders are called, where the tree is of these alone', async () => {
    const alone = { 'common/files/a.py': '', 'data-processing/files/b.py': '', 'README.md': '', Makefile: '' }
    const taken = ['common/a.py', 'data-processing/b.py']
    expect(await filesOf(alone)).toEqual({ files: taken, reported: [] })
    expect(await filesOf({ ...alone, 'docs/guide/x.txt': '', '.github/x.yml': '' })).toEqual({
      files: taken,
      reported: [],
    })
    expect((await filesOf({ ...alone, 'lib/main.py': '' })).files).toEqual([])
    expect((await filesOf({ ...alone, 'daily.yml': flow })).files).toEqual([])
    expect((await filesOf({ 'kestra/files/a.py': '' })).files).toEqual([])
    expect((await filesOf({ 'kestra/files/a.py': '' })).reported).toMatchObject([
      { hint: expect.stringContaining("`files: ['kestra/files => kestra']`") },
    ])
    expect(await filesOf(alone, { roots: ['common'] })).toMatchObject({
      files: [],
      reported: [{ hint: expect.stringContaining("`files: ['common/files => common']`") }],
    })
    expect((await filesOf({ 'ns/common/files/a.py': '', 'lib/x.py': '' }, { roots: ['ns'] })).files).toEqual([
      'common/a.py',
    ])
  })

  it('that a line names may be called anything, lie anywhere, and lie in each other', async () => {
    const tree = {
      ...loose,
      'docs/sql/q.sql': '',
      'data/company.ops/x.py': '',
      'data/part/y.yml': 'id: y\ntasks: []\n',
    }
    const given = [
      { folder: 'docs/sql', namespace: 'company.team' },
      { folder: 'data', namespace: undefined },
      { folder: 'data/part', namespace: 'company.part' },
    ]
    expect(await filesOf(tree, { files: given })).toEqual({
      files: ['company.ops/x.py', 'company.part/y.yml', 'company.team/q.sql'],
      reported: [],
    })
  })

  it('that a line names and that are not there are an error; outside of the given roots they are none of its business', async () => {
    const given = [{ folder: 'data', namespace: 'company.team' }]
    expect((await filesOf(loose, { files: given })).reported.map(({ code }) => code)).toEqual(['root-missing'])
    expect((await filesOf(loose, { files: given, roots: ['kestra'] })).reported).toEqual([])
  })

  it('scripts with folders of namespaces goes by these, with a namespace for the rest', async () => {
    const tree = {
      'flows/prod/load.yml': aFlow({ id: 'load', namespace: 'prod' }),
      'flows/company/team/daily.yml': flow,
      'scripts/prod/load.py': '',
      'scripts/company/team/sql/q.sql': '',
      'scripts/release.sh': '',
    }
    const inFolders = ['company.team/sql/q.sql', 'prod/load.py']
    const without = await filesOf(tree)
    expect(without.files).toEqual(inFolders)
    expect(without.reported.map(({ code, message }) => [code, message])).toEqual([
      ['files-left-out', 'The namespace of this file below scripts is unknown. Neither deployed nor deleted.'],
    ])
    const set = await filesOf(tree, { namespace: 'prod' })
    expect(set).toEqual({ files: [...inFolders, 'prod/release.sh'], reported: [] })
  })

  it('goes by the dot of a folder only where that is of the family of a namespace', async () => {
    const tree = { 'flows/daily.yml': flow, 'flows/sync.yml': aFlow({ id: 'sync' }), 'files/q.sql': '' }
    const { files, reported } = await filesOf({ ...tree, 'files/cloned.git/a.txt': '', 'files/v1.2/b.txt': '' })
    expect(files).toEqual(['company.team/cloned.git/a.txt', 'company.team/q.sql', 'company.team/v1.2/b.txt'])
    expect(reported).toEqual([])
    const nested = { ...tree, 'flows/top.yml': aFlow({ id: 'top', namespace: 'company' }) }
    expect((await filesOf({ ...nested, 'files/company/team/a.txt': '', 'files/company/b.txt': '' })).files).toEqual([
      'company/b.txt',
      'company.team/a.txt',
    ])
    expect((await filesOf({ 'flows/daily.yml': flow, 'files/company.ops/a.txt': '' })).files).toEqual([
      'company.ops/a.txt',
    ])
  })

  it('of another program are not taken, and what in them is a flow is one', async () => {
    const tree = {
      'daily.yml': flow,
      'deploy/docker-compose.yml': 'services: {}\n',
      'deploy/files/x.yml': aFlow({ id: 'x' }),
      'scripts/release.sh': '',
    }
    const { desired, problems } = await read(tree)
    expect(desired.resources.map(({ kind, name }) => [kind, name])).toEqual([
      ['flow', 'daily'],
      ['flow', 'x'],
    ])
    expect(problems.map(({ code }) => code)).toEqual(['not-a-flow'])
  })
})
