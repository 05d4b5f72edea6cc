import { attempt, type Skipped } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import {
  createBlob,
  createBranch,
  createCommit,
  createTree,
  fetchCommit,
  fetchEntries,
  fetchTip,
  moveBranch,
  type NewEntry,
} from '../api/git-objects.ts'
import { createPullRequest, listOpenPullRequests, updatePullRequest } from '../api/pull-requests.ts'

export interface ExportRequest extends ExportTreeOptions {
  /** The branch that the pull request is for. */
  readonly into: string
  /** Of this tool alone, one per target, e.g. `kestra-gitops/export-main`. */
  readonly branch: string
  readonly title: string
  /** Markdown, at most 65,536 characters. */
  readonly body: string
}

export type ExportResult =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly number: number; readonly url: string }
  /** The server holds what Git holds. */
  | { readonly kind: 'none' }
  /** Somebody committed to our branch: their work is kept. */
  | { readonly kind: 'kept'; readonly sentence: string }
  /** The token may not write into the repository. */
  | { readonly kind: 'unwritable'; readonly sentence: string }

// Tells our commits from those that people add to the branch.
const TRAILER = 'Exported-by: kestra-gitops'

/**
 * Puts exported files on a branch of their own and opens a pull request, or updates the open one. The branch is moved,
 * not grown: it always holds one commit on top of the parent. Never throws for what GitHub answers: see `attempt`.
 */
export const openExportPullRequest = (
  client: GitHubClient,
  options: ExportRequest,
): Promise<ExportResult | Skipped> => {
  if (options.branch === options.into) throw new Error(`An export never goes to "${options.into}" itself.`)
  return attempt({
    loss: `The export to "${options.branch}" was not finished`,
    permission: 'contents: write, pull-requests: write',
    work: async () => {
      const tip = await readTip(client, options)
      if (tip !== undefined && !tip.isOurs) return kept(options)
      const branch = await writeBranch(client, options, tip)
      if ('sentence' in branch) return branch.kind === 'forbidden' ? { ...branch, kind: 'unwritable' } : branch
      return branch.kind === 'none' ? { kind: 'none' } : writePullRequest(client, options, branch.kind === 'same')
    },
  })
}

/** `same`: the branch holds it already; `none`: the parent does. */
const writeBranch = (
  client: GitHubClient,
  options: ExportRequest,
  tip: Tip | undefined,
): Promise<{ readonly kind: 'none' | 'same' | 'written' } | Skipped> =>
  attempt({
    loss: `The branch "${options.branch}" was not written`,
    permission: 'contents: write',
    work: async () => {
      const tree = await createExportTree(client, options)
      if (tree === undefined) return { kind: 'none' }
      if (tip?.tree === tree && tip.parent === options.parent) return { kind: 'same' }
      await commit(client, options, { tree, isThere: tip !== undefined })
      return { kind: 'written' }
    },
  })

const kept = ({ branch }: ExportRequest): ExportResult => ({
  kind: 'kept',
  sentence: `The branch "${branch}" holds commits that are not of an export: it was left as it is. Merge or delete it, and export again.`,
})

interface Tip {
  readonly tree: string
  readonly parent: string | undefined
  readonly isOurs: boolean
}

const readTip = async (client: GitHubClient, { branch }: ExportRequest): Promise<Tip | undefined> => {
  const sha = await fetchTip(client, branch)
  if (sha === undefined) return undefined
  const { message, tree, parents } = await fetchCommit(client, sha)
  return { tree: tree.sha, parent: parents[0]?.sha, isOurs: message.trimEnd().endsWith(TRAILER) }
}

const commit = async (
  client: GitHubClient,
  { branch, title, parent }: ExportRequest,
  { tree, isThere }: { readonly tree: string; readonly isThere: boolean },
): Promise<void> => {
  const message = `${title}\n\n${TRAILER}\n`
  const sha = await createCommit(client, { message, tree, parents: [parent] })
  await (isThere ? moveBranch : createBranch)(client, branch, sha)
}

const writePullRequest = async (
  client: GitHubClient,
  { branch, into, title, body }: ExportRequest,
  isSame: boolean,
): Promise<ExportResult> => {
  const head = `${client.repository.owner}:${branch}`
  const [open] = await listOpenPullRequests(client, { head, base: into })
  if (open === undefined) {
    const request = { title, body, head: branch, base: into }
    const { number, html_url: url } = await createPullRequest(client, request)
    return { kind: 'created', number, url }
  }
  const { number, html_url: url } = open
  if (isSame && open.title === title && open.body === body) return { kind: 'unchanged', number, url }
  await updatePullRequest(client, { number, title, body })
  return { kind: 'updated', number, url }
}

interface FileChange {
  /** In the repository, with `/`. */
  readonly path: string
  /** `null` deletes the file. */
  readonly content: Uint8Array | null
}

interface ExportTreeOptions {
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
const createExportTree = async (client: GitHubClient, options: ExportTreeOptions): Promise<string | undefined> => {
  const base = await fetchTreeOf(client, options)
  let sha = base.sha
  for (const chunk of chunksOf(options.files)) {
    const tree: NewEntry[] = []
    for (const file of chunk) tree.push(await entryOf(client, { file, mode: base.modes.get(file.path) }))
    sha = await createTree(client, sha, tree)
  }
  return sha === base.sha ? undefined : sha
}

/** By way of the commit: asked for the tree of a commit, GitHub answers with the commit's SHA. */
const fetchTreeOf = async (client: GitHubClient, { parent }: ExportTreeOptions) => {
  const { tree } = await fetchCommit(client, parent)
  const { tree: entries } = await fetchEntries(client, tree.sha)
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

const entryOf = async (client: GitHubClient, { file, mode }: EntryOptions) => {
  const place = { path: file.path, mode: mode === '100755' ? mode : '100644', type: 'blob' } as const
  if (file.content === null) return { ...place, sha: null }
  const text = textOf(file.content)
  if (text !== undefined) return { ...place, content: text }
  return { ...place, sha: await createBlob(client, file.content) }
}

/** Only what is the same bytes again when it is read as UTF-8 and written. */
const textOf = (content: Uint8Array): string | undefined => {
  const text = Buffer.from(content).toString('utf8')
  return Buffer.from(text, 'utf8').equals(content) ? text : undefined
}
