import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import { UserError } from '../../finding/user-error.ts'
import { type Action, NONE_UNMANAGED, NOT_KNOWN, type Plan, type PlannedResource } from '../../plan/plan.ts'
import { isRepositoryPath } from '../../render/links.ts'
import { type MachineContract, machineContract, nameInContract } from '../../render/machine-contract.ts'
import { NOTHING_KNOWN } from '../../report/failed-report.ts'
import type { Report, ReportHead } from '../../report/report.ts'
import { readNamedFile } from '../../repository/named-files.ts'
import { parseJson } from '../../text/json.ts'
import { attempt, type Skipped } from '../api/answer.ts'
import type { GitHubClient } from '../api/client.ts'
import { listOpenPullRequests } from '../api/pull-requests.ts'
import type { CommentResult } from '../comment/comment.ts'
import { postComment } from '../comment/post-comment.ts'
import type { TriggeringRun } from '../event/event-decision.ts'
import { type Job, linksOf, targetKey } from '../job/job.ts'

/** Runs the second workflow of docs/forks.md: it comments the plan of a pull request whose own run has no secrets. */
export const postArtifact = async (triggeringRun: TriggeringRun, job: Job): Promise<void> => {
  const { settings, runner, core, github, sanitizer } = job
  if (settings.artifact === undefined || github === undefined) {
    throw new UserError(
      'no-artifact',
      'On the event "workflow_run" this action posts the plan of another run: set "artifact" to the folder with its plan.json (docs/forks.md shows both workflows).',
    )
  }
  const options = {
    marker: { key: targetKey(settings), runId: triggeringRun.id, runAttempt: 1, commit: triggeringRun.headSha },
    stage: 'planned',
    links: linksOf(job),
    maskedValues: sanitizer.maskedValues(),
    isPublic: true,
  } as const
  const posted = await postFromArtifact(github, {
    triggeringRun,
    folder: settings.artifact,
    workspace: runner.workspace,
    post: (report, pullRequest) =>
      postComment(
        { ...report, target: { ...report.target, label: settings.label } },
        { github, pullRequest, mode: 'create-or-update', options, job },
      ),
  })
  if ('sentence' in posted) core.info(posted.sentence)
  if ('url' in posted) core.setOutput('comment-url', posted.url)
}

export interface ArtifactOptions {
  readonly triggeringRun: TriggeringRun
  /** Folder of the unpacked artifact. */
  readonly folder: string
  readonly workspace: string
  /** Renders and posts the comment. Markdown of the artifact is never posted. */
  readonly post: (report: Report, pullRequest: number) => Promise<CommentResult | Skipped>
}

/** Posts the plan that a run without privileges stored as an artifact (docs/forks.md). */
export const postFromArtifact = async (
  client: GitHubClient,
  options: ArtifactOptions,
): Promise<CommentResult | Skipped | NotPosted> => {
  const { triggeringRun, folder, workspace, post } = options
  const artifact = await readArtifact(folder, workspace)
  if ('sentence' in artifact) return artifact
  const found = await attempt({
    loss: `The pull request of workflow run ${triggeringRun.id} was not looked up`,
    permission: 'pull-requests: write',
    work: async () => ({ pullRequest: await fetchPullRequestOfRun(client, triggeringRun) }),
  })
  if ('kind' in found) return found
  if (found.pullRequest === undefined) {
    const sentence = `There is no longer exactly one open pull request with the head ${triggeringRun.headSha.slice(0, 7)}: nothing was posted.`
    return { kind: 'none', sentence }
  }
  return post(reportOfArtifact(artifact, triggeringRun.headSha), found.pullRequest)
}

/**
 * The number of the open pull request that a workflow run belongs to. It comes from GitHub, never from the artifact.
 * Branch, repository and commit of the head must match. `undefined` if there is none, or more than one.
 * (`commits/{sha}/pulls` does not know commits that only a fork has.)
 */
const fetchPullRequestOfRun = async (
  client: GitHubClient,
  { headSha, headBranch, headOwner, headRepository }: TriggeringRun,
): Promise<number | undefined> => {
  const listed = await listOpenPullRequests(client, { head: `${headOwner}:${headBranch}` })
  const [first, ...others] = listed.filter(
    ({ head }) => head.sha === headSha && head.repo?.full_name === headRepository,
  )
  return others.length === 0 ? first?.number : undefined
}

