import { parseFlow } from '../flow/flow-document.ts'
import { rewriteNamespace } from '../flow/rewrite-namespace.ts'
import type { KestraClient } from '../kestra/client.ts'
import { computePlan } from '../plan/compute-plan.ts'
import { ownerName } from '../plan/deployment-record.ts'
import { digestOf } from '../plan/digest.ts'
import type { KnownFlow } from '../plan/known-flow.ts'
import type { Plan } from '../plan/plan.ts'
import { summarize } from '../plan/summarize.ts'
import type { Problem } from '../problem/problem.ts'
import { UserError } from '../problem/user-error.ts'
import { previousContents } from '../repository/file-history.ts'
import { checkTree } from './check-tree.ts'
import { describePlan } from './describe-plan.ts'
import { readGitProof } from './git-proof.ts'
import { type KnownDocument, knownDocuments, toKnownFlow } from './known-flows.ts'
import { refuseOlderCommit } from './order-of-commits.ts'
import type { GitReading } from './read-git.ts'
import { type LiveReading, liveOfBase, readLive } from './read-live.ts'
import type { Command } from './report.ts'
import type { RunOptions } from './run-options.ts'
import type { ServerReading } from './server.ts'

/** A plan and what a deploy of it needs. `client` is absent offline. */
export interface PlannedRun {
  readonly plan: Plan
  readonly client: KestraClient | undefined
  readonly live: LiveReading
  readonly knownFlows: readonly KnownFlow[]
}

/**
 * Reads the server (or, offline, takes the Git base for it), checks everything, and plans. Throws `UserError` when the
 * server cannot be read: that is never the same as "nothing has changed there".
 */
export const planRun = async (
  git: GitReading,
  server: ServerReading | undefined,
  run: RunOptions,
): Promise<PlannedRun> => {
  if (server === undefined && NEED_A_SERVER.has(run.command)) throw noServer(run)
  const client = await server?.client
  const live = await readOrAssume(git, { server, client, run })
  const documents = knownDocuments(git.desired, live.liveSides, goneFlows(git, live))
  // An export judges nobody's flows: what the server has is what comes.
  const knownFlows = documents.map(toKnownFlow)
  const problems = run.command === 'export' ? git.problems : await checkTree({ git, live, knownFlows, client, run })
  const planning = { git, live, documents, problems, run }
  const plan = run.command === 'validate' ? problemsOnly(planning) : await makePlan(planning)
  return { plan, client, live, knownFlows }
}

const NEED_A_SERVER: ReadonlySet<Command> = new Set(['deploy', 'drift', 'export'])

interface Connected {
  readonly server: ServerReading | undefined
  readonly client: KestraClient | undefined
  readonly run: RunOptions
}

const readOrAssume = async (git: GitReading, { server, client, run }: Connected): Promise<LiveReading> => {
  if (server === undefined || client === undefined) return liveOfBase(git, run)
  const { namespace } = git.treeSettings
  const { roots } = run.settings
  const owner = ownerName({ repository: run.repository, roots, namespace, namespaceMap: git.namespaceMap })
  return readLive(client, { flows: server.flows, git, options: run, owner })
}

interface Planning {
  readonly git: GitReading
  readonly live: LiveReading
  readonly documents: readonly KnownDocument[]
  readonly problems: readonly Problem[]
  readonly run: RunOptions
}

/** `validate` tells what is wrong, not what a deploy would do. */
const problemsOnly = ({ git, problems }: Planning): Plan => ({
  resources: [],
  summary: summarize([]),
  problems,
  notices: git.notices,
  edges: [],
  digest: digestOf([]),
})

const makePlan = async ({ git, live, documents, problems, run }: Planning): Promise<Plan> => {
  const computed = computePlan({
    ...git,
    liveSides: live.liveSides,
    recorded: live.records.recorded,
    claims: live.records.claims,
    unreadableRecords: live.records.unreadable,
    history: await readHistory(git, live, run),
    unreadFileNamespaces: live.unreadFileNamespaces,
    problems,
    notices: [...git.notices, ...live.notices],
    policy: run.settings.policy,
  })
  const hasWrites = computed.resources.some(({ action }) => action !== 'none')
  const mayBeOlder = run.command === 'deploy' && hasWrites
  const refusal = computed.refusal ?? (mayBeOlder ? await refuseOlderCommit(git, live.records, run) : undefined)
  const described = describePlan({ ...git, resources: computed.resources, documents })
  return {
    ...computed,
    ...described,
    notices: [...computed.notices, ...described.notices],
    ...(refusal !== undefined && { refusal }),
  }
}

const noServer = ({ command, whyOffline }: RunOptions): UserError =>
  new UserError(
    'no-server',
    `${command} needs a Kestra server. ${whyOffline ?? 'Set "server" (on a terminal KESTRA_URL), "username" and "password", and leave out "offline".'}`,
  )

/** Flows that Git had or the record knows, and that the tree has no more: their callers and triggers are worth a word. */
const goneFlows = ({ desiredSides, baseSides }: GitReading, { liveSides, records }: LiveReading): ReadonlySet<string> =>
  new Set(
    [...liveSides.keys()].filter(
      (key) => !desiredSides.has(key) && (baseSides?.has(key) === true || records.recorded.has(key)),
    ),
  )

const readHistory = (git: GitReading, live: LiveReading, { directory }: RunOptions) => {
  const { namespaceMap } = git
  return readGitProof({
    desiredSides: git.desiredSides,
    baseSides: git.baseSides,
    liveSides: live.liveSides,
    recorded: live.records.recorded,
    previousContents: (file) => previousContents(file, { cwd: directory }),
    asDeployed: (kind, content) => {
      if (kind === 'file') return content
      const source = new TextDecoder().decode(content)
      return namespaceMap.length === 0 ? source : rewriteNamespace(parseFlow(source), namespaceMap)
    },
  })
}
