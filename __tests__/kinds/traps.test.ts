import { describe, expect, it } from 'vitest'
import { readTree } from '../../src/kinds/read-tree.ts'
import type { RepositorySettings } from '../../src/repository/tree.ts'
import { hashOf } from '../../src/resource/fingerprint.ts'
import { aTree } from '../repository/a-tree.ts'
import { aFlow } from '../support/a-flow.ts'

const read = async (
  files: Readonly<Record<string, string | Uint8Array>>,
  settings: Partial<RepositorySettings> = {},
) => {
  const { desired, ...reading } = await readTree(aTree(files), { roots: [], namespaceMap: [], ...settings })
  return { ...desired, ...reading, files: desired.resources.filter(({ kind }) => kind === 'file') }
}

const plain = aFlow({ id: 'daily' })

describe('a file below a flows root', () => {
  const cases = [
    {
      what: 'two files with one flow',
      files: { 'flows/daily.yml': plain, 'flows/x/daily.yml': plain },
      code: 'duplicate-flow',
      says: 'flows/daily.yml:1',
    },
    {
      what: 'a folder of another namespace',
      files: { 'flows/company.ops/daily.yml': plain },
      code: 'folder-namespace-mismatch',
      says: 'company.ops',
    },
    {
      what: 'another file name than the id',
      files: { 'flows/nightly.yml': plain },
      code: 'file-name-mismatch',
      says: 'nightly',
    },
    {
      what: 'more than 512,000 bytes',
      files: { 'flows/daily.yml': `${plain}#${'x'.repeat(512_000)}` },
      code: 'flow-too-large',
      says: '512000',
    },
    {
      what: 'more than a parser of Kestra reads, which is not read here either',
      files: { 'flows/daily.yml': plain, 'flows/large.yml': `${plain}#${'x'.repeat(3_200_000)}` },
      code: 'flow-too-large',
      says: '3200',
    },
    {
      what: 'bytes of another encoding',
      files: { 'flows/daily.yml': Buffer.concat([Buffer.from(plain), Buffer.from('# gr\xfcn\n', 'latin1')]) },
      code: 'not-utf-8',
      says: 'not UTF-8',
    },
    { what: 'a byte order mark', files: { 'flows/daily.yml': `\uFEFF${plain}` }, code: 'byte-order-mark', says: '' },
    {
      what: 'no namespace, but a folder',
      files: { 'flows/company.team/daily.yml': aFlow({ id: 'daily', namespace: null }) },
      code: 'namespace-implied',
      says: 'company.team',
    },
    {
      what: 'a dashboard',
      files: { 'flows/daily.yml': plain, 'flows/d.yml': 'id: d\ncharts: []\n' },
      code: 'not-a-flow',
      says: 'dashboard',
    },
    {
      what: 'a compose file',
      files: { 'flows/daily.yml': plain, 'flows/docker-compose.yml': 'services: {}\n' },
      code: 'not-a-flow',
      says: 'Compose',
    },
  ]

  it.each(cases)('with $what is one problem: $code', async ({ files, code, says }) => {
    const { flows, problems } = await read(files)
    expect(problems.map((problem) => problem.code)).toEqual([code])
    expect(problems[0]?.message).toContain(says)
    expect(flows).toHaveLength(1)
  })

  const large = `#${'x'.repeat(3_200_000)}\n`
  const latin = Buffer.from('# gr\xfcn\n', 'latin1')
  const others = [
    {
      file: '_global/dashboards/load.yml',
      text: 'id: load\ntitle: Load\ncharts: [{ id: a, type: io.kestra.plugin.core.dashboard.chart.Markdown, content: a }]\n',
    },
    { file: 'company.team/kv.yml', text: 'limit: 1\n' },
  ]

  it.each(others)('$file is bounded as flows are', async ({ file, text }) => {
    const codes = async (content: string | Uint8Array) =>
      (await read({ 'flows/daily.yml': plain, [file]: content })).problems.map(({ code }) => code)
    expect(await codes(text)).toEqual([])
    expect(await codes(text + large)).toEqual(['yaml-too-large'])
    expect(await codes(Buffer.concat([Buffer.from(text), latin]))).toEqual(['not-utf-8'])
  })

  const quiet = ['02_daily', 'company.team.daily', 'company.team-daily', 'daily']
  it.each(quiet)('may be called %s.yml', async (stem) => {
    expect((await read({ [`flows/${stem}.yml`]: plain })).problems).toEqual([])
  })

  it.each([
    { what: 'does not parse', text: 'id: daily\ntasks: [\n' },
    { what: 'has no id', text: 'namespace: company.team\ntasks: []\n' },
    { what: 'has no namespace, and no folder tells one', text: aFlow({ id: 'daily', namespace: null }) },
  ])('that $what is broken, never missing', async ({ text }) => {
    const { flows, broken, isEmpty } = await read({ 'flows/daily.yml': text })
    expect(flows).toEqual([])
    expect(broken.map(({ file }) => file)).toEqual(['flows/daily.yml'])
    expect(isEmpty).toBe(false)
  })

  it('with several documents is the flow of the first', async () => {
    const { flows } = await read({ 'flows/daily.yml': `${plain}\n---\n${aFlow({ id: 'second' })}` })
    expect(flows.map(({ id }) => id)).toEqual(['daily'])
    expect(flows[0]?.document.documentFindings.map(({ code }) => code)).toEqual(['several-documents'])
  })

  it('is sent as it stands: line ends, a leading separator, no final newline', async () => {
    const text = `---\r\n${plain.replaceAll('\n', '\r\n').trimEnd()}`
    expect((await read({ 'flows/daily.yml': text })).flows[0]?.document.source).toBe(text)
  })

  it('is known by what Kestra reads, not by what is written', async () => {
    const { flows } = await read({ 'flows/off.yml': aFlow({ id: 'off' }) })
    expect(flows[0]?.id).toBe('false')
  })
})

