import { join } from 'node:path'
import { freshServer, type LoggedRequest, requestLog, resetControl, type TestServer } from '../engine/engine.ts'
import type { EngineVersion } from '../engine/engine-versions.ts'
import { createGitRepository, type FileChanges, type GitRepository } from '../support/git-repository.ts'
import { type ServerHands, serverHands } from '../support/server-hands.ts'
import { type CliOptions, type CliRun, type JsonRun, runCli, runJson } from './run-cli.ts'
import { deployHere, jsonHere } from './run-here.ts'

type ScenarioRunOptions = Omit<CliOptions, 'dir'> & {
  /** Below the repository; default its top. */
  readonly folder?: string
}

/** One user with a repository and a server that nobody else has. */
export interface Scenario extends Disposable {
  readonly server: TestServer
  readonly repository: GitRepository
  readonly hands: ServerHands
  run(args: readonly string[], options?: ScenarioRunOptions): Promise<CliRun>
  /** With `--json`, as a process of its own: for what the program does around a command. */
  runJson(args: readonly string[], options?: ScenarioRunOptions): Promise<JsonRun>
  /** The same document, in this process wherever that makes no difference: for what a command does. */
  json(args: readonly string[], options?: ScenarioRunOptions): Promise<JsonRun>
  /** A deploy in this process, for tables of many, and for what it tells somebody who watches. */
  deployHere(args?: readonly string[], info?: (text: string) => void): Promise<JsonRun>
  /** The requests that `action` caused and that changed the server, without those for the deployment record. */
  writesOf(action: () => Promise<unknown>): Promise<readonly string[]>
  /** The requests that `action` caused. */
  requestsOf(action: () => Promise<unknown>): Promise<readonly LoggedRequest[]>
}

/** An empty server and a repository whose first commit holds `files`. */
export function startScenario(version: EngineVersion, files: FileChanges): Scenario {
  return scenarioOn(freshServer(version), files)
}

/** Another user's repository for a server that is there already. */
export function scenarioOn(server: TestServer, files: FileChanges): Scenario {
  const repository = createGitRepository({ files })
  const optionsOf = ({ folder = '', ...rest }: ScenarioRunOptions = {}): CliOptions => ({
    target: server,
    dir: join(repository.dir, folder),
    ...rest,
  })
  const requestsOf = async (action: () => Promise<unknown>) => {
    await resetControl(server)
    await action()
    return requestLog(server)
  }
  return {
    server,
    repository,
    hands: serverHands(server),
    run: (args, options) => runCli(args, optionsOf(options)),
    runJson: (args, options) => runJson(args, optionsOf(options)),
    json: (args, options) => jsonHere(args, optionsOf(options)),
    deployHere: (args = [], info) => deployHere(args, optionsOf(), info),
    requestsOf,
    writesOf: async (action) => (await requestsOf(action)).filter(isWrite).map((request) => shown(request, server)),
    [Symbol.dispose]: () => repository[Symbol.dispose](),
  }
}

function isWrite({ method, path }: LoggedRequest): boolean {
  return method !== 'GET' && !path.endsWith('/validate') && !path.endsWith('/kv/kestra-gitops')
}

/** `PUT /flows/company.team/a`: without what differs between runs. */
function shown({ method, path }: LoggedRequest, { tenant }: TestServer): string {
  return `${method} ${decodeURIComponent(path.replace(`/api/v1/${tenant}`, ''))}`
}
