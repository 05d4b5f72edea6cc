import { describe, expect, it } from 'vitest'
import { floorsInside, floorsOf } from './floors.ts'
import { importsOf, roomOf, sourceFiles } from './source-files.ts'

/** What every room may use. */
const GROUND_FLOOR = ['text', 'problem', 'version.ts']

/**
 * Which room may import which: whole rooms, or single files of one where only a value type is shared. The way of the data is
 * repository → sides → validate → plan → deploy or export → report → render → where it goes; no room calls back.
 */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  text: [],
  problem: [],
  // Which links of a checkout are followed: none.
  workspace: [],
  gate: ['workspace'],
  // A YAML text as Kestra reads it.
  yaml: [],
  // An expression as Kestra reads it.
  pebble: [],
  flow: ['yaml', 'pebble', 'resource'],
  resource: [],
  // What runs of a flow, on the server.
  execution: ['resource', 'kestra/executions/search-executions.ts', 'test/case-result.ts'],
  // The name of a flow is in its text.
  kestra: ['resource', 'yaml'],
  validate: [
    ...['yaml', 'test/suite', 'pebble', 'flow', 'resource', 'kinds', 'trigger/cron', 'kestra/server.ts'],
    'settings/config/config-file.ts',
  ],
  repository: ['resource'],
  // Of the repository what depends on its arguments alone.
  kinds: [
    ...[
      'yaml',
      'flow',
      'trigger/cron',
      'test/suite',
      'resource',
      'repository/tree.ts',
      'repository/find-layout.ts',
      'repository/folder-namespaces.ts',
      'repository/folder-names.ts',
      'repository/tree-evidence.ts',
    ],
    'repository/kestra-ignore.ts',
  ],
  'kinds/on-server': ['yaml', 'kestra', 'kinds', 'resource', 'validate'],
  // Suites of flow tests: their files.
  'test/suite': ['yaml'],
  // The flow that is sent for a case of one.
  'test/fixtures': ['test/suite', 'flow', 'yaml', 'pebble'],
  // What came of them, and which run in place.
  test: ['test/suite', 'flow', 'resource', 'yaml'],
  // Their cases, run on a server.
  'test/run': ['kestra', 'kinds', 'kinds/on-server', 'resource', 'yaml', 'pebble', 'test', 'test/suite'],
  // When a trigger fires, and whether it does.
  trigger: ['flow', 'yaml', 'kestra/server.ts', 'kestra/triggers.ts', 'trigger/cron'],
  // The dates of a schedule, and its cron in words.
  'trigger/cron': [],
  plan: ['resource', 'kinds', 'flow', 'yaml'],
  settings: ['kestra/http/http.ts', 'yaml', 'plan/policy.ts', 'resource'],
  deploy: ['kestra', 'plan', 'kinds', 'kinds/on-server', 'resource'],
  export: ['yaml', 'kinds', 'plan', 'repository', 'resource', 'workspace'],
  report: ['execution', 'kestra/server.ts', 'kinds', 'plan', 'resource', 'settings', 'trigger', 'test/case-result.ts'],
  sides: [
    ...[
      'settings',
      'repository',
      'yaml',
      'flow',
      'kestra',
      'validate',
      'plan',
      'resource',
      'kinds',
      'kinds/on-server',
      'workspace',
    ],
    ...['deploy/read-records.ts', 'export/export-change.ts', 'report', 'test', 'test/fixtures', 'test/run/stage.ts'],
  ],
  // Whether what was deployed runs: triggers taken up, smoke runs, first executions.
  effect: [
    ...['kestra', 'plan', 'flow', 'yaml', 'resource', 'sides', 'report', 'test', 'test/run', 'trigger', 'execution'],
  ],
  command: [
    ...['settings', 'repository', 'flow', 'kestra', 'validate', 'plan', 'deploy', 'export', 'resource'],
    ...['kinds', 'kinds/on-server', 'report', 'sides', 'workspace', 'test', 'test/run', 'test/suite'],
    ...['test/fixtures', 'effect', 'trigger'],
  ],
  render: [
    'settings/commands.ts',
    'execution/followed-flow.ts',
    'plan',
    'kinds',
    'resource',
    'report',
    'test/case-result.ts',
  ],
  // PURE: what to do about an event.
  'github/event': ['settings/commands.ts', 'settings/settings.ts'],
  github: [
    ...['gate', 'github/event', 'settings', 'report', 'render', 'export', 'plan/plan.ts', 'repository'],
    ...[
      'sides/run-options.ts',
      'plan/reviewed-plan.ts',
      'plan/plan-digests.ts',
      'plan/plan-difference.ts',
      'workspace',
    ],
  ],
  'main.ts': ['gate', 'github', 'command', 'sides/run-options.ts'],
  'cli.ts': ['gate', 'settings', 'command', 'report', 'render', 'sides', 'workspace'],
}

/** Rooms whose functions depend on their arguments alone. */
const PURE = [
  'text',
  'problem',
  'yaml',
  'pebble',
  'flow',
  'resource',
  'kinds',
  'plan',
  'test/suite',
  'trigger',
  'trigger/cron',
  'execution',
  'validate',
  'report',
  'render',
  'github/event',
]
const IMPURE_PACKAGE = /^(?:node:(?:fs|child_process|http|https|net|tls|timers)(?:\/|$)|undici$|@actions\/|@octokit\/)/
/** In main.ts and cli.ts only; github/runner.ts is given the environment. */
const OUTSIDE_WORLD = /\bprocess\.(?:env|argv|cwd)\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/
const KIND_FOLDER = /^src\/kinds\/([^/]+)\//
const MAX_LINES = 400
const MOST_FLOORS = 13
/** Of files and folders that lie in one folder. */
const MOST_FLOORS_INSIDE = 6

