import * as z from 'zod'
import type { RepositoryName } from '../event/event-decision.ts'
import type { GitHubClient } from './client.ts'

const deployment = z.object({ id: z.int() })

interface NewDeployment {
  readonly repository: RepositoryName
  readonly sha: string
  readonly environment: string
}

/** Tells GitHub of a deployment of a commit; its id. */
export const createDeployment = async (
  client: GitHubClient,
  { repository, sha, environment }: NewDeployment,
): Promise<number> => {
  const { data } = await client.rest.repos.createDeployment({
    ...repository,
    ref: sha,
    environment,
    task: 'deploy',
    description: 'kestra-gitops',
    // Or GitHub would merge the default branch into it, or refuse while this very job is a pending check.
    auto_merge: false,
    required_contexts: [],
  })
  // GitHub may answer with a message instead, where it merged a branch: not without `auto_merge`.
  return deployment.parse(data).id
}

export interface DeploymentStatus {
  readonly repository: RepositoryName
  readonly deployment: number
  readonly environment: string
  readonly state: 'in_progress' | 'success' | 'failure'
  /** One line; what is longer than GitHub's 140 characters is cut. */
  readonly description: string
  /** Of the workflow run, for the link "View logs". */
  readonly logUrl: string
  /** Of the Kestra UI, for the link "View deployment". */
  readonly environmentUrl: string
}

const MAX_DESCRIPTION = 140

/** How a deployment stands. After a success GitHub marks the ones before it as inactive. */
export const createDeploymentStatus = async (
  client: GitHubClient,
  { repository, deployment: deployment_id, description, logUrl, environmentUrl, ...status }: DeploymentStatus,
): Promise<void> => {
  await client.rest.repos.createDeploymentStatus({
    ...repository,
    ...status,
    deployment_id,
    description: [...description].slice(0, MAX_DESCRIPTION).join(''),
    log_url: logUrl,
    environment_url: environmentUrl,
    auto_inactive: true,
  })
}
