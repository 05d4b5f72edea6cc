import * as z from 'zod'
import { checked, failureOf, named } from './answer.ts'
import type { GitHubClient } from './client.ts'

const commitInGit = z.object({ message: z.string(), tree: named, parents: z.array(named) })

/** A commit of the repository. Rejects if GitHub does not know the SHA. */
export const fetchCommit = async (client: GitHubClient, sha: string) =>
  checked((await client.rest.git.getCommit({ ...client.repository, commit_sha: sha })).data, commitInGit)

const listing = z.object({
  truncated: z.boolean(),
  tree: z.array(named.extend({ path: z.string(), mode: z.string() })),
})

/** All entries of a tree, recursively. `truncated` if GitHub does not list them all. */
export const fetchEntries = async (client: GitHubClient, sha: string) =>
  checked((await client.rest.git.getTree({ ...client.repository, tree_sha: sha, recursive: 'true' })).data, listing)

const blob = z.object({ content: z.string(), encoding: z.literal('base64') })

/** The bytes of a file by its hash. */
export const fetchBlob = async (client: GitHubClient, sha: string): Promise<Uint8Array> => {
  const { data } = await client.rest.git.getBlob({ ...client.repository, file_sha: sha })
  return Buffer.from(checked(data, blob).content, 'base64')
}

/** A file of a new commit. */
export interface FileChange {
  /** Path from the top of the repository, with `/`. */
  readonly file: string
  /** `undefined` deletes the file. */
  readonly content: Uint8Array | undefined
}

// One request contains all text files. GitHub documents no limit, so this one is conservative.
const MAX_REQUEST_BYTES = 5_000_000

/**
 * Creates a tree from the tree of a commit and changed files. No branch changes, and files keep their mode.
 * Returns the SHA of the tree; `undefined` if the commit already has these files.
 */
export const createTree = async (
  client: GitHubClient,
  commit: string,
  files: readonly FileChange[],
): Promise<string | undefined> => {
  // The tree endpoint answers a commit SHA with that SHA, so the commit is read first.
  const base = (await fetchCommit(client, commit)).tree.sha
  const { tree: entries } = await fetchEntries(client, base)
  const modes = new Map(entries.map(({ path, mode }) => [path, mode]))
  let sha = base
  for (const chunk of chunksOf(files)) {
    const tree = []
    for (const change of chunk) tree.push(await entryOf(client, change, modes.get(change.file)))
    sha = checked((await client.rest.git.createTree({ ...client.repository, base_tree: sha, tree })).data, named).sha
  }
  return sha === base ? undefined : sha
}

const chunksOf = (files: readonly FileChange[]): readonly (readonly FileChange[])[] => {
  const chunks: FileChange[][] = []
  let room = 0
  for (const change of files) {
    const size = change.content?.length ?? 0
    if (size > room || chunks.length === 0) {
      chunks.push([])
      room = MAX_REQUEST_BYTES
    }
    chunks.at(-1)?.push(change)
    room -= size
  }
  return chunks
}

/** The tree entry of a file. Valid UTF-8 is part of the entry; other bytes are stored as a blob first. */
const entryOf = async (client: GitHubClient, { file, content }: FileChange, mode: string | undefined) => {
  const entry = { path: file, mode: mode === '100755' ? mode : '100644', type: 'blob' } as const
  if (content === undefined) return { ...entry, sha: null }
  const text = Buffer.from(content).toString('utf8')
  if (Buffer.from(text, 'utf8').equals(content)) return { ...entry, content: text }
  const call = { ...client.repository, content: Buffer.from(content).toString('base64'), encoding: 'base64' }
  return { ...entry, sha: checked((await client.rest.git.createBlob(call)).data, named).sha }
}

interface NewCommit {
  readonly message: string
  readonly tree: string
  readonly parents: string[]
}

/** Creates a commit that no branch contains yet, and returns its SHA. */
export const createCommit = async (client: GitHubClient, commit: NewCommit): Promise<string> =>
  checked((await client.rest.git.createCommit({ ...client.repository, ...commit })).data, named).sha

const pointer = z.object({ object: named })

/** The SHA of the last commit of a branch; `undefined` if the branch does not exist. */
export const fetchTip = async (client: GitHubClient, branch: string): Promise<string | undefined> => {
  try {
    const { data } = await client.rest.git.getRef({ ...client.repository, ref: `heads/${branch}` })
    return checked(data, pointer).object.sha
  } catch (error) {
    if (failureOf(error)?.kind !== 'not-found') throw error
    return undefined
  }
}

export const createBranch = async (client: GitHubClient, branch: string, sha: string): Promise<void> => {
  await client.rest.git.createRef({ ...client.repository, ref: `refs/heads/${branch}`, sha })
}

/** Moves a branch to another commit, by force. */
export const moveBranch = async (client: GitHubClient, branch: string, sha: string): Promise<void> => {
  await client.rest.git.updateRef({ ...client.repository, ref: `heads/${branch}`, sha, force: true })
}