describe('a namespace that the folder implies', () => {
  it('is a line behind the id, and positions stay those of the file', async () => {
    const { flows } = await read({
      'flows/company.team/daily.yml': `# Every day\r\n${aFlow({ id: 'daily', namespace: null }).replaceAll('\n', '\r\n')}`,
    })
    expect(flows[0]?.document.source.split('\r\n').slice(0, 4)).toEqual([
      '# Every day',
      'id: daily',
      'namespace: company.team',
      'tasks:',
    ])
    expect(flows[0]?.document.positionOf(['tasks', 0, 'id'])).toMatchObject({ line: 4, column: 9 })
    expect(flows[0]?.document.positionOf(['id'])).toMatchObject({ line: 2, column: 5 })
  })
})

describe('a namespace file', () => {
  const beside = { 'company.team/flows/daily.yml': plain }
  const cases = [
    { path: '_flows/x.yml', codes: ['files-under-_flows'], kept: false },
    { path: 'a b/c.txt', codes: ['space-in-directory-name'], kept: true },
    { path: 'a b.txt', codes: ['name-mangled-before-2.0'], kept: true },
    { path: 'a+b.txt', codes: ['name-mangled-before-2.0'], kept: true },
    { path: '100%25.txt', codes: ['name-mangled-before-2.0'], kept: true },
    { path: `${'x'.repeat(255)}`, codes: [], kept: true },
    { path: `${'x'.repeat(256)}`, codes: ['file-name-too-long'], kept: true },
    { path: 'archive.zip', codes: [], kept: true },
    { path: 'sub/.kestraignore', codes: [], kept: true },
    { path: '.gitkeep', codes: [], kept: false },
    { path: 'sub/.gitignore', codes: [], kept: false },
  ]

  it.each(cases)('at $path: $codes', async ({ path, codes, kept }) => {
    const { files, problems } = await read({ ...beside, [`company.team/files/${path}`]: '' })
    expect(problems.map(({ code }) => code)).toEqual(codes)
    expect(files.map(({ name }) => name)).toEqual(kept ? [`/${path}`] : [])
  })

  it('keeps every byte', async () => {
    const content = Uint8Array.from({ length: 256 }, (_, index) => index)
    const { files } = await read({ ...beside, 'company.team/files/all.bin': content })
    const [file] = files
    expect(file?.content === undefined && file?.fingerprint).toBe(hashOf(content))
  })

  it('that is a Git LFS pointer is an error, and never sent nor missing', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'
    const { files, ignored, problems } = await read({ ...beside, 'company.team/files/big.bin': pointer })
    expect(problems.map(({ code, severity }) => [code, severity])).toEqual([['lfs-pointer', 'error']])
    expect(files).toEqual([])
    expect([...ignored]).toEqual(['file company.team /big.bin'])
  })

  it('clashes with another by case, as a directory, and by coming from two roots', async () => {
    const { problems } = await read(
      {
        'flows/daily.yml': plain,
        'files/a.txt': '',
        'files/A.txt': '',
        'files/dir': '',
        'scripts/dir/x': '',
        'scripts/a.txt': '',
      },
      { namespace: 'company.team' },
    )
    expect(problems.map(({ code }) => code).sort()).toEqual([
      'case-only-clash',
      'duplicate-file',
      'file-directory-clash',
    ])
  })

  it('whose namespace nothing tells is an error, not a silence', async () => {
    const { files, problems } = await read({
      'flows/a.yml': aFlow({ id: 'a' }),
      'flows/b.yml': aFlow({ id: 'b', namespace: 'company.ops' }),
      'files/q.sql': '',
    })
    expect(files).toEqual([])
    expect(problems.map(({ severity, code }) => [severity, code])).toEqual([['error', 'files-namespace-unknown']])
  })
})

