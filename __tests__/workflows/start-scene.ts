import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type MachineContract, machineContract } from '../../src/render/machine-contract.ts'
import {
  type Fault,
  freshServer,
  injectFault,
  type LoggedRequest,
  requestLog,
  resetControl,
  type TestServer,
} from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { WRITER } from '../github-stub/a-repository.ts'
import type { WorkflowEvent } from '../github-stub/events.ts'
import { type GitHub, type GitHubOptions, startGitHub, WORKFLOW_TOKEN } from '../github-stub/start-github.ts'
import { assertNoCanary, basicPair } from '../scenarios/canaries.ts'
import { createGitRepository, type FileChanges, type GitRepository } from '../support/git-repository.ts'
import { type ServerHands, serverHands } from '../support/server-hands.ts'
import { runWorkflow } from './run-workflow.ts'
import { standIns } from './user-workflow.ts'
import type { WorkflowRun } from './workflow-log.ts'

export interface SceneOptions {
  readonly version: EngineVersion
  /** The first commit of `main`. */
  readonly files: FileChanges
  readonly github?: Partial<GitHubOptions>
}

export interface SceneRunOptions {
  readonly event: WorkflowEvent
  /** The workflow's text. */
  readonly workflow: string
  /** More of the action's inputs than the workflow sets. */
  readonly inputs?: Readonly<Record<string, string>>
  /** Default: that of the README's workflow, with every permission that this project asks for. */
  readonly token?: string
  /** The runs of forks and of Dependabot get no secrets. */
  readonly hasSecrets?: boolean
  /** Further secrets of the repository. */
  readonly secrets?: Readonly<Record<string, string>>
  /** Further variables of the runner. */
  readonly env?: Readonly<Record<string, string>>
  /** Of the checkout; default 1. */
  readonly depth?: number
  /** Default: one more than the run before. */
  readonly runId?: number
  /** The remote is out of reach once the checkout is made. */
  readonly isCutOff?: boolean
  /** What goes wrong on the Kestra server meanwhile. */
  readonly fault?: Fault
  /** The artifacts of the run before are there. */
  readonly hasArtifacts?: boolean
}

/** What a run left behind, and whom it asked. */
export interface SceneRun extends WorkflowRun {
  /** What plan.json holds; absent when the run made none. */
  readonly plan: MachineContract | undefined
  readonly planText: string
  readonly github: GitHub['requests']
  /** With the calls of `hands` left out, when they are not made while it runs. */
  readonly kestra: readonly LoggedRequest[]
}

/** A repository on GitHub, a Kestra server, and whoever starts workflows. */
export interface Scene extends AsyncDisposable {
  readonly server: TestServer
  readonly hands: ServerHands
  readonly repository: GitRepository
  readonly github: GitHub
  run(options: SceneRunOptions): Promise<SceneRun>
}

const FIRST_RUN = 777

export async function startScene({ version, files, github: options }: SceneOptions): Promise<Scene> {
  const server = freshServer(version)
  const repository = createGitRepository({ files })
  const github = await startGitHub({ repository: 'acme/flows', gitDir: repository.dir, tokens: WRITER, ...options })
  const artifacts = mkdtempSync(join(tmpdir(), 'artifacts-'))
  let lastRun = FIRST_RUN - 1
  return {
    server,
    hands: serverHands(server),
    repository,
    github,
    async run(run) {
      lastRun = run.runId ?? lastRun + 1
      if (run.hasArtifacts !== true) rmSync(join(artifacts, 'kestra-plan'), { recursive: true, force: true })
      await resetControl(server)
      if (run.fault !== undefined) await injectFault(server, run.fault)
      const firstCall = github.requests.length
      using checkout = repository.clone({
        ref: run.event.ref,
        isCutOff: run.isCutOff ?? false,
        ...(run.depth !== undefined && { depth: run.depth }),
      })
      const ended = await runWorkflow({
        actPath: inject('actPath') ?? '',
        workflow: withInputs(run.workflow, { tenant: server.tenant, ...run.inputs }),
        event: run.event,
        workspace: checkout.dir,
        apiUrl: github.url,
        secrets: {
          GITHUB_TOKEN: run.token ?? WORKFLOW_TOKEN,
          ...(run.hasSecrets !== false && {
            KESTRA_PASSWORD: server.password,
            KESTRA_READ_PASSWORD: server.password,
            ...run.secrets,
          }),
        },
        variables: {
          KESTRA_URL: server.url,
          KESTRA_USERNAME: server.username,
          KESTRA_READ_USERNAME: server.username,
        },
        actions: standIns(),
        env: { ARTIFACT_FOLDER: artifacts, CHECKOUT: checkout.dir, GITHUB_RUN_ID: String(lastRun), ...run.env },
      })
      const planText = readIfThere(join(artifacts, 'kestra-plan/plan.json'))
      const asked = github.requests.slice(firstCall)
      assertNoCanary(
        {
          // The requests to mask them are the one place that must name them.
          log: ended.rawLog.replaceAll(/^::add-mask::.*$/gm, ''),
          summary: ended.rawSummary,
          outputs: JSON.stringify(ended.outputs),
          'plan.json': planText,
          'requests to GitHub': JSON.stringify(asked.map(({ path, body }) => ({ path, body }))),
        },
        run.hasSecrets === false ? [] : [server.password, basicPair(server.username, server.password)],
      )
      return {
        ...ended,
        planText,
        plan: planText === '' ? undefined : machineContract.parse(JSON.parse(planText)),
        github: asked,
        kestra: await requestLog(server),
      }
    },
    async [Symbol.asyncDispose]() {
      await github.stop()
      repository[Symbol.dispose]()
      rmSync(artifacts, { recursive: true, force: true })
    },
  }
}

/** Puts inputs beside the one for the server, which every step of this action has; in one line or in several. */
function withInputs(workflow: string, inputs: Readonly<Record<string, string>>): string {
  const texts = Object.entries(inputs).map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
  return workflow
    .replaceAll(/^ {10}server: .*\n/gm, (line) => line + texts.map((text) => `          ${text}\n`).join(''))
    .replaceAll('with: { server:', `with: { ${texts.join(', ')}, server:`)
}

function readIfThere(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}
