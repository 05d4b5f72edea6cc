import { UserError } from '../../problem/user-error.ts'
import type { Report } from '../../report/report.ts'
import type { GitHubClient } from '../api/client.ts'
import { attempt, type Skipped } from '../api/failure.ts'
import { listOpenPullRequests } from '../api/pull-requests.ts'
import type { CommentResult } from '../comment/comment.ts'
import { postComment } from '../comment/post-comment.ts'
import type { TriggeringRun } from '../event/event-decision.ts'
import { type Job, linksOf, targetKey } from '../job/job.ts'
import { readArtifact, reportOfArtifact } from './artifact.ts'

/** The second workflow of docs/forks.md: comments the plan of a pull request that has no secrets itself. */
export const postArtifact = async (triggeringRun: TriggeringRun, job: Job): Promise<void> => {
  const { settings, runner, core, github, gate } = job
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
    maskedValues: gate.kept(),
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
  /** Where the artifact was unpacked. */
  readonly folder: string
  readonly workspace: string
  /** Renders the comment anew: Markdown of the artifact is never posted. */
  readonly post: (report: Report, pullRequest: number) => Promise<CommentResult | Skipped>
}

type PostedArtifact =
  | CommentResult
  | Skipped
  /** Nothing was posted, and why. */
  | { readonly kind: 'none'; readonly sentence: string }

/** The privileged half of the fork recipe (docs/forks.md): posts the plan that an unprivileged run left as an artifact. */
export const postFromArtifact = async (client: GitHubClient, options: ArtifactOptions): Promise<PostedArtifact> => {
  const { triggeringRun, folder, workspace, post } = options
  const artifact = await readArtifact(folder, workspace)
  if (artifact.kind === 'none') return artifact
  const found = await attempt({
    loss: `The pull request of workflow run ${triggeringRun.id} was not looked up`,
    permission: 'pull-requests: write',
    work: async () => ({ pullRequest: await fetchPullRequestOfRun(client, triggeringRun) }),
  })
  if ('kind' in found) return found
  if (found.pullRequest === undefined) {
    const sentence = `No single open pull request has ${triggeringRun.headSha.slice(0, 7)} as its head any more: nothing was posted.`
    return { kind: 'none', sentence }
  }
  return post(reportOfArtifact(artifact.contract, triggeringRun.headSha), found.pullRequest)
}

/**
 * The open pull request whose head a workflow run was of, from GitHub and never from the artifact: by branch and
 * repository of the head, and only while the head is still that commit. `undefined` when there is none, or several.
 * (`commits/{sha}/pulls` knows nothing of commits that only a fork has.)
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
