import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import type { WorkflowEvent } from '../github-stub/events.ts'
import { runnerEnvironment } from '../github-stub/runner-environment.ts'
import type { GitHub } from '../github-stub/start-github.ts'
import { builtDist } from './built-dist.ts'
import { COMPILED } from './run-cli.ts'
import type { Scenario } from './start-scenario.ts'

interface ActionOptions {
  readonly event: WorkflowEvent
  readonly github: GitHub
  readonly inputs: Readonly<Record<string, string>>
  readonly runId?: number
}

/** A repository and a server, of a scenario or not. */
export interface ActionTarget extends Pick<Scenario, 'repository'> {
  readonly server: Omit<Scenario['server'], 'version'>
}

/** The built action as a runner starts it, in the repository of a scenario and against its server. */
export const runAction = async (
  { repository, server }: ActionTarget,
  { event, github, inputs, runId }: ActionOptions,
) => {
  const temporary = mkdtempSync(join(tmpdir(), 'runner-'))
  const { url, tenant, username, password } = server
  const environment = runnerEnvironment(event, {
    workspace: repository.dir,
    temporary,
    apiUrl: github.url,
    inputs: { server: url, tenant, username, password, ...inputs },
    ...(runId !== undefined && { runId }),
  })
  const child = spawn(process.execPath, [join(builtDist(), 'main.js')], {
    env: { PATH: process.env['PATH'] ?? '', NODE_COMPILE_CACHE: COMPILED, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [log, faults] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  const [outputs, summary] = ['output.txt', 'summary.md'].map((name) => readFileSync(join(temporary, name), 'utf8'))
  rmSync(temporary, { recursive: true })
  return { code: child.exitCode, log: `${log}${faults}`, outputs, summary }
}
