import { findCommit, git } from '../../support/git.ts'
import { ApiError, type ApiRequest, type Handler, notFound, textOf } from '../api.ts'
import { renderDeployment, renderDeploymentStatus } from '../objects/deployment.ts'
import type { Deployment, World } from '../world.ts'
import { resolveRef } from './commits.ts'

const MAX_DESCRIPTION_CHARACTERS = 140

const create: Handler = (request, world) => {
  const { body, caller } = request
  const ref = textOf(body, 'ref')
  const sha = resolveRef(world, ref)
  if (sha === undefined) throw new ApiError(409, `No ref found for: ${ref}`)
  const environment = textOf(body, 'environment', 'production')
  if (body['auto_merge'] !== false && isBehind(world, ref)) {
    // GitHub's default merges the default branch into the deployed one instead of making a deployment.
    return { status: 202, body: { message: `Auto-merged ${world.defaultBranch} into ${ref} on deployment.` } }
  }
  const deployment: Deployment = {
    id: world.nextId(),
    sha,
    ref,
    task: textOf(body, 'task', 'deploy'),
    environment,
    description: textOf(body, 'description') || null,
    payload: body['payload'] ?? {},
    isTransient: body['transient_environment'] === true,
    isProduction:
      typeof body['production_environment'] === 'boolean'
        ? body['production_environment']
        : environment === 'production',
    author: caller.actor,
    createdAt: world.now(),
    statuses: [],
  }
  world.deployments.push(deployment)
  return { status: 201, body: renderDeployment(world, deployment) }
}

const createStatus: Handler = (request, world) => {
  const { body, caller } = request
  const deployment = deploymentOf(request, world)
  const description = textOf(body, 'description')
  if (description.length > MAX_DESCRIPTION_CHARACTERS) {
    throw new ApiError(422, 'Validation Failed', [
      {
        resource: 'DeploymentStatus',
        code: 'custom',
        field: 'description',
        message: 'description is too long (maximum is 140 characters)',
      },
    ])
  }
  const state = textOf(body, 'state')
  const status = {
    id: world.nextId(),
    state,
    description,
    environmentUrl: textOf(body, 'environment_url'),
    logUrl: textOf(body, 'log_url', textOf(body, 'target_url')),
    author: caller.actor,
    createdAt: world.now(),
  }
  deployment.statuses.push(status)
  if (state === 'success' && body['auto_inactive'] !== false) deactivateOlder(world, deployment)
  return { status: 201, body: renderDeploymentStatus(world, deployment, status) }
}

function deploymentOf({ params }: ApiRequest, world: World): Deployment {
  const deployment = world.deployments.find(({ id }) => id === Number(params['deployment_id']))
  if (deployment === undefined) throw notFound()
  return deployment
}

/** "auto_inactive": a success makes the older deployments of the environment inactive, but for transient ones. */
function deactivateOlder(world: World, newest: Deployment): void {
  for (const deployment of world.deployments) {
    const last = deployment.statuses.at(-1)
    const isOlder = deployment !== newest && deployment.environment === newest.environment
    if (!isOlder || deployment.isTransient || last?.state !== 'success') continue
    deployment.statuses.push({ ...last, id: world.nextId(), state: 'inactive', createdAt: world.now() })
  }
}

function isBehind(world: World, ref: string): boolean {
  const branch = findCommit(world.gitDir, `refs/heads/${ref}`)
  if (branch === undefined) return false
  return git(world.gitDir, ['rev-list', '--max-count=1', `${branch}..refs/heads/${world.defaultBranch}`]) !== ''
}

export const deploymentHandlers = {
  'repos/create-deployment': create,
  'repos/create-deployment-status': createStatus,
} satisfies Record<string, Handler>