describe('.kestraignore', () => {
  it('hides flows and files from deploy and from prune', async () => {
    const desired = await read({
      '.kestraignore': '*.draft.yml\n/prod/files/secret/\n!keep.draft.yml\n',
      'prod/flows/a.draft.yml': aFlow({ id: 'a', namespace: 'prod' }),
      'prod/flows/keep.draft.yml': aFlow({ id: 'keep.draft', namespace: 'prod' }),
      'prod/files/secret/key.txt': '',
      'prod/files/.kestraignore': '*.tmp',
      'prod/files/x.tmp': '',
      'prod/files/x.txt': '',
    })
    expect(desired.flows.map(({ id }) => id)).toEqual(['keep.draft'])
    expect(desired.files.map(({ name }) => name)).toEqual(['/x.txt'])
    expect([...desired.ignored].sort()).toEqual(['file prod /secret/key.txt', 'file prod /x.tmp', 'flow prod a'])
    expect(desired.hides({ kind: 'file', namespace: 'prod', name: '/secret/gone.txt' })).toBe(true)
    expect(desired.hides({ kind: 'file', namespace: 'prod', name: '/gone.tmp' })).toBe(true)
    expect(desired.hides({ kind: 'file', namespace: 'prod', name: '/gone.txt' })).toBe(false)
    expect(desired.hides({ kind: 'file', namespace: 'production', name: '/gone.tmp' })).toBe(false)
  })

  it.each(['flows/etl/.kestraignore', 'flows/etl/old/.kestraignore'])(
    'counts at %s, below a flows folder',
    async (ignore) => {
      const { flows, ignored, problems } = await read({
        [ignore]: 'draft.yml\n',
        'flows/draft.yml': aFlow({ id: 'draft', namespace: 'etl' }),
        'flows/etl/old/draft.yml': aFlow({ id: 'old', namespace: 'etl.old' }),
      })
      expect(flows.map(({ id }) => id)).toEqual(['draft'])
      expect([...ignored]).toEqual(['flow etl.old old'])
      expect(problems).toEqual([])
    },
  )

  it('counts beside pairs and loose flows, and is data below a files folder', async () => {
    const desired = await read({
      'kestra/daily.yml': plain,
      'kestra/old/x.yml': aFlow({ id: 'x' }),
      'kestra/old/.kestraignore': '*\n',
      'company.team/kv/.kestraignore': 'secret.yml\n',
      'company.team/kv/secret.yml': 'a: 1\n',
      'company.team/files/sub/.kestraignore': '*\n',
      'company.team/files/sub/x.txt': '',
    })
    expect(desired.resources.map(({ file }) => file)).toEqual([
      'kestra/daily.yml',
      'company.team/files/sub/.kestraignore',
      'company.team/files/sub/x.txt',
    ])
    expect([...desired.ignored].sort()).toEqual(['flow company.team x', 'key-value company.team a'])
  })
})

