import { type ChildProcessWithoutNullStreams, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { isUserError, orUserError, UserError } from '../finding/user-error.ts'
import { type GitReach, gitStart } from './git-process.ts'

/** Enough for the listing of a tree with a million files. */
const MAX_OUTPUT_BYTES = 512 * 1024 * 1024

export interface GitOptions {
  readonly cwd: string
  /** Default: `local`, without network. */
  readonly reach?: GitReach
  /** Configuration keys to set to an empty value. */
  readonly empty?: readonly string[]
}

/**
 * Runs git without a shell, and without any program that a config names (`gitStart`). Returns its standard output.
 * Throws `UserError` `git-missing` if git or the folder does not exist, and `git-failed` with git's message if it fails.
 */
export const git = async (
  args: readonly string[],
  { cwd, reach = 'local', empty = [] }: GitOptions,
): Promise<string> => {
  try {
    const start = gitStart(args, { reach, env: process.env, empty })
    const options = { cwd, env: start.env, maxBuffer: MAX_OUTPUT_BYTES, windowsHide: true }
    return (await promisify(execFile)('git', start.args, options)).stdout
  } catch (error) {
    throw gitError(error, { command: args[0] ?? '', cwd })
  }
}

/** Converts the error that Node threw into a `UserError`: git could not be started, or failed. */
const gitError = (error: unknown, { command, cwd }: { readonly command: string; readonly cwd: string }): UserError => {
  const thrown = error instanceof Error ? error : new Error(String(error))
  if ('code' in thrown && thrown.code === 'ENOENT') {
    const message = `git could not be started in ${cwd}: it is not installed, or the folder does not exist. Install git, or check the folder.`
    return new UserError('git-missing', message, { cause: error })
  }
  const stderr = 'stderr' in thrown && typeof thrown.stderr === 'string' ? thrown.stderr.trim() : ''
  const reason = stderr.split('\n')[0] || thrown.message
  const advice = stderr.includes('safe.directory')
    ? 'The folder belongs to another user. First run "git config --global --add safe.directory" with its path.'
    : 'Run it inside a repository with its history (in a workflow: `fetch-depth: 0` at actions/checkout; otherwise: git fetch --unshallow).'
  return new UserError('git-failed', `git ${command} failed: ${reason}. ${advice}`, { cause: error })
}

/** A git process that reads the contents of objects. Close it with `await using`. */
export interface BlobReader extends AsyncDisposable {
  /** The bytes of a blob by its full hash. Throws `UserError` if the checkout does not have it. */
  read(hash: string): Promise<Uint8Array>
}

/** Starts `git cat-file --batch` in `cwd`. Reads may be concurrent; they are answered in order. */
export const openBlobReader = ({ cwd }: { readonly cwd: string }): BlobReader => {
  const { args, env } = gitStart(['cat-file', '--batch'], { reach: 'local', env: process.env })
  const child = spawn('git', args, { cwd, env, windowsHide: true })
  const errors: unknown[] = []
  child.on('error', (error) => errors.push(error))
  // A broken pipe means that the process has ended. Pending reads fail below.
  child.stdin.on('error', (error) => errors.push(error))
  child.stderr.resume()
  const closed = once(child, 'close')
  const answers = readAnswers(child)
  let last: Promise<unknown> = Promise.resolve()
  const receive = async (hash: string, previous: Promise<unknown>): Promise<Uint8Array> => {
    await Promise.allSettled([previous])
    const { value, done } = await answers.next()
    if (done) throw gitError(errors[0] ?? new Error('it ended too early'), { command: 'cat-file', cwd })
    if (value.content !== undefined) return value.content
    const message = `The checkout does not have the object ${hash} (${value.header}). Check out the repository with its history (\`fetch-depth: 0\`).`
    throw new UserError('git-failed', message)
  }
  return {
    read: (hash) => {
      child.stdin.write(`${hash}\n`)
      const answer = receive(hash, last)
      last = answer
      return answer
    },
    [Symbol.asyncDispose]: async () => {
      child.stdin.end()
      await Promise.allSettled([last])
      // The process ends only after its output is read or discarded.
      child.stdout.destroy()
      await Promise.allSettled([closed])
    },
  }
}

interface GitObject {
  readonly header: string
  /** Absent if the object does not exist. */
  readonly content?: Uint8Array
}

/** Parses the answers: `<hash> blob <size>`, a line break, the bytes, a line break; or `<hash> missing` and a line break. */
async function* readAnswers(child: ChildProcessWithoutNullStreams): AsyncGenerator<GitObject, undefined> {
  const source = byteSource(child.stdout)
  for (;;) {
    const header = await source.line()
    if (header === undefined) return undefined
    const size = / blob (\d+)$/.exec(header)?.[1]
    if (size === undefined) yield { header }
    else {
      const content = await source.bytes(Number(size) + 1)
      if (content === undefined) return undefined
      yield { header, content: content.subarray(0, -1) }
    }
  }
}

interface ByteSource {
  /** `undefined` at the end of the stream. */
  line(): Promise<string | undefined>
  bytes(count: number): Promise<Uint8Array | undefined>
}

const byteSource = (stream: AsyncIterable<Buffer>): ByteSource => {
  const chunks = stream[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)
  const take = (count: number): Buffer => {
    const taken = rest.subarray(0, count)
    rest = rest.subarray(count)
    return taken
  }
  const bytes = async (count: number): Promise<Buffer | undefined> => {
    const parts = [rest]
    for (let length = rest.length; length < count; ) {
      const { value, done } = await chunks.next()
      if (done) return undefined
      parts.push(value)
      length += value.length
    }
    if (parts.length > 1) rest = Buffer.concat(parts)
    return take(count)
  }
  const line = async (): Promise<string | undefined> => {
    for (;;) {
      const end = rest.indexOf('\n')
      if (end !== -1)
        return take(end + 1)
          .toString('utf8')
          .slice(0, -1)
      const { value, done } = await chunks.next()
      if (done) return undefined
      rest = Buffer.concat([rest, value])
    }
  }
  return { line, bytes }
}

/** The trimmed output of a git command; `undefined` if it fails or prints nothing. */
export const askGit = async (args: readonly string[], cwd: string): Promise<string | undefined> => {
  const answer = await orUserError(git(args, { cwd }))
  return isUserError(answer) || answer.trim() === '' ? undefined : answer.trim()
}
