import * as z from 'zod'
import { checked, failureOf, named } from './answer.ts'
import type { GitHubClient } from './client.ts'

const commitInGit = z.object({ message: z.string(), tree: named, parents: z.array(named) })

/** A commit of the repository as git holds it. Rejects when GitHub does not know the SHA. */
export const fetchCommit = async (client: GitHubClient, sha: string) =>
  checked((await client.rest.git.getCommit({ ...client.repository, commit_sha: sha })).data, commitInGit)

const listing = z.object({
  truncated: z.boolean(),
  tree: z.array(named.extend({ path: z.string(), mode: z.string() })),
})

/** All that a tree holds, folders below it included; `truncated` where GitHub does not list it all. */
export const fetchEntries = async (client: GitHubClient, sha: string) =>
  checked((await client.rest.git.getTree({ ...client.repository, tree_sha: sha, recursive: 'true' })).data, listing)

const blob = z.object({ content: z.string(), encoding: z.literal('base64') })

/** The bytes of a file by its hash. */
export const fetchBlob = async (client: GitHubClient, sha: string): Promise<Uint8Array> => {
  const { data } = await client.rest.git.getBlob({ ...client.repository, file_sha: sha })
  return Buffer.from(checked(data, blob).content, 'base64')
}

/** Stores bytes, and tells their hash. */
export const createBlob = async (client: GitHubClient, content: Uint8Array): Promise<string> => {
  const call = { ...client.repository, content: Buffer.from(content).toString('base64'), encoding: 'base64' }
  return checked((await client.rest.git.createBlob(call)).data, named).sha
}

type NewTree = NonNullable<Parameters<GitHubClient['rest']['git']['createTree']>[0]>
export type NewEntry = NewTree['tree'][number]

/** Makes a tree of another one (`base`) with some entries changed, and tells its hash. */
export const createTree = async (client: GitHubClient, base: string, tree: NewEntry[]): Promise<string> =>
  checked((await client.rest.git.createTree({ ...client.repository, base_tree: base, tree })).data, named).sha

interface NewCommit {
  readonly message: string
  readonly tree: string
  readonly parents: string[]
}

/** Makes a commit that no branch holds yet, and tells its hash. */
export const createCommit = async (client: GitHubClient, commit: NewCommit): Promise<string> =>
  checked((await client.rest.git.createCommit({ ...client.repository, ...commit })).data, named).sha

const pointer = z.object({ object: named })

/** The commit that a branch points to; `undefined` when there is no such branch. */
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

/** Points a branch to another commit, whatever it held. */
export const moveBranch = async (client: GitHubClient, branch: string, sha: string): Promise<void> => {
  await client.rest.git.updateRef({ ...client.repository, ref: `heads/${branch}`, sha, force: true })
}
