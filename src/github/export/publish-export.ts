import type { PlacedFile, PublishedExport } from '../../export/export-change.ts'
import { credentialsIn } from '../../export/exported-credentials.ts'
import { UserError } from '../../problem/user-error.ts'
import { renderExport } from '../../render/render-export.ts'
import { git } from '../../repository/git.ts'
import { openGitTree } from '../../repository/git-tree.ts'
import { makePatch } from '../../repository/make-patch.ts'
import type { RunOptions } from '../../sides/run-options.ts'
import type { EventContext } from '../event/event-decision.ts'
import { type Job, targetKey } from '../job/job.ts'
import { writeOwnFile } from '../job/sinks.ts'
import { type ExportResult, openExportPullRequest } from './export-pull-request.ts'

/**
 * Where an export of the action goes: a branch of its own, one per target, and a pull request into the branch that was
 * checked out. Throws `UserError` when that cannot be: without it the run has done nothing.
 */
export const publishExport =
  (job: Job): NonNullable<RunOptions['publishExport']> =>
  async (files) => {
    const { context, github, settings, runner } = job
    const { branch: into, pullRequest } = context
    if (github === undefined) throw noToken()
    if (into === undefined || pullRequest !== undefined) throw noBranch(context)
    const opened = await openExportPullRequest(github, {
      parent: (await git(['rev-parse', '--verify', 'HEAD'], { cwd: runner.workspace })).trim(),
      files: files.map(asFile),
      into,
      branch: `kestra-gitops/export-${targetKey(settings)}`,
      ...renderExport(
        files.flatMap((placed) => asRows(placed, job.gate.kept())),
        { server: settings.server ?? null, tenant: settings.tenant, label: settings.label },
        { maskedValues: job.gate.kept() },
      ),
    })
    if (opened.kind === 'unwritable') return asPatch(files, opened.sentence, job)
    if ('sentence' in opened) throw new UserError('export-not-published', opened.sentence)
    return { notices: [toldAs(opened)] }
  }

/** The credentials of a file stand in its first row. */
const asRows = (placed: PlacedFile, secrets: readonly string[]) =>
  placed.changes.map((change, index) => ({ ...change, credentials: index === 0 ? credentialsIn(placed, secrets) : [] }))

const asFile = ({ file, content }: PlacedFile) => ({ path: file, content: content ?? null })

/** A job that may not write still has something to hand over: in its summary, and whole in a file for a later step. */
const asPatch = async (files: readonly PlacedFile[], why: string, { gate, runner }: Job): Promise<PublishedExport> => {
  await using head = await openGitTree('HEAD', { cwd: runner.workspace })
  const known = new Set(head.paths)
  const changes = files.map(async ({ file, content }) => {
    return { path: file, before: known.has(file) ? await head.read(file) : undefined, after: content }
  })
  const patch = await makePatch(await Promise.all(changes))
  // Masked, it would bring other files than the server has.
  if (gate.holds(patch))
    throw new UserError(
      'export-not-published',
      `${why} What the server has holds a secret of this job, so there is no patch of it either.`,
    )
  const place = await writeOwnFile(runner, 'export.patch', patch)
  return {
    patch,
    notices: [
      `${why} The files are a patch in the job summary, and whole in \`${place}\`: \`git apply\` brings them into a checkout.`,
    ],
  }
}

const toldAs = (opened: Exclude<ExportResult, { readonly kind: 'kept' | 'unwritable' }>): string => {
  switch (opened.kind) {
    case 'none':
      return 'The branch holds these files already: there is nothing for a pull request.'
    case 'created':
      return `Pull request #${opened.number} was opened: ${opened.url}`
    case 'updated':
      return `Pull request #${opened.number} was updated: ${opened.url}`
    case 'unchanged':
      return `Pull request #${opened.number} holds these files already: ${opened.url}`
  }
}

const noToken = (): UserError =>
  new UserError(
    'export-not-published',
    'An export opens a pull request and has no token for it. Set "github-token" to the job\'s token, with "permissions: contents: write, pull-requests: write".',
  )

const noBranch = ({ event }: EventContext): UserError =>
  new UserError(
    'export-not-published',
    `An export opens a pull request into the branch that was checked out; the event "${event}" has none. Run it on workflow_dispatch or schedule.`,
  )
