import * as z from 'zod'
import type { Report } from '../command/report.ts'
import { makeRedact } from '../render/redact.ts'
import type { Acting } from './acting.ts'
import type { GitHubClient, RepositoryName } from './client.ts'
import type { EventContext } from './event-decision.ts'
import { attempt, type Skipped } from './failure.ts'

/** Tells GitHub of the deployment when `environment` is set; the function that comes back tells how it ended. */
export const announceDeployment = async (
  { repository, shownSha, run: workflowRun }: EventContext,
  { settings, core, github }: Acting,
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
    const isGood = result === 'deployed' || result === 'in-sync' || result === 'drift'
    const description = makeRedact({ maskedValues: settings.secrets }, () => [])(message ?? result)
    const end = { id: started.id, state: isGood ? 'success' : 'failure', description } as const
    const finished = await finishDeployment(github, options, end)
    if ('sentence' in finished) core.info(finished.sentence)
  }
}

export interface DeploymentOptions {
  readonly repository: RepositoryName
  readonly sha: string
  readonly environment: string
  /** Of the workflow run, for the link "View logs". */
  readonly logUrl: string
  /** Of the Kestra UI, for the link "View deployment". */
  readonly environmentUrl: string
}

export interface StartedDeployment {
  readonly kind: 'started'
  readonly id: number
}

export interface DeploymentEnd {
  readonly state: 'success' | 'failure'
  /** One line; GitHub takes 140 characters. */
  readonly description: string
}

const MAX_DESCRIPTION = 140
const PERMISSION = 'deployments: write'

/** Tells GitHub that a deployment of this commit to the environment is in progress. */
export const startDeployment = (
  client: GitHubClient,
  options: DeploymentOptions,
): Promise<StartedDeployment | Skipped> =>
  attempt({
    loss: `The deployment to "${options.environment}" is not shown on GitHub`,
    permission: PERMISSION,
    work: async () => {
      const { data } = await client.rest.repos.createDeployment({
        ...options.repository,
        ref: options.sha,
        environment: options.environment,
        task: 'deploy',
        description: 'kestra-gitops',
        // Or GitHub would merge the default branch into it, or refuse while this very job is a pending check.
        auto_merge: false,
        required_contexts: [],
      })
      // GitHub may answer with a message instead, where it merged a branch: not without `auto_merge`.
      const { id } = deployment.parse(data)
      await postStatus(client, options, { id, state: 'in_progress', description: 'Deploying' })
      return { kind: 'started', id }
    },
  })

/** Tells GitHub how a started deployment ended. After a success GitHub marks the ones before it as inactive. */
export const finishDeployment = (
  client: GitHubClient,
  options: DeploymentOptions,
  { id, state, description }: DeploymentEnd & Pick<StartedDeployment, 'id'>,
): Promise<{ readonly kind: 'finished' } | Skipped> =>
  attempt({
    loss: `The end of the deployment to "${options.environment}" is not shown on GitHub`,
    permission: PERMISSION,
    work: async () => {
      await postStatus(client, options, { id, state, description })
      return { kind: 'finished' }
    },
  })

const deployment = z.object({ id: z.int() })

interface Status {
  readonly id: number
  readonly state: 'in_progress' | DeploymentEnd['state']
  readonly description: string
}

const postStatus = async (client: GitHubClient, options: DeploymentOptions, status: Status): Promise<void> => {
  const { repository, environment, logUrl, environmentUrl } = options
  await client.rest.repos.createDeploymentStatus({
    ...repository,
    deployment_id: status.id,
    state: status.state,
    environment,
    description: [...status.description].slice(0, MAX_DESCRIPTION).join(''),
    log_url: logUrl,
    environment_url: environmentUrl,
    auto_inactive: true,
  })
}