describe('a file of the server that no tree could hold', () => {
  it('is nowhere missing, so that no deploy takes it for deleted in Git', async () => {
    const desired = await read({ 'prod/flows/a.yml': aFlow({ id: 'a', namespace: 'prod' }), 'prod/files/x.txt': '' })
    const isHidden = (name: string): boolean => desired.hides({ kind: 'file', namespace: 'prod', name })
    const only = ['/.kestraignore', '/.gitignore', '/.gitattributes', '/.gitkeep', '/sub/.gitattributes']
    expect(only.filter((name) => !isHidden(name))).toEqual([])
    expect(['/y.txt', '/sub/.kestraignore', '/.env', '/gitignore'].filter(isHidden)).toEqual([])
  })
})

describe('namespace-map', () => {
  it('moves flows, their references and their files, by whole parts of the name only', async () => {
    const calling = aFlow({ id: 'caller', namespace: 'dev' }).replace(
      'io.kestra.plugin.core.log.Log',
      'io.kestra.plugin.core.flow.Subflow\n    namespace: dev.eu\n    flowId: x',
    )
    const desired = await read(
      {
        'dev/flows/caller.yml': calling,
        'dev/files/q.sql': '',
        'development/flows/d.yml': aFlow({ id: 'd', namespace: 'development' }),
      },
      { namespaceMap: [{ from: 'dev', to: 'prod' }] },
    )
    expect(desired.flows.map(({ namespace, id }) => `${namespace}/${id}`)).toEqual(['prod/caller', 'development/d'])
    expect(desired.flows[0]?.document.source).toContain('namespace: prod.eu')
    expect(desired.files.map(({ namespace }) => namespace)).toEqual(['prod'])
    expect([...desired.namespaces].sort()).toEqual(['development', 'prod'])
  })

  it('that makes one of two flows is a duplicate', async () => {
    const { problems } = await read(
      {
        'flows/dev/a.yml': aFlow({ id: 'a', namespace: 'dev' }),
        'flows/prod/a.yml': aFlow({ id: 'a', namespace: 'prod' }),
      },
      { namespaceMap: [{ from: 'dev', to: 'prod' }] },
    )
    expect(problems.map(({ code }) => code)).toContain('duplicate-flow')
  })
})

describe('what is not where it should be', () => {
  it('is an error for a root that holds nothing', async () => {
    const { problems, isEmpty } = await read({ 'README.md': '' }, { roots: ['orchestration'] })
    expect(problems.map(({ code }) => code)).toEqual(['root-missing'])
    expect(isEmpty).toBe(true)
  })

  it('is empty for a tree without flows and files', async () => {
    expect((await read({})).isEmpty).toBe(true)
    expect((await read({ 'README.md': '', 'docker-compose.yml': 'services: {}' })).isEmpty).toBe(true)
  })

  it('is a warning for a flow outside of the flows folders, which prune leaves alone', async () => {
    const { flows, ignored, problems } = await read({
      'flows/daily.yml': plain,
      'old/x.yml': aFlow({ id: 'x' }),
    })
    expect(flows.map(({ id }) => id)).toEqual(['daily'])
    expect([...ignored]).toEqual(['flow company.team x'])
    expect(problems.map(({ code }) => code)).toEqual(['flow-outside-root'])
  })
})

describe('the name of a flow file', () => {
  // Kestra's folder watcher writes `<tenant>_<namespace>_<id>.yml`.
  it.each([
    ['daily.yml', []],
    ['company.team.daily.yml', []],
    ['company.team-daily.yaml', []],
    ['main_company.team_daily.yml', []],
    ['acme_eu_company.team_daily.yml', []],
    ['_company.team_daily.yml', ['file-name-mismatch']],
    ['main_company.ops_daily.yml', ['file-name-mismatch']],
    ['main_daily.yml', ['file-name-mismatch']],
  ])('%s gives %j', async (name, codes) => {
    const { problems } = await read({ [`flows/${name}`]: plain })
    expect(problems.map(({ code }) => code)).toEqual(codes)
  })
})
