import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { WorkflowEvent } from './events.ts'

export interface RunnerEnvironmentOptions {
  /** The checkout: `GITHUB_WORKSPACE`. */
  readonly workspace: string
  /** Where the event, summary, output, state and environment files go; also `RUNNER_TEMP`. */
  readonly temporary: string
  readonly apiUrl: string
  readonly runId?: number
  readonly runAttempt?: number
  /** `with:` of the step, by input name. */
  readonly inputs?: Readonly<Record<string, string>>
}

/** The variables that a runner gives to a step, for a test that starts the built action as a child process. Writes the files they name. */
export function runnerEnvironment(
  event: WorkflowEvent,
  options: RunnerEnvironmentOptions,
): Readonly<Record<string, string>> {
  const { workspace, temporary, apiUrl } = options
  const file = (name: string, content = '') => {
    const path = join(temporary, name)
    writeFileSync(path, content)
    return path
  }
  const inputs = Object.entries(options.inputs ?? {}).map(([name, value]) => [inputVariable(name), value])
  const [, kind = 'heads', refName = ''] = /^refs\/(\w+)\/(.+)$/.exec(event.ref) ?? []
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_EVENT_PATH: file('event.json', JSON.stringify(event.payload)),
    GITHUB_SHA: event.sha,
    GITHUB_REF: event.ref,
    GITHUB_REF_NAME: refName,
    GITHUB_REF_TYPE: kind === 'tags' ? 'tag' : 'branch',
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_BASE_REF: event.baseRef,
    GITHUB_ACTOR: event.actor,
    GITHUB_TRIGGERING_ACTOR: event.actor,
    GITHUB_REPOSITORY: event.repository,
    GITHUB_REPOSITORY_OWNER: event.repository.split('/')[0] ?? '',
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: apiUrl,
    GITHUB_GRAPHQL_URL: `${apiUrl}/graphql`,
    GITHUB_RUN_ID: String(options.runId ?? 777),
    GITHUB_RUN_NUMBER: '7',
    GITHUB_RUN_ATTEMPT: String(options.runAttempt ?? 1),
    GITHUB_WORKFLOW: 'Kestra',
    GITHUB_JOB: 'kestra',
    GITHUB_ACTION: 'kestra',
    GITHUB_WORKSPACE: workspace,
    GITHUB_STEP_SUMMARY: file('summary.md'),
    GITHUB_OUTPUT: file('output.txt'),
    GITHUB_STATE: file('state.txt'),
    GITHUB_ENV: file('env.txt'),
    GITHUB_PATH: file('path.txt'),
    RUNNER_TEMP: temporary,
    RUNNER_OS: 'Linux',
    RUNNER_ARCH: 'X64',
    ...Object.fromEntries(inputs),
  }
}

/** As the runner names it: upper case, blanks to underscores, hyphens kept. */
function inputVariable(name: string): string {
  return `INPUT_${name.replace(/ /g, '_').toUpperCase()}`
}
