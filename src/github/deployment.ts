import * as z from 'zod'
import { attempt, type Skipped } from './attempt.ts'
import type { GitHubClient, RepositoryName } from './client.ts'

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
      const { data } = await client.request('POST /repos/{owner}/{repo}/deployments', {
        ...options.repository,
        ref: options.sha,
        environment: options.environment,
        task: 'deploy',
        description: 'kestra-gitops',
        // Or GitHub would merge the default branch into it, or refuse while this very job is a pending check.
        auto_merge: false,
        required_contexts: [],
      })
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
  await client.request('POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses', {
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
