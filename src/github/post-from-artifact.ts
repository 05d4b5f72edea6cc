import type { Report } from '../command/report.ts'
import { attempt, type Skipped } from './attempt.ts'
import type { GitHubClient, RepositoryName } from './client.ts'
import { type CommentResult, upsertComment } from './comment.ts'
import type { TriggeringRun } from './event-decision.ts'
import { fetchPullRequestOfRun } from './pull-request-of-run.ts'
import { readArtifact } from './read-artifact.ts'
import { reportOfArtifact } from './report-of-artifact.ts'
import type { RenderBody } from './send-fitting.ts'

export interface ArtifactOptions {
  readonly repository: RepositoryName
  readonly triggeringRun: TriggeringRun
  /** Where the artifact was unpacked. */
  readonly folder: string
  /** Renders the comment anew: Markdown of the artifact is never posted. */
  readonly render: (report: Report) => RenderBody
}

export type PostedArtifact =
  | CommentResult
  | Skipped
  /** Nothing was posted, and why. */
  | { readonly kind: 'none'; readonly sentence: string }

/** The privileged half of the fork recipe (docs/forks.md): posts the plan that an unprivileged run left as an artifact. */
export const postFromArtifact = async (client: GitHubClient, options: ArtifactOptions): Promise<PostedArtifact> => {
  const { repository, triggeringRun, folder, render } = options
  const artifact = await readArtifact(folder)
  if (artifact.kind === 'none') return artifact
  const found = await attempt({
    loss: `The pull request of workflow run ${triggeringRun.id} was not looked up`,
    permission: 'pull-requests: write',
    work: async () => ({ pullRequest: await fetchPullRequestOfRun(client, repository, triggeringRun) }),
  })
  if ('kind' in found) return found
  if (found.pullRequest === undefined) {
    const sentence = `No single open pull request has ${triggeringRun.headSha.slice(0, 7)} as its head any more: nothing was posted.`
    return { kind: 'none', sentence }
  }
  return upsertComment(client, {
    repository,
    pullRequest: found.pullRequest,
    render: render(reportOfArtifact(artifact.contract, triggeringRun.headSha)),
    mode: 'create-or-update',
  })
}
