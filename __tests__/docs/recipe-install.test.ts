import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { PLACEHOLDER, pinnedRelease, RECIPES, withRelease } from '../../scripts/generate-recipes.ts'
import { sourceFiles } from '../architecture/source-files.ts'
import { listen } from '../support/listen.ts'
import { withTarball } from '../support/local-release.ts'
import { recipeScripts } from '../support/recipe-scripts.ts'
import { blocks } from './blocks.ts'

/** Reports from where it runs, and with which arguments. */
const PROGRAM = `require('node:fs').appendFileSync(process.env.RAN, JSON.stringify([__filename, ...process.argv.slice(2)]) + '\\n')\n`

let top = ''
const at = (...names: readonly string[]) => join(top, ...names)

const write = (path: string, text: string, mode = 0o644): void => {
  mkdirSync(dirname(at(path)), { recursive: true })
  writeFileSync(at(path), text, { mode })
}

beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'recipe-install-')))
  write('package/package.json', '{"name": "kestra-gitops", "version": "1.0.0"}')
  write('package/dist/cli.js', PROGRAM)
  execFileSync('tar', ['-czf', at('release.tgz'), '-C', top, 'package'])
  for (const folder of ['temporary', 'home', 'opt']) mkdirSync(at(folder))
  const attack = `#!/bin/sh\ntouch '${at('attacked')}'\n`
  const attackInNode = `#!/usr/bin/env node\nrequire('node:fs').writeFileSync(${JSON.stringify(at('attacked'))}, '')\n`
  const scripts = Object.fromEntries(
    ['preinstall', 'install', 'postinstall', 'prepare', 'kestra-gitops'].map((name) => [
      name,
      `touch ${at('attacked')}`,
    ]),
  )
  write('tree/package.json', JSON.stringify({ name: 'kestra-gitops', version: '1.0.0', bin: 'dist/cli.js', scripts }))
  write('tree/.npmrc', `registry=http://127.0.0.1:9/\nscript-shell=${at('tree/shell')}\nignore-scripts=false\n`)
  write('tree/.curlrc', `output = "${at('attacked')}"\n`)
  write('tree/shell', attack, 0o755)
  for (const name of ['node', 'curl', 'tar', 'sha256sum', 'mktemp']) write(`tree/${name}`, attack, 0o755)
  const hostile = 'tree/node_modules/kestra-gitops'
  write(`${hostile}/package.json`, '{"name": "kestra-gitops", "version": "1.0.0", "bin": "dist/cli.js"}')
  for (const program of [`${hostile}/dist/cli.js`, 'tree/node_modules/.bin/kestra-gitops', 'tree/dist/cli.js'])
    write(program, attackInNode, 0o755)
  write('tree/package/dist/cli.js', attackInNode, 0o755)
})

afterEach(() => rmSync(top, { recursive: true }))

const environment = (env: Readonly<Record<string, string>>) => ({
  PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
  ...{ HOME: at('home'), TMPDIR: at('temporary'), RAN: at('ran'), KESTRA_GITOPS: at('opt') },
  ...{ AGENT_TEMPDIRECTORY: at('temporary'), RUNNER_TEMP: at('temporary') },
  ...{ KESTRA_USR: 'user', KESTRA_PSW: 'secret' },
  ...env,
})

const run = (script: string, env: Readonly<Record<string, string>> = {}) => {
  const { status, stdout, stderr } = spawnSync('bash', ['-c', script], {
    cwd: at('tree'),
    encoding: 'utf8',
    env: environment(env),
  })
  const ran = existsSync(at('ran')) ? readFileSync(at('ran'), 'utf8').trimEnd().split('\n') : []
  return { status, said: stdout + stderr, ran: ran.map((line): readonly string[] => JSON.parse(line)) }
}

/** A server that gives `answer`, or refuses, and what it was asked, by a client or as a proxy. */
const logging = async (answer?: Buffer) => {
  const asked: string[] = []
  const server = createServer(({ method, url }, response) => {
    asked.push(`${method} ${url}`)
    if (answer === undefined) response.statusCode = 404
    response.end(answer)
  })
  server.on('connect', ({ url }, socket) => {
    asked.push(`CONNECT ${url}`)
    socket.destroy()
  })
  return { asked, ...(await listen(server)) }
}

