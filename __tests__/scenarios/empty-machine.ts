import { spawn } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { pinnedRelease } from '../../scripts/generate-recipes.ts'
import { git } from '../support/git.ts'
import { withTarball } from '../support/local-release.ts'
import { builtDist } from './built-dist.ts'
import { packTarball } from './pack-tarball.ts'

/** One line of a page, as a shell ran it. */
interface RanLine {
  readonly line: string
  readonly code: number
  /** Both streams. */
  readonly said: string
}

/** A home and a folder with nothing in them, and stand-ins for what a reader gets from the network. */
interface EmptyMachine extends AsyncDisposable {
  readonly folder: string
  /** Runs the lines in one shell, in their order, whatever one of them ends with. */
  run(lines: readonly string[], env?: Readonly<Record<string, string>>): Promise<readonly RanLine[]>
}

const { name: NAME } = JSON.parse(readFileSync('package.json', 'utf8'))
const REPOSITORY = `https://github.com/${pinnedRelease().owner}/${NAME}`

export async function emptyMachine(): Promise<EmptyMachine> {
  const top = mkdtempSync(join(tmpdir(), 'empty-machine-'))
  const folder = join(top, 'folder')
  mkdirSync(folder)
  const tarball = packTarball(top)
  const env = {
    PATH: [join(top, 'global/bin'), dirname(process.execPath), process.env['PATH']].join(delimiter),
    HOME: makeHome(top),
    ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_COUNT: '1', GIT_CONFIG_VALUE_0: REPOSITORY },
    GIT_CONFIG_KEY_0: `url.${pathToFileURL(makeCheckout(top)).href}.insteadOf`,
    ...{ npm_config_prefix: join(top, 'global'), npm_config_offline: 'true', npm_config_update_notifier: 'false' },
  }
  return {
    folder,
    run: (lines, more = {}) => {
      const known = lines.map((line) => withTarball(line, tarball))
      return runLines(known, { cwd: folder, env: { ...env, ...more } })
    },
    [Symbol.asyncDispose]: async () => rmSync(top, { recursive: true, force: true }),
  }
}

function makeHome(top: string): string {
  const home = join(top, 'home')
  mkdirSync(home)
  writeFileSync(join(home, '.gitconfig'), '[user]\nname = Me\nemail = me@example.com\n[init]\ndefaultBranch = main\n')
  return home
}

/** What npm takes of a clone of this repository, with a `dist` of the sources as they are now. */
function makeCheckout(top: string): string {
  const checkout = join(top, 'checkout')
  mkdirSync(join(checkout, 'dist'), { recursive: true })
  for (const file of ['package.json', 'package-lock.json', 'README.md']) copyFileSync(file, join(checkout, file))
  cpSync(builtDist(), join(checkout, 'dist'), { recursive: true })
  // As it is committed; the hook of pre-commit needs it as well.
  chmodSync(join(checkout, 'dist/cli.js'), 0o755)
  git(checkout, ['init', '--quiet', '--initial-branch=main'])
  git(checkout, ['add', '--all', '--force'])
  git(checkout, ['-c', 'user.name=Me', '-c', 'user.email=me@example.com', 'commit', '--quiet', '--message', 'Release'])
  return checkout
}

const END_OF_LINE = '@@ end of line'

async function runLines(
  lines: readonly string[],
  { cwd, env }: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<readonly RanLine[]> {
  const script = lines.map((line) => `${line}\necho "${END_OF_LINE} $?"`).join('\n')
  const child = spawn('bash', ['-c', `exec 2>&1\n${script}`], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const parts = (await text(child.stdout)).split(new RegExp(`${END_OF_LINE} (\\d+)\n`))
  return lines.map((line, index) => ({ line, code: Number(parts[2 * index + 1] ?? NaN), said: parts[2 * index] ?? '' }))
}
