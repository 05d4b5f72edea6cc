import { UserError } from '../problem/user-error.ts'
import { renderComment } from '../render/render-comment.ts'
import type { Acting } from './acting.ts'
import type { EventDecision } from './event-decision.ts'
import { linksOf } from './links-of.ts'
import { postFromArtifact } from './post-from-artifact.ts'
import { targetKey } from './target-key.ts'

type PostDecision = Extract<EventDecision, { kind: 'post-artifact' }>

/** The second workflow of docs/forks.md: comments the plan of a pull request that has no secrets itself. */
export const postArtifact = async (
  { triggeringRun, context }: PostDecision,
  { settings, runner, core, github }: Acting,
): Promise<void> => {
  if (settings.artifact === undefined || github === undefined) {
    throw new UserError(
      'no-artifact',
      'On the event "workflow_run" this action posts the plan of another run: set "artifact" to the folder with its plan.json (docs/forks.md shows both workflows).',
    )
  }
  const shown = { ...context, shownSha: triggeringRun.headSha }
  const posted = await postFromArtifact(github, {
    repository: context.repository,
    triggeringRun,
    folder: settings.artifact,
    render: (report) => (budget) =>
      renderComment(report, {
        marker: { key: targetKey(settings), runId: triggeringRun.id, runAttempt: 1, commit: triggeringRun.headSha },
        stage: 'planned',
        links: linksOf(settings, shown, runner.serverUrl),
        maskedValues: settings.secrets,
        isPublic: true,
        budget,
      }),
  })
  if ('sentence' in posted) core.info(posted.sentence)
  if ('url' in posted) core.setOutput('comment-url', posted.url)
}
