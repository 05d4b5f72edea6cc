import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** A Git repository of its own in a temporary folder, removed at the end. */
export interface Repository extends AsyncDisposable {
  readonly directory: string
  head(): Promise<string>
  commit(message: string): Promise<void>
}

/** Copies a folder of this project into a new repository with one commit. */
export const makeRepository = async (folder: string): Promise<Repository> => {
  const directory = mkdtempSync(join(tmpdir(), 'kestra-gitops-demo-'))
  cpSync(folder, directory, { recursive: true })
  const identity = ['-c', 'user.name=Demo', '-c', 'user.email=demo@example.com', '-c', 'commit.gpgsign=false']
  const git = async (...args: readonly string[]): Promise<string> =>
    (await promisify(execFile)('git', [...identity, ...args], { cwd: directory })).stdout.trim()
  const commit = async (message: string): Promise<void> => {
    await git('add', '--all')
    await git('commit', '--quiet', `--message=${message}`)
  }
  await git('init', '--quiet', '--initial-branch=main')
  await git('remote', 'add', 'origin', 'https://github.com/acme/flows.git')
  await commit('The shop')
  return {
    directory,
    head: () => git('rev-parse', 'HEAD'),
    commit,
    [Symbol.asyncDispose]: async () => rmSync(directory, { recursive: true, force: true }),
  }
}
