import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { UserError } from '../problem/user-error.ts'

/** A listing of a tree with a million files fits. */
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024

/**
 * Runs git without a shell and answers what it prints. Throws `UserError`: `git-missing` when there is no git (or no such folder),
 * `git-failed` with git's own words when it refuses.
 */
export const git = async (args: readonly string[], { cwd }: { readonly cwd: string }): Promise<string> => {
  try {
    // Reading must never wait for, or leave behind, a lock of the index.
    const full = ['--no-optional-locks', ...args]
    return (await promisify(execFile)('git', full, { cwd, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true })).stdout
  } catch (error) {
    throw gitError(error, { command: args[0] ?? '', cwd })
  }
}

/** The error for a git that could not be started or that ended badly, from what Node threw. */
export const gitError = (
  error: unknown,
  { command, cwd }: { readonly command: string; readonly cwd: string },
): UserError => {
  const fault = error instanceof Error ? error : new Error(String(error))
  if ('code' in fault && fault.code === 'ENOENT') {
    const message = `git could not be started in ${cwd}: it is not installed, or the folder does not exist. Install git, or check the folder.`
    return new UserError('git-missing', message, { cause: error })
  }
  const stderr = 'stderr' in fault && typeof fault.stderr === 'string' ? fault.stderr.trim() : ''
  const words = stderr.split('\n')[0] || fault.message
  const advice = stderr.includes('safe.directory')
    ? 'The folder belongs to another user: run "git config --global --add safe.directory" with its path first.'
    : 'Check out the repository with its history (`fetch-depth: 0` on actions/checkout), and run inside of it.'
  return new UserError('git-failed', `git ${command} failed: ${words}. ${advice}`, { cause: error })
}
