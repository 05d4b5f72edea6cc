import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, inject, test } from 'vitest'
import {
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
  type WorkflowEvent,
  workflowDispatchEvent,
  workflowRunEvent,
} from '../github-stub/events.ts'
import { WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { createGitRepository } from '../support/git-repository.ts'
import { ACTION, runWorkflow } from './run-workflow.ts'
import { exampleWorkflow, standIns, userWorkflow } from './user-workflow.ts'

const actPath = inject('actPath')
const FORK = 'eve/flows'

interface States {
  readonly headSha: string
  readonly baseSha: string
  readonly mergeSha: string
}

interface RunOptions {
  readonly workflow: string
  readonly eventOf: (resourceStates: States) => WorkflowEvent
  readonly artifactFolder?: string
}

/** Runs with a stand-in for this action that prints its inputs. */
async function run({ workflow, eventOf, artifactFolder = '' }: RunOptions) {
  using repository = createGitRepository()
  repository.branch('feature')
  const headSha = repository.commit({ 'flows/a.yml': 'id: a\n' })
  const baseSha = repository.sha('main')
  const mergeSha = repository.pullRequestRefs(1, 'feature') ?? ''
  const event = eventOf({ headSha, baseSha, mergeSha })
  using checkout = repository.clone({ ref: event.sha })
  return await runWorkflow({
    actPath: actPath ?? '',
    workflow,
    event,
    workspace: checkout.dir,
    apiUrl: 'http://127.0.0.1:9',
    secrets: { KESTRA_PASSWORD: 'hunter2', GITHUB_TOKEN: WORKFLOW_TOKEN },
    variables: { KESTRA_URL: 'https://kestra.test', KESTRA_USERNAME: 'ci@acme.test' },
    actions: { ...standIns(), [ACTION]: join(import.meta.dirname, 'actions/echo') },
    env: { ARTIFACT_FOLDER: artifactFolder },
  })
}

const cases = [
  {
    name: 'pull-request',
    eventOf: (resourceStates: States) => pullRequestEvent(resourceStates),
    passes: 'INPUT_SERVER=https://kestra.test',
  },
  {
    name: 'push',
    eventOf: ({ baseSha, mergeSha }: States) => pushEvent({ before: baseSha, after: mergeSha }),
    passes: 'INPUT_ENVIRONMENT=production',
  },
  {
    name: 'merge-group',
    eventOf: ({ baseSha, mergeSha }: States) => mergeGroupEvent({ number: 1, baseSha, headSha: mergeSha }),
    passes: 'INPUT_USERNAME=ci@acme.test',
  },
  { name: 'schedule', eventOf: ({ baseSha }: States) => scheduleEvent({ sha: baseSha }), passes: 'INPUT_PASSWORD=***' },
  {
    name: 'dispatch',
    eventOf: ({ baseSha }: States) => workflowDispatchEvent({ sha: baseSha, inputs: { 'dry-run': 'false' } }),
    passes: 'INPUT_DRY-RUN=false',
  },
]

describe.skipIf(actPath === null)('the workflows of users', () => {
  test.each(cases)('$name is started by its event and passes what is needed', async ({ name, eventOf, passes }) => {
    const { conclusion, log } = await run({ workflow: userWorkflow(name), eventOf })
    expect([conclusion, log]).toEqual(['success', expect.stringContaining(`${passes}\n`)])
  })

  test("a fork's plan reaches the second workflow of docs/forks.md as an artifact", async () => {
    const [plan, comment] = [exampleWorkflow('fork-plan'), exampleWorkflow('fork-comment')]
    const artifactFolder = mkdtempSync(join(tmpdir(), 'artifacts-'))
    try {
      const first = await run({
        workflow: plan,
        eventOf: (resourceStates) => pullRequestEvent({ ...resourceStates, fork: FORK }),
        artifactFolder,
      })
      expect(first.jobs).toEqual({ plan: 'success' })
      const second = await run({
        workflow: comment,
        eventOf: ({ baseSha, headSha }) => workflowRunEvent({ sha: baseSha, headSha, head: 'feature', fork: FORK }),
        artifactFolder,
      })
      expect([second.jobs, second.log]).toEqual([{ comment: 'success' }, expect.stringContaining('found plan.json\n')])
    } finally {
      rmSync(artifactFolder, { recursive: true })
    }
  })
})
