import { describe, expect, it } from 'vitest'
import { importsOf, roomOf, sourceFiles } from './source-files.ts'

/** What every room may import. */
const SHARED = ['text', 'finding', 'version.ts']

/** Which folder of `src/` may import which, lowest first: each one imports only folders above it in this table. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  text: [],
  finding: [],
  resource: [],
  yaml: [],
  pebble: [],
  secrets: [],
  flow: ['yaml', 'pebble', 'resource'],
  suites: ['yaml'],
  repository: ['resource'],
  output: ['secrets', 'repository'],
  kestra: ['resource', 'yaml', 'flow', 'secrets'],
  lint: ['yaml', 'suites', 'pebble', 'flow', 'resource', 'secrets'],
  settings: ['kestra', 'yaml', 'resource', 'lint'],
  kinds: ['yaml', 'flow', 'suites', 'resource', 'repository', 'secrets', 'kestra'],
  record: ['kestra', 'kinds', 'resource'],
  plan: ['resource', 'kinds', 'flow', 'yaml', 'record', 'settings'],
  upgrade: ['yaml', 'pebble', 'flow', 'lint'],
  'flow-tests': ['suites', 'flow', 'yaml', 'pebble', 'resource', 'kinds', 'kestra'],
  deploy: ['kestra', 'plan', 'record', 'kinds', 'resource', 'secrets'],
  export: ['yaml', 'kinds', 'plan', 'record', 'repository', 'resource', 'secrets'],
  state: [
    ...['settings', 'repository', 'yaml', 'flow', 'kestra', 'lint', 'plan', 'record', 'resource', 'kinds'],
    ...['export', 'flow-tests'],
  ],
  verify: ['kestra', 'plan', 'flow', 'yaml', 'resource', 'settings', 'state', 'flow-tests', 'suites'],
  report: ['lint', 'verify', 'kestra', 'kinds', 'plan', 'resource', 'settings', 'flow-tests'],
  render: [
    'lint',
    'settings',
    'verify',
    'plan',
    'kinds',
    'resource',
    'report',
    'flow-tests',
    'secrets',
    'upgrade',
    'yaml',
  ],
  commands: [
    ...['settings', 'repository', 'flow', 'kestra', 'lint', 'plan', 'record', 'deploy', 'export', 'resource'],
    ...['kinds', 'report', 'state', 'flow-tests', 'suites', 'verify', 'upgrade', 'yaml'],
  ],
  github: ['output', 'settings', 'report', 'render', 'export', 'plan', 'repository', 'state', 'commands'],
  'main.ts': ['output', 'github', 'commands', 'state', 'secrets'],
  'start-cli.ts': ['cli.ts'],
  'cli.ts': ['output', 'settings', 'commands', 'report', 'render', 'state', 'repository', 'secrets', 'upgrade'],
}

/** Files whose functions depend on their arguments alone: whole rooms, and the pure half of others. */
const PURE =
  /^src\/(?:text|finding|resource|yaml|pebble|secrets|flow|suites|plan|lint|upgrade|report|render|verify\/triggers|github\/event)\/|^src\/kinds\/(?!.*server\.ts$)/
const IMPURE_PACKAGE = /^(?:node:(?:fs|child_process|http|https|net|tls|timers)(?:\/|$)|undici$|@actions\/|@octokit\/)/
/** In main.ts and cli.ts only; github/runner.ts is given the environment. */
const OUTSIDE_WORLD = /\bprocess\.(?:env|argv|cwd)\b|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/
const KIND_FOLDER = /^src\/kinds\/([^/]+)\//

const files = sourceFiles(/^src\/.*\.ts$/)
const insideSrc = (targets: readonly string[]): readonly string[] =>
  targets.filter((target) => target.startsWith('src/'))

describe('the rooms of src/', () => {
  it('reads the files that there are', () => {
    expect(files.length).toBeGreaterThan(200)
  })

  it('import only what the table of rooms allows', () => {
    const forbidden = files.flatMap((file) => {
      const room = roomOf(file.path)
      const allowed = [room, ...SHARED, ...(ALLOWED[room] ?? [])]
      return insideSrc(importsOf(file))
        .filter((target) => !allowed.includes(roomOf(target)))
        .map((target) => `${file.path} imports ${target}`)
    })
    expect(forbidden).toEqual([])
  })

  it('form no circle', () => {
    expect(findCircle(new Map(Object.entries(ALLOWED)))).toBeUndefined()
  })

  it('keep the table short: every permission is used', () => {
    const unused = Object.entries(ALLOWED).flatMap(([room, allowed]) => {
      const targets = files.filter(({ path }) => roomOf(path) === room).flatMap(importsOf)
      return allowed
        .filter((name) => !targets.some((target) => roomOf(target) === name))
        .map((name) => `${room} never imports ${name}`)
    })
    expect(unused).toEqual([])
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

  it('import nothing that reads files, starts processes or talks to a network where they are pure', () => {
    const impure = files
      .filter(({ path }) => PURE.test(path))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => IMPURE_PACKAGE.test(name))
          .map((name) => `${file.path} imports ${name}`),
      )
    expect(impure).toEqual([])
  })

  it('read the environment, the arguments and the clock in main.ts and cli.ts alone', () => {
    // git.ts makes the environment of another program: what it leaves out would be inherited.
    const mayRead = new Set(['src/main.ts', 'src/cli.ts', 'src/start-cli.ts', 'src/repository/git.ts'])
    const readers = files
      .filter(({ path }) => !mayRead.has(path))
      .filter(({ text }) => OUTSIDE_WORLD.test(withoutComments(text)))
    expect(readers.map(({ path }) => path)).toEqual([])
  })

  it('hold no circle of files, not even one of types', () => {
    expect(findCircle(new Map(files.map((file) => [file.path, insideSrc(importsOf(file))])))).toBeUndefined()
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
