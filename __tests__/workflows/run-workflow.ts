import { execFile } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { WorkflowEvent } from '../github-stub/events.ts'
import { readWorkflowLog, type WorkflowRun } from './workflow-log.ts'

export interface RunWorkflowOptions {
  readonly actPath: string
  /** The workflow as a user writes it. */
  readonly workflow: string
  readonly event: WorkflowEvent
  /** The checkout: a git repository at the event's commit, whose `origin` names the GitHub repository. */
  readonly workspace: string
  /** The stub's address, for `GITHUB_API_URL`. */
  readonly apiUrl: string
  readonly secrets?: Readonly<Record<string, string>>
  readonly variables?: Readonly<Record<string, string>>
  /** Folders that stand for other actions: `actions/upload-artifact@v4` to a folder. */
  readonly actions?: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
}

/** How users name this action; its committed `action.yml` and `dist/` stand behind it. */
export const ACTION = 'acme/kestra-gitops@v1'
const ROOT = join(import.meta.dirname, '../..')
const MAX_LOG_BYTES = 64 * 1024 * 1024

/**
 * Runs a workflow under act in host mode, without Docker and without this machine's environment. A failed job is a result,
 * not an error; an error is thrown when act could not run the workflow at all.
 */
export async function runWorkflow(options: RunWorkflowOptions): Promise<WorkflowRun> {
  const { event, workspace, secrets = {} } = options
  // A job that fails leaves its folder in act's cache below HOME.
  const home = mkdtempSync(join(tmpdir(), 'workflow-'))
  try {
    const workflow = join(home, 'workflow.yml')
    const eventPath = join(home, 'event.json')
    writeFileSync(workflow, withoutUnknownKeys(options.workflow))
    writeFileSync(eventPath, JSON.stringify(event.payload))
    const isOther = options.actions?.[ACTION] !== undefined
    const actions = { ...(!isOther && { [ACTION]: copyAction(home) }), ...options.actions }
    const args = [
      event.name,
      '--json',
      ...['--workflows', workflow],
      ...['--eventpath', eventPath],
      ...['--platform', 'ubuntu-latest=-self-hosted'],
      ...['--actor', event.actor],
      ...Object.entries(actions).flatMap(([name, folder]) => ['--local-repository', `${name}=${folder}`]),
      ...Object.entries(secrets).flatMap(([name, value]) => ['--secret', `${name}=${value}`]),
      ...Object.entries(options.variables ?? {}).flatMap(([name, value]) => ['--var', `${name}=${value}`]),
      ...Object.entries(environmentOf(options)).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
      '--no-cache-server',
      '--action-offline-mode',
    ]
    const text = await runAct(options.actPath, args, { home, workspace })
    const run = readWorkflowLog(text, Object.values(secrets))
    if (Object.keys(run.jobs).length === 0) throw new Error(`act ran no job:\n${text}`)
    return run
  } finally {
    rmSync(home, { recursive: true, force: true })
  }
}

/** What act leaves out or gets wrong: the ref of merge groups and of closed pull requests, where GitHub is, a remote that git replaces. */
function environmentOf({ event, apiUrl, env = {} }: RunWorkflowOptions): Readonly<Record<string, string>> {
  return {
    GITHUB_REF: event.ref,
    GITHUB_SHA: event.sha,
    GITHUB_REPOSITORY: event.repository,
    GITHUB_API_URL: apiUrl,
    GITHUB_GRAPHQL_URL: `${apiUrl}/graphql`,
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_RUN_ID: '777',
    GITHUB_TRIGGERING_ACTOR: event.actor,
    ...env,
  }
}

/** act 0.2.89 refuses `queue:` of `concurrency:`, which GitHub has since May 2026. */
function withoutUnknownKeys(workflow: string): string {
  return workflow.replace(/^\s+queue: max\n/gm, '').replaceAll(', queue: max', '')
}

/** Only what a release holds, so that act does not copy node_modules. */
function copyAction(home: string): string {
  const folder = join(home, 'action')
  mkdirSync(folder)
  for (const part of ['action.yml', 'dist']) cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  return folder
}

interface Folders {
  readonly home: string
  readonly workspace: string
}

function runAct(actPath: string, args: readonly string[], { home, workspace }: Folders): Promise<string> {
  // `using: node24` takes the first node of PATH: the one that runs these tests.
  const env = { HOME: home, PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin` }
  return new Promise((resolve, reject) => {
    execFile(actPath, args, { cwd: workspace, env, maxBuffer: MAX_LOG_BYTES }, (error, stdout, stderr) => {
      if (error !== null && typeof error.code !== 'number') reject(error)
      else resolve(`${stdout}\n${stderr}`)
    })
  })
}
