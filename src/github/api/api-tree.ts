import { createHash } from 'node:crypto'
import { UserError } from '../../problem/user-error.ts'
import { LINK_MODE } from '../../repository/git-tree.ts'
import { followLinks } from '../../repository/links.ts'
import type { Tree } from '../../repository/tree.ts'
import type { RepositoryName } from '../event/event-decision.ts'
import type { GitHubClient } from './client.ts'
import { failureOf } from './failure.ts'
import { fetchBlob, fetchEntries } from './git-objects.ts'

export interface ApiTreeOptions {
  readonly repository: RepositoryName
  readonly sha: string
  /** The checkout: files that are the same in both are read there. */
  readonly local: Tree
}

export type ApiTree =
  | { readonly kind: 'found'; readonly tree: Tree }
  /** `why` is a clause without a final stop. */
  | { readonly kind: 'unknown'; readonly why: string }

// One call each, of 1,000 an hour (docs/facts/github.md, "Rate limits").
const MAX_FILES_FETCHED = 300

/**
 * The files of a commit that git cannot fetch, through GitHub's API: one call for the list, one for each file that
 * differs from the checkout and for each symbolic link. Reading the 301st of these throws a `UserError`. Submodules are left out.
 */
export const fetchTree = async (client: GitHubClient, options: ApiTreeOptions): Promise<ApiTree> => {
  const { repository, sha } = options
  try {
    const { tree, truncated } = await fetchEntries(client, repository, sha)
    if (truncated) return { kind: 'unknown', why: `GitHub's API lists only a part of the files of ${sha.slice(0, 7)}` }
    const read = blobReader(client, repository)
    return { kind: 'found', tree: openTree(read, options, await filesOf(tree, read)) }
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined) throw error
    return { kind: 'unknown', why: `GitHub's API does not list the files of ${sha.slice(0, 7)} (${failure.message})` }
  }
}

/** The same tree for a run to read. Throws `UserError` `base-not-readable` where GitHub does not give it. */
export const openApiTree = async (github: GitHubClient, options: ApiTreeOptions): Promise<Tree> => {
  const fetched = await fetchTree(github, options)
  if (fetched.kind !== 'found') throw notReadable(fetched.why)
  const { read } = fetched.tree
  return {
    ...fetched.tree,
    read: async (path) => {
      try {
        return await read(path)
      } catch (error) {
        const failure = failureOf(error)
        throw failure === undefined ? error : notReadable(`GitHub's API does not give ${path} (${failure.message})`)
      }
    },
  }
}

const notReadable = (why: string): UserError => new UserError('base-not-readable', `${why}.`)

const REGULAR_FILES = ['100644', '100755']

type ReadBlob = (sha: string) => Promise<Uint8Array>

/** Path → object, links followed as in a checkout: what stands behind one is as much of the base as any file. */
const filesOf = async (
  entries: Awaited<ReturnType<typeof fetchEntries>>['tree'],
  read: ReadBlob,
): Promise<ReadonlyMap<string, string>> => {
  const links = new Map<string, string>()
  for (const { path, mode, sha } of entries)
    if (mode === LINK_MODE) links.set(path, new TextDecoder().decode(await read(sha)))
  const files = new Map(entries.flatMap(({ path, mode, sha }) => (REGULAR_FILES.includes(mode) ? [[path, sha]] : [])))
  return followLinks({ files, links })
}

const blobReader = (client: GitHubClient, repository: RepositoryName): ReadBlob => {
  let fetched = 0
  return async (sha) => {
    fetched += 1
    if (fetched > MAX_FILES_FETCHED) throw tooManyFiles()
    return fetchBlob(client, repository, sha)
  }
}

const openTree = (read: ReadBlob, { local }: ApiTreeOptions, files: ReadonlyMap<string, string>): Tree => {
  const localPaths = new Set(local.paths)
  return {
    paths: [...files.keys()].sort(),
    read: async (path) => {
      const sha = files.get(path)
      if (sha === undefined) throw new Error(`${path} is not in the tree of the base commit.`)
      if (localPaths.has(path)) {
        const bytes = await local.read(path)
        if (blobSha(bytes, sha.length) === sha) return bytes
      }
      return read(sha)
    },
    identityOf: (path) => files.get(path),
  }
}

/** What git calls a file of this content; repositories with SHA-256 have names of 64 digits. */
const blobSha = (bytes: Uint8Array, length: number): string =>
  createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex')

const tooManyFiles = (): UserError =>
  new UserError(
    'base-not-readable',
    `Cannot read the base commit through GitHub's API: more than ${MAX_FILES_FETCHED} files differ from the checkout. git could not fetch it, probably because the checkout keeps no credentials. Set "fetch-depth: 0", or leave out "persist-credentials: false", at actions/checkout.`,
  )
