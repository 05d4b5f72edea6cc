import { describe, expect, it } from 'vitest'
import { type ExportInput, planExport } from '../../src/export/plan-export.ts'
import { indexDesired, indexLive, KINDS } from '../../src/kinds/kinds.ts'
import { NOT_KNOWN, type PlannedResource } from '../../src/plan/plan.ts'
import type { DesiredResource } from '../../src/resource/desired.ts'
import { contentText, resourceKey } from '../../src/resource/resource.ts'
import type { ReadResource } from '../resource/live-resources.ts'
import { aLiveFile, aLiveFlow } from '../resource/live-resources.ts'

const source = (id: string, namespace = 'team', more = ''): string =>
  `id: ${id}\nnamespace: ${namespace}\ntasks: []\n${more}`

const inGit = (id: string, namespace = 'team'): DesiredResource => ({
  kind: 'flow',
  namespace,
  name: id,
  file: `flows/${id}.yml`,
  content: source(id, namespace),
})

const live = (id: string, overrides: Partial<ReadResource> = {}): ReadResource =>
  aLiveFlow('team', id, source(id, 'team', '# edited'), overrides)

const aResource = (name: string, change: PlannedResource['change'], namespace = 'team'): PlannedResource => ({
  ...NOT_KNOWN,
  ...{ kind: 'flow', namespace, name, change, action: 'none', origin: 'server', words: [] },
  revision: { live: null, after: null },
})

interface World {
  readonly git?: readonly DesiredResource[]
  readonly live?: readonly ReadResource[]
  readonly resources?: readonly PlannedResource[]
}

const plan = ({ git = [], live = [], resources = [] }: World, overrides: Partial<ExportInput> = {}) => {
  const { changes, leftOut } = planExport({
    resources,
    desiredResources: indexDesired(git),
    liveResources: indexLive(live),
    desired: { resources: git, broken: [], ignored: new Set(), hides: () => false, hidesPath: () => false },
    ownedByOthers: new Map(),
    isExported: () => true,
    namespace: undefined,
    chosen: undefined,
    toGit: [],
    root: '',
    whyBarred: () => undefined,
    ...overrides,
  })
  return {
    changes: changes.map(({ kind, action, name, possiblePaths, content }) => {
      const written = KINDS[kind].toGit([{ name, content }], { before: undefined, namespaceMap: overrides.toGit ?? [] })
      return { does: `${action} ${name} at ${possiblePaths[0]}`, text: written && contentText(written) }
    }),
    leftOut: leftOut.map(({ name, why }) => `${name}: ${why}`),
  }
}

const noChange = { changes: [] as readonly unknown[] }