/** Settings of the tree by which npm, curl and others would ask another address. */
const leadTo = (url: string): void => {
  write('tree/.npmrc', `registry=${url}/\nproxy=${url}\nhttps-proxy=${url}\n`)
  write('tree/.yarnrc', `registry "${url}/"\n`)
  write('tree/.yarnrc.yml', `npmRegistryServer: "${url}"\n`)
  write('tree/bunfig.toml', `[install]\nregistry = "${url}"\n`)
  for (const folder of ['tree', 'tree/.config'])
    for (const name of ['.curlrc', 'curlrc']) write(`${folder}/${name}`, `proxy = "${url}"\nurl = "${url}/more"\n`)
  write('tree/.wgetrc', `http_proxy = ${url}\nuse_proxy = on\n`)
  write('tree/.netrc', 'default login a password b\n')
}

const CI = readdirSync('examples/ci').filter((name) => !name.endsWith('.mjs'))
const MERGE = { CI_PIPELINE_SOURCE: 'merge_request_event', CI_MERGE_REQUEST_DIFF_BASE_SHA: 'base' }
const MERGE_TARGETS = {
  CHANGE_TARGET: 'main',
  SYSTEM_PULLREQUEST_TARGETBRANCHNAME: 'main',
  BITBUCKET_PR_DESTINATION_BRANCH: 'main',
}
const MAIN = { CI_PIPELINE_SOURCE: 'push', CI_COMMIT_BRANCH: 'main', CI_DEFAULT_BRANCH: 'main' }

const scanning = (): string =>
  parse(readFileSync('examples/workflows/code-scanning.yml', 'utf8')).jobs.problems.steps.find(
    ({ run: script }: { run?: string }) => script !== undefined,
  ).run
const inContainer = (): string =>
  blocks().find(({ page, text }) => page === 'docs/recipes.md' && text.includes('docker run'))?.text ?? ''
const dockerfile = (): string => {
  const [, script = ''] =
    /^RUN (curl[\s\S]*?[^\\])\n(?!\s)/m.exec(readFileSync('examples/pull/Dockerfile', 'utf8')) ?? []
  return script
    .replaceAll('/tmp/', `${at('temporary')}/`)
    .replaceAll('/opt/', `${at('opt')}/`)
    .replaceAll('/usr/local/bin/', `${at('home')}/`)
}

const INSTALLS: readonly (readonly [name: string, script: () => string, env: Readonly<Record<string, string>>])[] = [
  ...CI.flatMap((name) => [
    [`${name}, pull request`, () => recipeScripts(name).merge, { ...MERGE, ...MERGE_TARGETS }] as const,
    [`${name}, main`, () => recipeScripts(name).main, MAIN] as const,
  ]),
  ['code-scanning.yml', scanning, {}],
  ['Dockerfile', () => `${dockerfile()}\n${at('home/kestra-gitops')} plan`, {}],
  ['in a container', () => inContainer().replace(/docker run .* node \/program/, 'node "$program/package"'), {}],
]

const COMMANDS: Readonly<Record<string, string>> = { 'code-scanning.yml': 'validate' }

