import { EVENT_TIME, eventOf, type RefEventOptions, type WorkflowEvent, worldOf } from './event.ts'
import { renderRepository } from './objects/repository.ts'
import { renderUser } from './objects/user.ts'

export interface WorkflowRunEventOptions extends RefEventOptions {
  readonly headSha: string
  readonly head: string
  readonly fork?: string
  /** The pull requests of the run: GitHub leaves them out for forks. */
  readonly conclusion?: 'success' | 'failure'
  readonly runId?: number
}

/** `workflow_run` completed, after a run for a pull request: the default branch, with no pull request named for forks. */
export function workflowRunEvent(options: WorkflowRunEventOptions): WorkflowEvent {
  const { ref = 'refs/heads/main', sha, headSha, head, conclusion = 'success', runId = 777 } = options
  const world = worldOf(options)
  const [owner = world.owner, name = world.name] = (options.fork ?? '').split('/')
  const isFork = options.fork !== undefined
  const payload = {
    action: 'completed',
    workflow: { id: 1, name: 'Kestra plan', path: '.github/workflows/kestra-plan.yml', state: 'active' },
    workflow_run: {
      id: runId,
      name: 'Kestra plan',
      path: '.github/workflows/kestra-plan.yml',
      event: 'pull_request',
      status: 'completed',
      conclusion,
      run_number: 1,
      run_attempt: 1,
      head_branch: head,
      head_sha: headSha,
      head_commit: { id: headSha, message: 'Change files', timestamp: EVENT_TIME },
      head_repository: renderRepository({
        ...world,
        owner: isFork ? owner : world.owner,
        name: isFork ? name : world.name,
        isFork,
      }),
      repository: renderRepository({ ...world, isFork: false }),
      html_url: `https://github.com/${world.owner}/${world.name}/actions/runs/${runId}`,
      pull_requests: isFork ? [] : [{ number: 1, head: { ref: head, sha: headSha }, base: { ref: 'main', sha } }],
      actor: renderUser({ login: options.actor ?? 'octocat', isApp: false }),
      triggering_actor: renderUser({ login: options.actor ?? 'octocat', isApp: false }),
    },
  }
  return { ...eventOf('workflow_run', options, payload), ref, sha }
}