describe('planExport', () => {
  it.each(['drift', 'adopt'] as const)(
    'writes the live source over the file for %s, with a final line feed',
    (change) => {
      expect(plan({ git: [inGit('a')], live: [live('a')], resources: [aResource('a', change)] })).toEqual({
        changes: [{ does: 'update a at flows/a.yml', text: `${source('a')}# edited\n` }],
        leftOut: [],
      })
    },
  )

  it('removes the file of what was deleted on the server', () => {
    expect(plan({ git: [inGit('a')], resources: [aResource('a', 'drift')] })).toEqual({
      changes: [{ does: 'delete a at flows/a.yml', text: undefined }],
      leftOut: [],
    })
  })

  it.each(['create', 'update', 'delete'] as const)('leaves the file alone where Git is ahead (%s)', (change) => {
    const world = { git: [inGit('a')], live: [live('a')], resources: [aResource('a', change)] }
    expect(plan(world)).toEqual({ changes: [], leftOut: [] })
  })

  it.each([
    ['conflict', 'changed both in Git and on the server; `kestra-gitops export --conflicts` takes it'],
    ['invalid', 'its file has errors'],
  ] as const)('names what it leaves alone as %s', (change, why) => {
    const world = { git: [inGit('a')], live: [live('a')], resources: [aResource('a', change)] }
    expect(plan(world)).toEqual({ ...noChange, leftOut: [`a: ${why}`] })
  })

  const byName = (...names: readonly string[]) => ({ chosen: { names: new Set(names), takesConflicts: false } })
  const conflicts = { chosen: { names: new Set<string>(), takesConflicts: true } }
  const taken = { does: 'update a at flows/a.yml', text: `${source('a')}# edited\n` }

  it.each(['conflict', 'drift', 'adopt', 'update', 'invalid'] as const)(
    'takes the text of the server of what is named, where the plan says %s',
    (change) => {
      const world = { git: [inGit('a'), inGit('b')], live: [live('a'), live('b'), live('new')] }
      const resources = [aResource('a', change), aResource('b', 'conflict')]
      expect(plan({ ...world, resources }, byName('team.a'))).toEqual({ changes: [taken], leftOut: [] })
    },
  )

  it('says of what is named and not on the server that there is nothing to take', () => {
    const world = { git: [inGit('a')], resources: [aResource('a', 'create')] }
    expect(plan(world, byName('team.a'))).toEqual({ ...noChange, leftOut: ['a: the server does not have it yet'] })
  })

  it('takes with "conflicts" what both sides changed, and nothing else', () => {
    const world = { git: [inGit('a'), inGit('b')], live: [live('a'), live('b'), live('new')] }
    const resources = [aResource('a', 'conflict'), aResource('b', 'drift')]
    expect(plan({ ...world, resources }, conflicts)).toEqual({ changes: [taken], leftOut: [] })
    expect(plan({ git: [inGit('a')], resources: [aResource('a', 'conflict')] }, conflicts).changes).toEqual([
      { does: 'delete a at flows/a.yml', text: undefined },
    ])
  })

  it('brings back what Git deleted and the server edited, to the file that it had', () => {
    const gone = { ...aResource('old', 'conflict'), file: 'flows/mine.yml' }
    const text = `${source('old')}# edited\n`
    expect(plan({ live: [live('old')], resources: [gone] }, conflicts).changes).toEqual([
      { does: 'create old at flows/mine.yml', text },
    ])
  })

  it('adds what Git never had, flows and files, byte for byte', () => {
    const bytes = new TextEncoder().encode('select 1')
    const world = { live: [live('new'), { ...aLiveFile('team', '/q.sql'), content: bytes }] }
    expect(plan(world).changes).toEqual([
      { does: 'create new at team/flows/new.yml', text: `${source('new')}# edited\n` },
      { does: 'create /q.sql at team/files/q.sql', text: 'select 1' },
    ])
  })

  it('leaves a flow whose name is a route on the server, and names it', () => {
    const flow = live('by-query', { namespace: 'delete', content: source('by-query', 'delete') })
    const why = "by-query: its name is another route of the server's API, so it could not be deployed"
    expect(plan({ live: [flow] })).toEqual({ ...noChange, leftOut: [why] })
    const edited = { git: [inGit('by-query', 'delete')], resources: [aResource('by-query', 'drift', 'delete')] }
    expect(plan({ live: [flow], ...edited })).toEqual({ ...noChange, leftOut: [why] })
  })

  it('adds nothing of other namespaces, nor of what the plan shows for another reason', () => {
    expect(plan({ live: [live('new')] }, { isExported: () => false })).toEqual({ changes: [], leftOut: [] })
    const deletedInGit = { live: [live('old')], resources: [aResource('old', 'delete')] }
    expect(plan(deletedInGit)).toEqual({ changes: [], leftOut: [] })
  })

  it('narrows to one namespace and its dot-children', () => {
    const git = [inGit('a', 'team'), inGit('b', 'team.sub'), inGit('c', 'teams')]
    const resources = [aResource('a', 'drift'), aResource('b', 'drift', 'team.sub'), aResource('c', 'drift', 'teams')]
    const { changes } = plan({ git, resources }, { namespace: 'team' })
    expect(changes.map(({ does }) => does)).toEqual(['delete a at flows/a.yml', 'delete b at flows/b.yml'])
  })

  it('leaves drafts out, and sources that are not the flow that they are stored as', () => {
    const drafts = plan({
      git: [inGit('a')],
      live: [live('a', { isDraft: true })],
      resources: [aResource('a', 'drift')],
    })
    expect(drafts).toEqual({ ...noChange, leftOut: ['a: an unpublished draft'] })
    const odd = plan({ live: [live('a', { content: 'id: [' }), live('b', { content: source('c') })] })
    expect(odd.changes).toEqual([])
    expect(odd.leftOut).toEqual([
      'a: its source on the server cannot be read as this flow',
      'b: its source on the server cannot be read as this flow',
    ])
  })

  it('leaves out what another repository deploys, what is hidden, and what may be in a broken file', () => {
    const key = (name: string) => resourceKey({ kind: 'flow', namespace: 'team', name })
    const file = aLiveFile('team', '/secret.txt')
    const { changes, leftOut } = plan(
      { live: [live('claimed'), live('ignored'), live('broken'), live('excluded'), file] },
      {
        ownedByOthers: new Map([[key('claimed'), 'acme/other']]),
        desired: {
          resources: [],
          broken: [{ kind: 'flow', file: 'flows/x.yml', name: 'broken' }],
          ignored: new Set([key('ignored')]),
          hides: () => true,
          hidesPath: (path) => path.endsWith('/excluded.yml'),
        },
      },
    )
    expect(changes).toEqual([])
    expect(leftOut).toEqual([
      'claimed: acme/other deploys it',
      'ignored: the tree has it, hidden or outside of the folders that are read',
      'broken: it may be the one in flows/x.yml, which cannot be read',
      'excluded: its path would be `team/flows/excluded.yml`, which "exclude" or .kestraignore leaves out',
      '/secret.txt: the tree has it, hidden or outside of the folders that are read',
    ])
  })

  it.each([
    '/../../x',
    '/a/../x',
    '/a//x',
    '/.git/config',
    '/a/.GIT/config',
    '/a/git~1/config',
    '/a/.git. /config',
    '/a/.g\u200cit/config',
    '/a\\b',
    '/c:x',
    '/a\nb',
  ])('never makes a file of %j', (path) => {
    expect(plan({ live: [aLiveFile('team', path)] })).toEqual({
      ...noChange,
      leftOut: [`${path}: a file of a repository must not have its name`],
    })
  })

  it.each([
    ['/.kestraignore', 'configures the files that kestra-gitops ignores'],
    ['/.KestraIgnore', 'kestra-gitops ignores'],
    ['/sub/.kestraignore', 'kestra-gitops ignores'],
    ['/.gitattributes', 'configures how Git treats other files'],
    ['/sub/.gitattributes', 'how Git treats'],
    ['/sub/.GitIgnore', 'how Git treats'],
    ['/.git\u200cattributes', 'how Git treats'],
    ['/.gitmodules. ', 'how Git treats'],
    ['/GITATT~1', 'how Git treats'],
    ['/gi7eba~1', 'how Git treats'],
    ['/.gitkeep', 'how Git treats'],
  ])('leaves out %j, which would configure, with the way out', (path, says) => {
    const { changes, leftOut } = plan(
      { live: [aLiveFile('team', path)] },
      { desired: { resources: [], broken: [], ignored: new Set(), hides: () => true, hidesPath: () => false } },
    )
    expect(changes).toEqual([])
    expect(leftOut).toEqual([expect.stringContaining(says)])
    expect(leftOut).toEqual([expect.stringMatching(/^.+: in a repository .*; rename it on the server, or /s)])
  })

  it.each(['/gitignore', '/.gitea/x', '/kestraignore.txt', '/.kestraignore/x', '/.env'])(
    'takes %j, which is data',
    (path) => {
      expect(plan({ live: [aLiveFile('team', path)] })).toMatchObject({ changes: [{}], leftOut: [] })
    },
  )

  it('leaves out what would lie where programs look for settings', () => {
    const inFolder = (folder: string): DesiredResource => ({
      kind: 'file',
      namespace: 'team',
      name: '/known',
      file: `${folder}/known`,
      content: 'known',
    })
    const placed = (folder: string, path: string, root = '') =>
      plan({ git: [inFolder(folder)], live: [aLiveFile('team', path)] }, { root })
    expect(placed('.github/workflows', '/x.yml').changes).toMatchObject([{ does: 'create /x.yml at team/files/x.yml' }])
    expect(placed('docs', '/CODEOWNERS').changes).toMatchObject([
      { does: 'create /CODEOWNERS at team/files/CODEOWNERS' },
    ])
    expect(placed('docs', '/sub/CODEOWNERS').changes).toMatchObject([
      { does: 'create /sub/CODEOWNERS at docs/sub/CODEOWNERS' },
    ])
    expect(placed('.github', '/x.yml', '.github').leftOut).toEqual([
      '/x.yml: its path would be `.github/x.yml`, and programs read their settings from this path, so an export must not write it',
    ])
  })

  it('writes nothing where Git has something else, and takes another place where there is one', () => {
    const whyBarred = (path: string) => (path.startsWith('team/') ? '`team` is a symbolic link in Git' : undefined)
    expect(plan({ live: [live('a'), aLiveFile('team', '/x')] }, { whyBarred })).toMatchObject({
      changes: [{ does: 'create /x at _files/team/x' }],
      leftOut: ['a: its path would be `team/flows/a.yml`, and `team` is a symbolic link in Git'],
    })
    const edited = { git: [inGit('a')], live: [live('a')], resources: [aResource('a', 'drift')] }
    expect(plan(edited, { whyBarred: (path) => `\`${path}\` is a symbolic link in Git` })).toEqual({
      ...noChange,
      leftOut: ['a: its file is `flows/a.yml`, and `flows/a.yml` is a symbolic link in Git'],
    })
  })

  it("writes Git's namespaces where the tree is deployed to another one", () => {
    const flow = live('new', { namespace: 'prod', content: source('new', 'prod') })
    expect(plan({ live: [flow] }, { toGit: [{ from: 'prod', to: 'dev' }] }).changes).toEqual([
      { does: 'create new at dev/flows/new.yml', text: source('new', 'dev') },
    ])
  })
})