// A plan that creates 5,000 flows has about 2 MB.
const MAX_ARTIFACT_BYTES = 5_000_000

/** The reason why nothing was posted. */
type NotPosted = { readonly kind: 'none'; readonly sentence: string }

/**
 * Reads the plan.json that the run of a pull request stored in a folder. The author of the pull request may have written it, so nothing in
 * it is trusted. Links are refused, because one could copy a file of this machine into a public comment.
 */
const readArtifact = async (folder: string, workspace: string): Promise<MachineContract | NotPosted> => {
  const path = join(folder, 'plan.json')
  let content: Buffer
  try {
    const stats = await lstat(path)
    if (!stats.isFile()) return notPosted('it is not a regular file')
    if (stats.size > MAX_ARTIFACT_BYTES) return notPosted(`it has ${stats.size} bytes, more than ${MAX_ARTIFACT_BYTES}`)
    content = await readNamedFile({ path, workspace, as: 'the artifact' })
  } catch (error) {
    return notPosted(error instanceof Error ? error.message : String(error))
  }
  const parsed = machineContract.safeParse(parseJson(content.toString('utf8')))
  if (!parsed.success) return notPosted('it is not a plan of this version of kestra-gitops')
  const { resources, problems } = parsed.data
  return [...resources, ...problems].every(({ file }) => file === undefined || isRepositoryPath(file))
    ? parsed.data
    : notPosted('it names a file by a path that no repository can contain: absolute, or with a step `.` or `..`')
}

const notPosted = (why: string): NotPosted => ({
  kind: 'none',
  sentence: `The plan.json of the artifact was not posted: ${why}.`,
})

/**
 * Converts the plan.json of a pull request from a fork into a report for the comment. The fork controls its run, so the report never
 * says that it was checked against the server, deployed, or safe to merge. Its texts stay untrusted.
 */
export const reportOfArtifact = (contract: MachineContract, commit: string): Report => {
  const plan = planOf(contract)
  const isEmpty = plan.resources.every(({ action }) => action === 'none')
  const { result } = contract
  const head: ReportHead = {
    ...NOTHING_KNOWN,
    command: 'plan',
    result: result === 'invalid' || result === 'refused' || result === 'failed' ? result : 'changes',
    reason: contract.reason,
    message: forkMessage(contract, isEmpty),
    target: { server: null, tenant: contract.target.tenant, label: undefined, serverVersion: null },
    commit,
    base: contract.base,
    problems: contract.problems.map(({ severity, code, message, file, line, column, elsewhere }) => ({
      ...{ severity, code, message },
      ...(elsewhere === true ? { isPreexisting: true as const } : {}),
      ...(file === undefined ? {} : { file }),
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
    })),
    notices: [NOTICE],
  }
  return isEmpty ? { kind: 'failure', ...head } : { kind: 'plan', ...head, plan }
}

const NOTICE =
  'This pull request comes from a fork: its own run, which it can change, compared it with Git, not with the server. Read the diff before you trust this.'

const forkMessage = ({ result, reason }: MachineContract, isEmpty: boolean): string | undefined => {
  if (result === 'failed' || result === 'refused') return `the run of the fork ended with \`${reason ?? result}\``
  return isEmpty ? 'the run of the fork says that no resource changes' : undefined
}

const planOf = ({ resources, summary, digest }: MachineContract): Plan => ({
  resources: resources.map(plannedResource),
  summary,
  // The report has them.
  problems: [],
  notices: [],
  edges: [],
  unmanaged: NONE_UNMANAGED,
  digest: digest ?? '',
  refusal: undefined,
})

const plannedResource = (resource: MachineContract['resources'][number]): PlannedResource => ({
  ...NOT_KNOWN,
  ...nameInContract(resource),
  file: resource.file,
  change: resource.change,
  action: ACTIONS[resource.change] ?? 'none',
  origin: 'here',
  revision: { live: null, after: null },
  words: resource.words,
})

const ACTIONS: Readonly<Partial<Record<PlannedResource['change'], Action>>> = {
  create: 'create',
  update: 'update',
  adopt: 'update',
  delete: 'delete',
}
