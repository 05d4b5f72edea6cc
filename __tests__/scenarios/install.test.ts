import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { aFlow } from '../support/a-flow.ts'
import { createGitRepository } from '../support/git-repository.ts'
import { builtDist } from './built-dist.ts'

const VERSION = JSON.parse(readFileSync('package.json', 'utf8')).version

/** Without a registry: what is not in the tarball is not there. */
const run = (cwd: string, command: string, ...args: readonly string[]) =>
  execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: cwd,
      npm_config_cache: join(cwd, '.npm'),
      npm_config_offline: 'true',
      npm_config_registry: 'http://127.0.0.1:9/',
    },
  })

test('the tarball installs without a network, and npx kestra-gitops plan works from it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'kestra-gitops-install-'))
  try {
    // Of the checkout itself npm takes no more.
    const [own] = JSON.parse(run(folder, 'npm', 'pack', '--dry-run', '--json', process.cwd()))
    expect(own.files.map(({ path }: { path: string }) => path)).not.toContainEqual(
      expect.stringMatching(/^(?:src|__tests__|docs)\//),
    )
    run('.', process.execPath, 'scripts/pack.mjs', join(folder, 'package'), builtDist())
    const [{ filename, files }] = JSON.parse(run(folder, 'npm', 'pack', '--json', './package'))
    expect(filename).toBe(`kestra-gitops-${VERSION}.tgz`)
    expect(files.map(({ path }: { path: string }) => path).toSorted()).toEqual([
      'LICENSE',
      'README.md',
      'dist/LICENSES.txt',
      'dist/cli.js',
      'dist/gitlab-note.mjs',
      'dist/lint.d.ts',
      'dist/lint.js',
      'dist/run-cli.js',
      'package.json',
    ])
    using repository = createGitRepository({ files: { 'company.team/flows/a.yml': aFlow({ id: 'a' }) } })
    writeFileSync(join(folder, 'package.json'), '{}')
    run(folder, 'npm', 'install', '--no-audit', '--no-fund', join(folder, filename))
    expect(readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'))).toEqual(['kestra-gitops'])
    expect(run(folder, 'npx', '--no-install', 'kestra-gitops', 'version')).toBe(`kestra-gitops ${VERSION}\n`)
    expect(run(folder, 'npx', '--no-install', 'kestra-gitops', 'plan', '-C', repository.dir)).toContain(
      '1 flow is created',
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

// What the modules of Node.js 20.20.2 export: a name that one of them has not ends the program before it can say a word.
const NAMES_OF_NODE_20: Readonly<Record<string, readonly string[]>> = JSON.parse(
  readFileSync('__tests__/fixtures/node-20-names.json', 'utf8'),
)

test('an older Node.js gets as far as being told that it is too old', () => {
  const cli = join(builtDist(), 'cli.js')
  const program = ['cli.js', 'run-cli.js'].map((name) => readFileSync(join(builtDist(), name), 'utf8')).join('\n')
  const missing = [...program.matchAll(/^import \{([^}]+)\} from ["'](node:[\w/]+)["']/gm)].flatMap(
    ([, names = '', module = '']) =>
      names
        .split(',')
        .map((name) => name.trim().replace(/ as .*/, ''))
        .filter((name) => name !== 'default' && !NAMES_OF_NODE_20[module]?.includes(name))
        .map((name) => `${name} of ${module}`),
  )
  expect(missing).toEqual([])
  const older = `data:text/javascript,Object.defineProperty(process.versions,'node',{value:'20.20.2'})`
  const { status, stderr } = spawnSync(process.execPath, ['--import', older, cli, 'version'], { encoding: 'utf8' })
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: expect.stringMatching(/^kestra-gitops needs Node\.js 24 or later, but this is 20\.20\.2\./),
  })
})

test('the compile cache is in the home folder', () => {
  const home = mkdtempSync(join(tmpdir(), 'kestra-gitops-home-'))
  try {
    const env = { PATH: process.env['PATH'], HOME: home }
    const { stdout } = spawnSync(process.execPath, [join(builtDist(), 'cli.js'), 'version'], { env, encoding: 'utf8' })
    expect(stdout).toBe(`kestra-gitops ${VERSION}\n`)
    expect(readdirSync(join(home, '.cache/kestra-gitops'))).not.toEqual([])
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
})

test('the hook of pre-commit runs a program that is there, with flags that it takes', () => {
  const [hook] = parse(readFileSync('.pre-commit-hooks.yaml', 'utf8'))
  const [program = '', ...args] = hook.entry.split(' ')
  expect(statSync(program).mode & 0o111).not.toBe(0)
  using repository = createGitRepository({ files: { 'company.team/flows/a.yml': 'id: a\nnamespace: company.team\n' } })
  const call = () => run(repository.dir, process.execPath, join(builtDist(), 'cli.js'), ...args)
  expect(call).toThrow()
  repository.commit({ 'company.team/flows/a.yml': aFlow({ id: 'a' }) })
  expect(call()).toContain('valid: 0 errors')
})
