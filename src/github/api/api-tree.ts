import { createHash } from 'node:crypto'
import { UserError } from '../../finding/user-error.ts'
import { LINK_MODE } from '../../repository/git-trees.ts'
import { followLinks } from '../../repository/links.ts'
import type { Tree } from '../../repository/tree.ts'
import { failureOf } from './answer.ts'
import type { GitHubClient } from './client.ts'
import { fetchBlob, fetchEntries } from './git-objects.ts'

// Each file costs one of 1,000 calls an hour (docs/internals/facts/github.md, "Rate limits").
const MAX_FILES_FETCHED = 300

/**
 * Opens a commit that git cannot fetch, through GitHub's API. It costs one call for the list, and one for each symbolic link and each
 * file that differs from the checkout (`local`). Submodules are left out. Throws `UserError` `base-not-readable` at the 301st of these
 * calls, and if GitHub does not return a file.
 */
export const openApiTree = async (client: GitHubClient, sha: string, local: Tree): Promise<Tree> => {
  let fetched = 0
  const fetch = async (blob: string): Promise<Uint8Array> => {
    fetched += 1
    if (fetched > MAX_FILES_FETCHED)
      throw new UserError(
        'base-not-readable',
        `Cannot read the base commit through GitHub's API: more than ${MAX_FILES_FETCHED} files differ from the checkout. git could not fetch it, probably because the checkout keeps no credentials. Set "fetch-depth: 0", or leave out "persist-credentials: false", at actions/checkout.`,
      )
    return fetchBlob(client, blob)
  }
  const files = await orNotReadable(`list the files of ${sha.slice(0, 7)}`, async () => {
    const { tree, truncated } = await fetchEntries(client, sha)
    if (truncated) throw notReadable(`GitHub's API lists only a part of the files of ${sha.slice(0, 7)}`)
    return filesOf(tree, fetch)
  })
  const localPaths = new Set(local.paths)
  return {
    paths: [...files.keys()].sort(),
    read: async (path) => {
      const blob = files.get(path)
      if (blob === undefined) throw new Error(`${path} is not in the tree of the base commit.`)
      if (localPaths.has(path)) {
        const bytes = await local.read(path)
        if (blobSha(bytes, blob.length) === blob) return bytes
      }
      return orNotReadable(`give ${path}`, () => fetch(blob))
    },
    identityOf: (path) => files.get(path),
  }
}

const orNotReadable = async <T>(task: string, read: () => Promise<T>): Promise<T> => {
  try {
    return await read()
  } catch (error) {
    const failure = failureOf(error)
    throw failure === undefined ? error : notReadable(`GitHub's API does not ${task} (${failure.message})`)
  }
}

const notReadable = (why: string): UserError => new UserError('base-not-readable', `${why}.`)

const REGULAR_FILES = ['100644', '100755']

/** Maps each path to its object, with links followed as in a checkout. */
const filesOf = async (
  entries: Awaited<ReturnType<typeof fetchEntries>>['tree'],
  fetch: (blob: string) => Promise<Uint8Array>,
): Promise<ReadonlyMap<string, string>> => {
  const links = new Map<string, string>()
  for (const { path, mode, sha } of entries)
    if (mode === LINK_MODE) links.set(path, new TextDecoder().decode(await fetch(sha)))
  const files = new Map(entries.flatMap(({ path, mode, sha }) => (REGULAR_FILES.includes(mode) ? [[path, sha]] : [])))
  return followLinks({ files, links })
}

/** The git hash of a file with this content. `length` is 64 in repositories with SHA-256, else 40. */
const blobSha = (bytes: Uint8Array, length: number): string =>
  createHash(length === 64 ? 'sha256' : 'sha1')
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest('hex')
