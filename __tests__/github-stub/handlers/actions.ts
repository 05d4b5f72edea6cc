import { git } from '../../support/git.ts'
import { type Handler, notFound } from '../api.ts'
import { repositoryApiUrl, repositoryHtmlUrl } from '../objects/issue.ts'
import { renderRepository } from '../objects/repository.ts'
import { nodeId } from '../objects/user.ts'

const WORKFLOW_ID = 4711

/** Every run up to the newest is one of this repository. */
const getRun: Handler = ({ params }, world) => {
  const id = Number(params['run_id'])
  if (id > world.newestRunId) throw notFound()
  const repository = renderRepository({ ...world, isFork: false })
  const api = `${repositoryApiUrl(world)}/actions/runs/${id}`
  const now = world.now()
  const body = {
    id,
    node_id: nodeId('WFR', id),
    head_branch: world.defaultBranch,
    run_number: 7,
    display_title: 'Change files',
    event: 'push',
    status: 'completed',
    conclusion: 'success',
    head_sha: git(world.gitDir, ['rev-parse', world.defaultBranch]),
    path: '.github/workflows/kestra.yml',
    workflow_id: WORKFLOW_ID,
    url: api,
    html_url: `${repositoryHtmlUrl(world)}/actions/runs/${id}`,
    created_at: now,
    updated_at: now,
    head_commit: null,
    head_repository: repository,
    repository,
    jobs_url: `${api}/jobs`,
    logs_url: `${api}/logs`,
    check_suite_url: `${repositoryApiUrl(world)}/check-suites/${id}`,
    cancel_url: `${api}/cancel`,
    rerun_url: `${api}/rerun`,
    artifacts_url: `${api}/artifacts`,
    workflow_url: `${repositoryApiUrl(world)}/actions/workflows/${WORKFLOW_ID}`,
    pull_requests: [],
  }
  return { status: 200, body }
}

export const actionHandlers = { 'actions/get-workflow-run': getRun } satisfies Record<string, Handler>