describe('the installation of a recipe', () => {
  it.each(INSTALLS)('runs the release alone in a hostile checkout: %s', (name, script, env) => {
    // Files of the image have a first line that names their interpreter.
    if (name === 'Dockerfile') {
      write('package/dist/cli.js', `#!/usr/bin/env node\n${PROGRAM}`)
      execFileSync('tar', ['-czf', at('release.tgz'), '-C', top, 'package'])
    }
    const before = readdirSync(at('tree'))
    const { status, said, ran } = run(withTarball(script(), at('release.tgz')), env)
    expect([status, existsSync(at('attacked'))], said).toEqual([0, false])
    expect(ran.map(([, command]) => command)).toEqual(
      expect.arrayContaining([name.endsWith('main') ? 'deploy' : (COMMANDS[name] ?? 'plan')]),
    )
    for (const [file = ''] of ran) expect([at('temporary'), at('opt')].some((own) => file.startsWith(own))).toBe(true)
    expect(readdirSync(at('tree')).filter((file) => !before.includes(file) && file !== 'codequality.json')).toEqual([])
  })

  // A container may have the checkout as home, and look for programs there when it finds them nowhere else.
  it.each(INSTALLS)(
    'asks the release host alone, once, in a hostile checkout that is the home: %s',
    async (name, script, env) => {
      if (name === 'Dockerfile') {
        write('package/dist/cli.js', `#!/usr/bin/env node\n${PROGRAM}`)
        execFileSync('tar', ['-czf', at('release.tgz'), '-C', top, 'package'])
      }
      const tarball = readFileSync(at('release.tgz'))
      await using release = await logging(tarball)
      await using ofTree = await logging()
      leadTo(ofTree.url)
      const sha256 = createHash('sha256').update(tarball).digest('hex')
      const PATH = `${dirname(process.execPath)}:${process.env['PATH']}:`
      const child = spawn('bash', ['-c', withRelease(script(), { url: `${release.url}/release.tgz`, sha256 })], {
        ...{ cwd: at('tree'), stdio: 'ignore', env: environment({ ...env, PATH, HOME: at('tree') }) },
      })
      expect(await once(child, 'close')).toEqual([0, null])
      expect(release.asked).toEqual(['GET /release.tgz'])
      expect(ofTree.asked).toEqual([])
      expect([existsSync(at('ran')), existsSync(at('attacked'))]).toEqual([true, false])
    },
  )

  it.each([
    ['curl without -q', 'curl -fsSL -o "$TMPDIR/a" URL'],
    ['npm', 'npm view kestra-gitops --fetch-retries=0'],
  ])('would be seen asking another address: %s', async (_, script) => {
    await using release = await logging(Buffer.from('a'))
    await using ofTree = await logging()
    leadTo(ofTree.url)
    const child = spawn('bash', ['-c', script.replace('URL', release.url)], {
      ...{ cwd: at('tree'), stdio: 'ignore', env: environment({ HOME: at('tree') }) },
    })
    await once(child, 'close')
    expect(ofTree.asked).not.toEqual([])
  })

  it.each(INSTALLS)('runs nothing where the checksum is a placeholder: %s', (_name, script, env) => {
    const url = `file://${at('release.tgz')}`
    const { status, ran } = run(`set -e\n${withRelease(script(), { url, sha256: PLACEHOLDER })}`, env)
    expect(status).not.toBe(0)
    expect(ran).toEqual([])
  })
})

const INSTALLS_OF_NPM =
  /\b(?:npx|bunx|pnpx|pnpm|yarn)\b|\bnpm (?:exec|x|i|ci|add|install)\b(?! --global \.\/kestra-gitops)/
const FROM_OUTSIDE =
  /"?(?:\$(?:program|KESTRA_GITOPS|AGENT_TEMPDIRECTORY|RUNNER_TEMP)\/package|\/program|\/opt\/kestra-gitops)\/dist\/(?:cli\.js|gitlab-note\.mjs)/

/** What is wrong with how a script installs and starts the program. */
const faultsOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/(?:^|\s)#\s.*/, ''))
    .flatMap((line, index, lines) => [
      ...(INSTALLS_OF_NPM.test(line) ? [`npm: ${line}`] : []),
      ...(/\b(?:cli\.js|\w+-note\.mjs)\b/.test(line) && !FROM_OUTSIDE.test(line) ? [`path: ${line}`] : []),
      ...(/\/releases\/download\//.test(line) &&
      !/[0-9a-f]{64} {2}\S+ *" \| sha256sum -c -/.test(lines[index + 1] ?? '')
        ? [`checksum: ${line}`]
        : []),
    ])

