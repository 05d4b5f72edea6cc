import type { PlacedFile, PublishedExport } from '../../export/export-change.ts'
import { credentialsIn } from '../../export/exported-credentials.ts'
import { UserError } from '../../finding/user-error.ts'
import { renderExport } from '../../render/render-export.ts'
import { git } from '../../repository/git.ts'
import { openGitTree } from '../../repository/git-trees.ts'
import { makePatch } from '../../repository/make-patch.ts'
import type { RunOptions } from '../../state/run-options.ts'
import { attempt, type Skipped } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import {
  createBranch,
  createCommit,
  createTree,
  type FileChange,
  fetchCommit,
  fetchTip,
  moveBranch,
} from '../api/git-objects.ts'
import { createPullRequest, listOpenPullRequests, updatePullRequest } from '../api/pull-requests.ts'
import { type Job, targetKey } from '../job/job.ts'
import { writeOwnFile } from '../job/sinks.ts'

/**
 * Publishes an export: a branch of its own per target, and a pull request into the branch that was checked out.
 * Without permission to write, it returns a patch. Throws `UserError` `export-not-published` if neither is possible.
 */
export const publishExport =
  (job: Job): NonNullable<RunOptions['publishExport']> =>
  async (files) => {
    const { context, github, settings, runner } = job
    const { branch: into, pullRequest } = context
    if (github === undefined)
      throw new UserError(
        'export-not-published',
        'An export opens a pull request, but there is no token for it. Set "github-token" to the token of the job, with "permissions: contents: write, pull-requests: write".',
      )
    if (into === undefined || pullRequest !== undefined)
      throw new UserError(
        'export-not-published',
        `An export opens a pull request into the branch that was checked out; the event "${context.event}" has none. Run it on workflow_dispatch or schedule.`,
      )
    const opened = await openExportPullRequest(github, {
      parent: (await git(['rev-parse', '--verify', 'HEAD'], { cwd: runner.workspace })).trim(),
      files,
      into,
      branch: `kestra-gitops/export-${targetKey(settings)}`,
      ...renderExport(
        files.flatMap((file) => exportRowsOf(file, job.sanitizer.maskedValues())),
        { server: settings.server ?? null, tenant: settings.tenant, label: settings.label },
        { maskedValues: job.sanitizer.maskedValues() },
      ),
    })
    if (opened.kind === 'unwritable') return publishPatch(files, opened.sentence, job)
    if ('sentence' in opened) throw new UserError('export-not-published', opened.sentence)
    return { notices: [exportNotice(opened)] }
  }

/** The rows of a file in the text of the pull request. Its first row lists the credentials in the file. */
const exportRowsOf = (file: PlacedFile, secrets: readonly string[]) =>
  file.changes.map((change, index) => ({ ...change, credentials: index === 0 ? credentialsIn(file, secrets) : [] }))

/** Writes the export as a patch for a job that may not write: into a file for a later step, and for the job summary. */
const publishPatch = async (
  files: readonly PlacedFile[],
  why: string,
  { sanitizer, runner }: Job,
): Promise<PublishedExport> => {
  await using head = await openGitTree('HEAD', { cwd: runner.workspace })
  const known = new Set(head.paths)
  const changes = files.map(async ({ file, content }) => {
    return { path: file, before: known.has(file) ? await head.read(file) : undefined, after: content }
  })
  const patch = await makePatch(await Promise.all(changes))
  // A masked patch would create files that differ from the server.
  if (sanitizer.containsSecret(patch))
    throw new UserError(
      'export-not-published',
      `${why} There is no patch either, because the files contain a secret of this job.`,
    )
  const patchFile = await writeOwnFile(runner, 'export.patch', patch)
  return {
    patch,
    notices: [
      `${why} The job summary shows the files as a patch, and \`${patchFile}\` has the whole patch. Apply it to a checkout with \`git apply\`.`,
    ],
  }
}

const exportNotice = (opened: Exclude<ExportResult, { readonly kind: 'kept' | 'unwritable' }>): string =>
  opened.kind === 'none'
    ? 'The branch already contains these files: no pull request is needed.'
    : `Pull request #${opened.number} ${DONE[opened.kind]}: ${opened.url}`

const DONE = { created: 'was opened', updated: 'was updated', unchanged: 'already contains these files' } as const

export interface ExportRequest {
  /** The commit that the export was compared with. */
  readonly parent: string
  readonly files: readonly FileChange[]
  /** The branch that the pull request is for. */
  readonly into: string
  /** A branch that only this program writes, one per target, e.g. `kestra-gitops/export-main`. */
  readonly branch: string
  readonly title: string
  /** Markdown, at most 65,536 characters. */
  readonly body: string
}

type ExportResult =
  | { readonly kind: 'created' | 'updated' | 'unchanged'; readonly number: number; readonly url: string }
  /** The server equals Git. */
  | { readonly kind: 'none' }
  /** The branch has commits of others, which are kept. */
  | { readonly kind: 'kept'; readonly sentence: string }
  /** The token may not write into the repository. */
  | { readonly kind: 'unwritable'; readonly sentence: string }

// Distinguishes our commits from those that people add to the branch.
const TRAILER = 'Exported-by: kestra-gitops'

/**
 * Commits exported files to a branch of their own, and opens a pull request or updates the open one.
 * The branch always has one commit on top of the parent: an update replaces it. Never throws for answers of GitHub (`attempt`).
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
      if (tip !== undefined && !tip.isOurs) {
        const sentence = `The branch "${options.branch}" has commits that no export made, so it was not changed. Merge or delete it, and export again.`
        return { kind: 'kept', sentence }
      }
      const branch = await writeBranch(client, options, tip)
      if ('sentence' in branch) return branch.kind === 'forbidden' ? { ...branch, kind: 'unwritable' } : branch
      return branch.kind === 'none' ? { kind: 'none' } : writePullRequest(client, options, branch.kind === 'same')
    },
  })
}

/** Writes the branch. `same`: it already has these files; `none`: the parent already has them. */
const writeBranch = (
  client: GitHubClient,
  options: ExportRequest,
  tip: Awaited<ReturnType<typeof readTip>>,
): Promise<{ readonly kind: 'none' | 'same' | 'written' } | Skipped> =>
  attempt({
    loss: `The branch "${options.branch}" was not written`,
    permission: 'contents: write',
    work: async () => {
      const tree = await createTree(client, options.parent, options.files)
      if (tree === undefined) return { kind: 'none' }
      if (tip?.tree === tree && tip.parent === options.parent) return { kind: 'same' }
      const message = `${options.title}\n\n${TRAILER}\n`
      const sha = await createCommit(client, { message, tree, parents: [options.parent] })
      await (tip === undefined ? createBranch : moveBranch)(client, options.branch, sha)
      return { kind: 'written' }
    },
  })

const readTip = async (client: GitHubClient, { branch }: ExportRequest) => {
  const sha = await fetchTip(client, branch)
  if (sha === undefined) return undefined
  const { message, tree, parents } = await fetchCommit(client, sha)
  return { tree: tree.sha, parent: parents[0]?.sha, isOurs: message.trimEnd().endsWith(TRAILER) }
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