const files = sourceFiles(/^src\/.*\.ts$/)

describe('the rooms of src/', () => {
  it('reads the files that there are', () => {
    expect(files.length).toBeGreaterThan(200)
  })

  it('import only what the table of rooms allows', () => {
    const forbidden = files.flatMap((file) => {
      const room = roomOf(file.path)
      const allowed = ALLOWED[room] ?? []
      return importsOf(file)
        .filter(
          (target) => target.startsWith('src/') && !GROUND_FLOOR.includes(roomOf(target)) && roomOf(target) !== room,
        )
        .filter((target) => !allowed.includes(roomOf(target)) && !allowed.includes(target.slice('src/'.length)))
        .map((target) => `${file.path} imports ${target}`)
    })
    expect(forbidden).toEqual([])
  })

  it('stand on floors: a room stands above all that it imports, so that no arrow runs back up', () => {
    const floors = floorsOf(files)
    expect([...floors].filter(([, floor]) => floor === undefined)).toEqual([])
    expect(Math.max(...[...floors.values()].map((floor) => floor ?? 0))).toBeLessThanOrEqual(MOST_FLOORS)
  })

  it(`have at most ${MOST_FLOORS_INSIDE} floors inside`, () => {
    const folders = new Set(files.flatMap(({ path }) => foldersOf(path)))
    const high = [...folders].map((folder) => [folder, Math.max(...floorsInside(files, folder).values())] as const)
    expect(high.filter(([, floors]) => floors > MOST_FLOORS_INSIDE)).toEqual([])
  })

  it('keep the kinds apart: none imports another, and what all share imports none but in the two tables', () => {
    const kindOf = (path: string) => KIND_FOLDER.exec(path)?.[1]
    const crossing = files
      .filter(({ path }) => path.startsWith('src/kinds/') && !/^src\/kinds\/(?:kinds|on-server)\.ts$/.test(path))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => kindOf(target) !== undefined && kindOf(target) !== kindOf(file.path))
          .map((target) => `${file.path} imports ${target}`),
      )
    expect(crossing).toEqual([])
  })

  it('keep the table short: every permission is used', () => {
    const unused = Object.entries(ALLOWED).flatMap(([room, allowed]) => {
      const targets = files.filter(({ path }) => roomOf(path) === room).flatMap(importsOf)
      return allowed
        .filter((name) => !targets.some((target) => roomOf(target) === name || target === `src/${name}`))
        .map((name) => `${room} never imports ${name}`)
    })
    expect(unused).toEqual([])
  })

  it('import nothing that reads files, starts processes or talks to a network where they are pure', () => {
    const impure = files
      .filter(({ path }) => PURE.includes(roomOf(path)))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => IMPURE_PACKAGE.test(name))
          .map((name) => `${file.path} imports ${name}`),
      )
    expect(impure).toEqual([])
  })

  it('read the environment, the arguments and the clock in main.ts and cli.ts alone', () => {
    // git.ts makes the environment of another program: what it leaves out would be inherited.
    const mayRead = new Set(['src/main.ts', 'src/cli.ts', 'src/repository/git.ts'])
    const readers = files
      .filter(({ path }) => !mayRead.has(path))
      .filter(({ text }) => OUTSIDE_WORLD.test(withoutComments(text)))
    expect(readers.map(({ path }) => path)).toEqual([])
  })

  it('hold no circle of files, not even one of types', () => {
    const graph = new Map(files.map((file) => [file.path, importsOf(file).filter((name) => name.startsWith('src/'))]))
    expect(findCircle(graph)).toBeUndefined()
  })

  it(`hold no file of more than ${MAX_LINES} lines`, () => {
    const long = files.filter(({ text }) => text.trimEnd().split('\n').length > MAX_LINES)
    expect(long.map(({ path }) => path)).toEqual([])
  })
})

describe('findCircle', () => {
  it('names the files of a circle, and finds none where there is none', () => {
    const line = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', []],
    ])
    expect(findCircle(line)).toBeUndefined()
    expect(findCircle(new Map([...line, ['c', ['b']]]))).toEqual(['b', 'c', 'b'])
  })
})

/** `src/github/api`, `src/github`. */
const foldersOf = (path: string): readonly string[] => {
  const steps = path.split('/').slice(0, -1)
  return steps.slice(1).map((_, index) => steps.slice(0, index + 2).join('/'))
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')

/** The first circle of a graph, its first file repeated at the end; depth first, each file once. */
function findCircle(graph: ReadonlyMap<string, readonly string[]>): readonly string[] | undefined {
  const done = new Set<string>()
  const visit = (file: string, way: readonly string[]): readonly string[] | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    if (done.has(file)) return undefined
    for (const target of graph.get(file) ?? []) {
      const circle = visit(target, [...way, file])
      if (circle !== undefined) return circle
    }
    done.add(file)
    return undefined
  }
  for (const file of graph.keys()) {
    const circle = visit(file, [])
    if (circle !== undefined) return circle
  }
  return undefined
}
