import type { GitHubClient } from '../api/client.ts'
import { createBlob, createTree, fetchCommit, fetchEntries, type NewEntry } from '../api/git-objects.ts'
import type { RepositoryName } from '../event/event-decision.ts'

export interface FileChange {
  /** In the repository, with `/`. */
  readonly path: string
  /** `null` deletes the file. */
  readonly content: Uint8Array | null
}

export interface ExportTreeOptions {
  readonly repository: RepositoryName
  /** The commit that the files were compared with. */
  readonly parent: string
  readonly files: readonly FileChange[]
}

// One request holds the content of all text files; GitHub says no limit, so a careful one.
const MAX_REQUEST_BYTES = 5_000_000

/**
 * Makes a tree out of the parent's and the exported files through GitHub's API, without touching a branch. Files keep
 * their mode. Returns its SHA; `undefined` when the parent holds these files already.
 */
export const createExportTree = async (
  client: GitHubClient,
  options: ExportTreeOptions,
): Promise<string | undefined> => {
  const { repository, files } = options
  const base = await fetchTreeOf(client, options)
  let sha = base.sha
  for (const chunk of chunksOf(files)) {
    const tree: NewEntry[] = []
    for (const file of chunk) tree.push(await entryOf(client, repository, { file, mode: base.modes.get(file.path) }))
    sha = await createTree(client, { repository, base: sha, tree })
  }
  return sha === base.sha ? undefined : sha
}

/** By way of the commit: asked for the tree of a commit, GitHub answers with the commit's SHA. */
const fetchTreeOf = async (client: GitHubClient, { repository, parent }: ExportTreeOptions) => {
  const { tree } = await fetchCommit(client, repository, parent)
  const { tree: entries } = await fetchEntries(client, repository, tree.sha)
  return { sha: tree.sha, modes: new Map(entries.map(({ path, mode }) => [path, mode])) }
}

const chunksOf = (files: readonly FileChange[]): readonly (readonly FileChange[])[] => {
  const chunks: FileChange[][] = []
  let room = 0
  for (const file of files) {
    const size = file.content?.length ?? 0
    if (size > room || chunks.length === 0) {
      chunks.push([])
      room = MAX_REQUEST_BYTES
    }
    chunks.at(-1)?.push(file)
    room -= size
  }
  return chunks
}

interface EntryOptions {
  readonly file: FileChange
  readonly mode: string | undefined
}

const entryOf = async (client: GitHubClient, repository: RepositoryName, { file, mode }: EntryOptions) => {
  const place = { path: file.path, mode: mode === '100755' ? mode : '100644', type: 'blob' } as const
  if (file.content === null) return { ...place, sha: null }
  const text = textOf(file.content)
  if (text !== undefined) return { ...place, content: text }
  return { ...place, sha: await createBlob(client, repository, file.content) }
}

/** Only what is the same bytes again when it is read as UTF-8 and written. */
const textOf = (content: Uint8Array): string | undefined => {
  const text = Buffer.from(content).toString('utf8')
  return Buffer.from(text, 'utf8').equals(content) ? text : undefined
}