const EXAMPLES = sourceFiles(/^examples\/(?:ci|pull|workflows)\//).filter(({ path }) => !path.endsWith('.mjs'))
const SHOWN = blocks().filter(
  ({ page, language }) =>
    page !== 'docs/internals/contributing.md' && /^(?:sh|bash|yaml|groovy|dockerfile)\b/.test(language),
)

describe('every recipe', () => {
  it.each([
    ...EXAMPLES.map(({ path, text }) => ({ name: path, text })),
    ...SHOWN.map(({ page, line, text }) => ({ name: `${page}:${line}`, text })),
  ])('installs nothing by npm, checks what it downloads, and runs it from outside the checkout: $name', ({ text }) => {
    expect(faultsOf(text)).toEqual([])
  })

  it.each([
    'npx --yes kestra-gitops@1 plan',
    'npm install kestra-gitops',
    'npm exec kestra-gitops plan',
    'node dist/cli.js plan',
    'node node_modules/kestra-gitops/dist/cli.js plan',
    'node .gitlab/kestra-note.mjs comment.md',
    `curl -o a.tgz ${pinnedRelease().url}\ntar -xzf a.tgz`,
  ])('would be refused with %s', (text) => {
    expect(faultsOf(text)).toHaveLength(1)
  })

  it('has version, address and checksum from scripts/pinned-release.json', () => {
    const files = sourceFiles(/^(?:README\.md|docs\/[\w-]+\.md|examples\/.+)$/)
    const installing = files.filter(({ text }) => text.includes('/releases/download/')).map(({ path }) => path)
    expect(installing.toSorted()).toEqual(RECIPES.toSorted())
    for (const path of RECIPES) {
      const text = readFileSync(path, 'utf8')
      expect(withRelease(text, pinnedRelease())).toBe(text)
    }
  })
})

/** By file of examples/ci: whether every deploy in it is limited to the protected default branch. */
const LIMITS: Readonly<Record<string, (text: string) => boolean>> = {
  'gitlab-ci.yml': (text) => {
    const { rules } = parse(text).kestra
    return rules.every(
      ({ if: when }: { if: string }) =>
        when === '$CI_PIPELINE_SOURCE == "merge_request_event"' ||
        when === '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_COMMIT_REF_PROTECTED == "true"',
    )
  },
  Jenkinsfile: (text) =>
    text
      .split(/\bstage\(/)
      .filter((stage) => stage.includes('cli.js" deploy'))
      .every((stage) => stage.includes("when { branch 'main' }")),
  'azure-pipelines.yml': (text) => {
    const { trigger, pr, steps } = parse(text)
    const deploys: readonly { condition?: string }[] = steps.filter(({ script = '' }) => /cli\.js" deploy/.test(script))
    const limit = "ne(variables['Build.Reason'], 'PullRequest'), eq(variables['Build.SourceBranch'], 'refs/heads/main')"
    return (
      [trigger, pr].every((branches) => JSON.stringify(branches) === '["main"]') &&
      deploys.every(({ condition }) => condition === `and(succeeded(), ${limit})`)
    )
  },
  'bitbucket-pipelines.yml': (text) => {
    const { branches, ...others } = parse(text).pipelines
    return Object.keys(branches).join() === 'main' && !JSON.stringify(others).includes('deploy')
  },
}

const limits = (name: string, text: string): boolean => LIMITS[name]?.(text) ?? false

describe('a deploy', () => {
  it.each(CI)('is limited to the protected default branch: %s', (name) => {
    const text = readFileSync(join('examples/ci', name), 'utf8')
    expect(text).toMatch(/cli\.js" deploy/)
    expect(limits(name, text)).toBe(true)
  })

  it.each([
    ['gitlab-ci.yml', / && \$CI_COMMIT_REF_PROTECTED == "true"/],
    ['Jenkinsfile', /when \{ branch 'main' \}/],
    ['azure-pipelines.yml', /^trigger: .*\n/],
    ['azure-pipelines.yml', /^ +condition: .*SourceBranch.*\n/m],
  ])('would be refused without its limit: %s, %s', (name, limit) => {
    const text = readFileSync(join('examples/ci', name), 'utf8')
    expect(limits(name, text.replace(limit, ''))).toBe(false)
  })

  const workflows = sourceFiles(/^examples\/workflows\//).map(({ path, text }) => ({ path, on: parse(text).on }))

  it.each(workflows.filter(({ on }) => Object.hasOwn(on, 'push')))('on push is of main alone: $path', ({ on }) => {
    expect(on.push).toEqual({ branches: ['main'] })
  })
})
