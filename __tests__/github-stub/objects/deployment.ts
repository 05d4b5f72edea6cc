import type { Deployment, DeploymentStatus, World } from '../world.ts'
import { repositoryApiUrl } from './issue.ts'
import { nodeId, renderApp, renderUser } from './user.ts'

export function renderDeployment(world: World, deployment: Deployment) {
  const url = `${repositoryApiUrl(world)}/deployments/${deployment.id}`
  return {
    id: deployment.id,
    node_id: nodeId('DE', deployment.id),
    url,
    statuses_url: `${url}/statuses`,
    repository_url: repositoryApiUrl(world),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    environment: deployment.environment,
    original_environment: deployment.environment,
    description: deployment.description,
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
    creator: renderUser(deployment.author),
    created_at: deployment.createdAt,
    updated_at: deployment.statuses.at(-1)?.createdAt ?? deployment.createdAt,
    performed_via_github_app: renderApp(deployment.author),
  }
}

export function renderDeploymentStatus(world: World, deployment: Deployment, status: DeploymentStatus) {
  const deploymentUrl = `${repositoryApiUrl(world)}/deployments/${deployment.id}`
  return {
    id: status.id,
    node_id: nodeId('DES', status.id),
    url: `${deploymentUrl}/statuses/${status.id}`,
    deployment_url: deploymentUrl,
    repository_url: repositoryApiUrl(world),
    state: status.state,
    description: status.description,
    environment: deployment.environment,
    environment_url: status.environmentUrl,
    target_url: status.logUrl,
    log_url: status.logUrl,
    creator: renderUser(status.author),
    created_at: status.createdAt,
    updated_at: status.createdAt,
    performed_via_github_app: renderApp(status.author),
  }
}
