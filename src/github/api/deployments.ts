import * as z from 'zod'
import type { GitHubClient } from './client.ts'

const deployment = z.object({ id: z.int() })

/** Tells GitHub of a deployment of a commit; its id. */
export const createDeployment = async (client: GitHubClient, sha: string, environment: string): Promise<number> => {
  const { data } = await client.rest.repos.createDeployment({
    ...client.repository,
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

interface DeploymentStatus {
  readonly deployment_id: number
  readonly environment: string
  readonly state: 'in_progress' | 'success' | 'failure'
  /** One line; what is longer than GitHub's 140 characters is cut. */
  readonly description: string
  /** Of the workflow run, for the link "View logs". */
  readonly log_url: string
  /** Of the Kestra UI, for the link "View deployment". */
  readonly environment_url: string
}

const MAX_DESCRIPTION = 140

/** How a deployment stands. After a success GitHub marks the ones before it as inactive. */
export const createDeploymentStatus = async (client: GitHubClient, status: DeploymentStatus): Promise<void> => {
  const description = [...status.description].slice(0, MAX_DESCRIPTION).join('')
  await client.rest.repos.createDeploymentStatus({ ...client.repository, ...status, description, auto_inactive: true })
}
