import { makeRedact } from '../../render/redact.ts'
import { isGood, type Report } from '../../report/report.ts'
import type { GitHubClient } from '../api/client.ts'
import { createDeployment, createDeploymentStatus, type DeploymentStatus } from '../api/deployments.ts'
import { attempt, type Skipped } from '../api/failure.ts'
import type { EventContext } from '../event/event-decision.ts'
import type { Job } from '../job/job.ts'

/** Tells GitHub of the deployment when `environment` is set; the function that comes back tells how it ended. */
export const announceDeployment = async (
  { repository, shownSha, run: workflowRun }: EventContext,
  { settings, core, github, gate }: Job,
): Promise<((report: Report) => Promise<void>) | undefined> => {
  if (github === undefined || settings.environment === undefined) return undefined
  const options = {
    repository,
    sha: shownSha,
    environment: settings.environment,
    logUrl: workflowRun.url,
    environmentUrl: `${settings.server ?? ''}/ui/`,
  }
  const started = await startDeployment(github, options)
  if ('sentence' in started) {
    core.info(started.sentence)
    return undefined
  }
  return async ({ result, message }) => {
    const description = makeRedact({ maskedValues: gate.kept() })(message ?? result)
    const end = { deployment: started.id, state: isGood(result) ? 'success' : 'failure', description } as const
    const finished = await finishDeployment(github, options, end)
    if ('sentence' in finished) core.info(finished.sentence)
  }
}

export interface DeploymentOptions
  extends Pick<DeploymentStatus, 'repository' | 'environment' | 'logUrl' | 'environmentUrl'> {
  readonly sha: string
}

const PERMISSION = 'deployments: write'

/** Tells GitHub that a deployment of this commit to the environment is in progress. */
export const startDeployment = (
  client: GitHubClient,
  options: DeploymentOptions,
): Promise<{ readonly kind: 'started'; readonly id: number } | Skipped> =>
  attempt({
    loss: `The deployment to "${options.environment}" is not shown on GitHub`,
    permission: PERMISSION,
    work: async () => {
      const id = await createDeployment(client, options)
      await postStatus(client, options, { deployment: id, state: 'in_progress', description: 'Deploying' })
      return { kind: 'started', id }
    },
  })

/** Tells GitHub how a started deployment ended. After a success GitHub marks the ones before it as inactive. */
export const finishDeployment = (
  client: GitHubClient,
  options: DeploymentOptions,
  end: Pick<DeploymentStatus, 'deployment' | 'description'> & { readonly state: 'success' | 'failure' },
): Promise<{ readonly kind: 'finished' } | Skipped> =>
  attempt({
    loss: `The end of the deployment to "${options.environment}" is not shown on GitHub`,
    permission: PERMISSION,
    work: async () => {
      await postStatus(client, options, end)
      return { kind: 'finished' }
    },
  })

const postStatus = (
  client: GitHubClient,
  { repository, environment, logUrl, environmentUrl }: DeploymentOptions,
  status: Pick<DeploymentStatus, 'deployment' | 'state' | 'description'>,
): Promise<void> => createDeploymentStatus(client, { repository, environment, logUrl, environmentUrl, ...status })
