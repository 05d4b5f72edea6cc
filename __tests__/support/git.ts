import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { inflateSync } from 'node:zlib'

export interface GitOptions {
  readonly input?: string | Buffer
  readonly env?: Readonly<Record<string, string>>
}

const MAX_OUTPUT_BYTES = 512 * 1024 * 1024

/** Runs git in `dir` without the machine's own configuration; throws with git's own words. Returns the bytes it printed. */
export function gitBytes(dir: string, args: readonly string[], options: GitOptions = {}): Buffer {
  return execFileSync('git', ['-C', dir, ...args], {
    env: {
      ...process.env,
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      LC_ALL: 'C',
      ...options.env,
    },
    input: options.input ?? '',
    maxBuffer: MAX_OUTPUT_BYTES,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
}

/** As `gitBytes`, as text without the last newline. */
export function git(dir: string, args: readonly string[], options: GitOptions = {}): string {
  return gitBytes(dir, args, options).toString('utf8').replace(/\n$/, '')
}

/** The SHA of a commit-ish, `undefined` when the repository does not have it. */
export function findCommit(dir: string, revision: string): string | undefined {
  if (revision === '' || revision.startsWith('-')) return undefined
  const loose = looseCommit(dir, revision)
  if (loose !== undefined) return loose
  try {
    return git(dir, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])
  } catch {
    return undefined
  }
}

/**
 * The same as the files of the repository have it, where they do: a process of git costs more than most of what a test does besides.
 * `undefined`: git is to be asked.
 */
function looseCommit(dir: string, revision: string): string | undefined {
  const gitDir = join(dir, '.git')
  if (HASH.test(revision)) return isLooseCommit(gitDir, revision) ? revision : undefined
  if (!/^\w[\w/-]*$/.test(revision)) return undefined
  // The order in which git looks for a name.
  const places = ['', 'refs/', 'refs/tags/', 'refs/heads/'].map((folder) => join(gitDir, folder, revision))
  const found = places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile() === true)
  if (found === undefined) return undefined
  const content = readFileSync(found, 'utf8').trim()
  const [, target] = /^ref: (refs\/.+)$/.exec(content) ?? []
  if (target !== undefined) return looseCommit(dir, target)
  return HASH.test(content) && isLooseCommit(gitDir, content) ? content : undefined
}

const HASH = /^[0-9a-f]{40}$/

function isLooseCommit(gitDir: string, sha: string): boolean {
  const file = join(gitDir, 'objects', sha.slice(0, 2), sha.slice(2))
  return existsSync(file) && inflateSync(readFileSync(file)).subarray(0, 7).toString() === 'commit '
}
