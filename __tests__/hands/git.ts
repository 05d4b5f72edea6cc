import { execFileSync } from 'node:child_process'

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
  try {
    return git(dir, ['rev-parse', '--verify', '--quiet', `${revision}^{commit}`])
  } catch {
    return undefined
  }
}
