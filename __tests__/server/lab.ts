import type { ChildProcess } from 'node:child_process'
import * as z from 'zod'
import { call, handHeaders } from '../engine/engine.ts'
import { type CliOptions, type CliRun, type CliTarget, type JsonRun, runCli, runJson } from '../scenarios/run-cli.ts'
import { type Decide, type Gateway, isWrite, type Passed, type Passing } from '../support/gateway.ts'
import { createGitRepository, type FileChanges, type GitRepository } from '../support/git-repository.ts'
import { type ServerHands, serverHands } from '../support/server-hands.ts'
import { isOwn, type Target, TEST_RECORDS, targetOf } from './own-names.ts'

/** What a check can do: users with repositories of their own before one real server, on which only own namespaces and dashboards can change. */
export interface Lab {
  readonly target: CliTarget
  readonly version: string
  /** 1.x: some checks expect something else there. */
  readonly isBefore2: boolean
  /** A person on the server, past the program under test. */
  readonly hands: ServerHands
  /** A full name below the prefix of this run. */
  namespace(name: string): string
  /** The same without a dot, as `common` is one. */
  undotted(name: string): string
  /** A repository whose first commit holds `files`. */
  repository(files: FileChanges): GitRepository
  /** Any other call to the server. */
  call(path: string, init?: RequestInit): Promise<Response>
  run(repository: GitRepository, args: readonly string[], options?: RunOptions): Promise<CliRun & Traffic>
  json(repository: GitRepository, args: readonly string[], options?: RunOptions): Promise<JsonRun & Traffic>
}

export interface RunOptions {
  /** Other credentials or another tenant than the right ones. */
  readonly target?: Partial<CliTarget>
  /** Told each request before it goes on to the server. */
  readonly before?: (passing: Passing, child: ChildProcess | undefined) => Promise<void> | void
}

export interface Traffic {
  readonly sent: readonly Passed[]
  /** `PUT /flows/update/a`: what was sent to change the server, with the prefix left out. */
  readonly writes: readonly string[]
}

/** What the whole run has done so far. */
export interface Ledger {
  readonly sent: readonly Passed[]
  readonly namespaces: ReadonlySet<string>
  /** Requests that would have changed something else, and were not let through. */
  readonly trespasses: readonly string[]
}

export interface LabOptions {
  readonly gateway: Gateway
  readonly target: CliTarget
  readonly prefix: string
  readonly version: string
  /** Aborted: what runs is ended, and nothing more is begun. */
  readonly signal: AbortSignal
  readonly stack: DisposableStack
}

// A run that hangs must not keep what was made from being removed.
const LONGEST_RUN_MS = 600_000

export const openLab = (options: LabOptions): { readonly lab: Lab; readonly ledger: Ledger } => {
  const { gateway, target, prefix, version, stack, signal } = options
  const ledger = { sent: [] as Passed[], namespaces: new Set<string>(), trespasses: [] as string[] }
  const guarded =
    (before?: (passing: Passing) => Promise<void> | void): Decide =>
    async (passing, body) => {
      const into = await boundsOf(targetOf({ ...passing, body }), target)
      if (into.kind === 'namespace' && into.namespace === TEST_RECORDS) {
        await before?.(passing)
        return 'passed'
      }
      const isOthers =
        (into.kind === 'namespace' && !isOwn(prefix, into.namespace)) ||
        (into.kind === 'dashboard' && !isOwn(prefix, into.id))
      if (into.kind === 'unbounded' || isOthers) {
        ledger.trespasses.push(`${passing.method} ${passing.path}`)
        return 'refused'
      }
      if (into.kind === 'namespace') ledger.namespaces.add(into.namespace)
      await before?.(passing)
      return 'passed'
    }
  const own = stack.use(gateway.open(target.url, guarded()))
  const through = async <R>(
    repository: GitRepository,
    { target: other, before }: RunOptions,
    start: (cli: CliOptions) => Promise<R>,
  ): Promise<R & Traffic> => {
    signal.throwIfAborted()
    let child: ChildProcess | undefined
    using passage = gateway.open(
      target.url,
      guarded((passing) => before?.(passing, child)),
    )
    using ending = endingOf(signal)
    const result = await start({
      dir: repository.dir,
      target: { ...target, ...other, url: passage.url },
      onStart: (started) => {
        child = started
        ending.of(started)
      },
    }).catch((error: unknown) => {
      // What a killed process printed tells nothing.
      signal.throwIfAborted()
      throw error
    })
    ledger.sent.push(...passage.log)
    return { ...result, sent: passage.log, writes: writesOf(passage.log, prefix) }
  }
  const lab: Lab = {
    target,
    version,
    isBefore2: version.startsWith('0.') || version.startsWith('1.'),
    hands: serverHands({ ...target, url: own.url }),
    namespace: (name) => `${prefix}.${name}`,
    undotted: (name) => `${prefix}-${name}`,
    repository: (files) => stack.use(createGitRepository({ files })),
    call: (path, init) => call({ ...target, url: own.url }, path, init),
    run: (repository, args, given = {}) => through(repository, given, (cli) => runCli(args, cli)),
    json: (repository, args, given = {}) => through(repository, given, (cli) => runJson(args, cli)),
  }
  return { lab, ledger }
}

/** Ends a process when the run is interrupted, or when it takes longer than any should. */
const endingOf = (signal: AbortSignal): Disposable & { of(child: ChildProcess): void } => {
  const scope = new AbortController()
  let timer: NodeJS.Timeout | undefined
  return {
    of: (child) => {
      const end = () => child.kill('SIGKILL')
      timer = setTimeout(end, LONGEST_RUN_MS)
      signal.addEventListener('abort', end, { signal: scope.signal })
      if (signal.aborted) end()
    },
    [Symbol.dispose]: () => {
      clearTimeout(timer)
      scope.abort()
    },
  }
}

const ExecutionJson = z.looseObject({ namespace: z.string() })

/** An execution changes something where it runs; one that is gone, nothing. */
const boundsOf = async (into: Target, target: CliTarget): Promise<Target> => {
  if (into.kind !== 'execution') return into
  const answer = await call(target, `/executions/${into.id}`)
  if (answer.status === 404) return { kind: 'nowhere' }
  return { kind: 'namespace', namespace: ExecutionJson.parse(await answer.json()).namespace }
}

const writesOf = (sent: readonly Passed[], prefix: string): string[] =>
  sent
    .filter((passed) => isWrite(passed) && !passed.path.endsWith('/kv/kestra-gitops'))
    .map(({ method, path }) => {
      const address = decodeURIComponent(path.replace(/^\/api\/v1\/[^/]+/, ''))
      return `${method} ${address.replaceAll(`${prefix}.`, '')}`
    })

const Configs = z.looseObject({ version: z.string() })

/** The version that a server says it has (docs/internals/facts/kestra.md, "Version"). Throws when it is none of Kestra's, or refuses. */
export const versionOf = async (target: CliTarget): Promise<string> => {
  const address = `${target.url}/api/v1/configs`
  const response = await fetch(address, { headers: handHeaders(target) }).catch((error: Error) => {
    throw new Error(`Nothing answers at ${address}: ${String(error.cause ?? error.message)}`, { cause: error })
  })
  if (!response.ok) throw new Error(`${address} answers ${response.status}: check KESTRA_USERNAME and KESTRA_PASSWORD.`)
  return Configs.parse(await response.json()).version
}
