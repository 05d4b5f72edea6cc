import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { deploy } from '../../src/commands/deploy.ts'
import { drift } from '../../src/commands/drift.ts'
import { plan } from '../../src/commands/plan.ts'
import { isUserError } from '../../src/finding/user-error.ts'
import type { BegunExecution } from '../../src/kestra/executions/search-executions.ts'
import { readLiveFlows } from '../../src/kinds/on-server.ts'
import { failedReport } from '../../src/report/failed-report.ts'
import type { Report } from '../../src/report/report.ts'
import { openFolder } from '../../src/repository/folder-tree.ts'
import type { ResourceKey } from '../../src/resource/resource.ts'
import type { LiveResource } from '../../src/resource/resource-state.ts'
import type { RawSettings } from '../../src/settings/inputs/raw-settings.ts'
import { parseSettings } from '../../src/settings/settings.ts'
import type { Run, RunOptions } from '../../src/state/run-options.ts'
import { aRun } from '../commands/a-run.ts'
import type { TreeFiles } from './git-objects.ts'
import { createLooseRepository, type LooseRepository } from './loose-repository.ts'
import { mergesOf } from './promised-merge.ts'
import { type ServerInMemory, serverInMemory } from './server-in-memory.ts'

type Content = string | Uint8Array

/** Path to what becomes of the file: another text, what a function makes of its text, or `null`: it is removed. */
export type Edits = Readonly<Record<string, Content | null | ((text: string) => string)>>

/** What happened to the example repository and its server, oldest first, and which command runs in the end. */
export interface Story {
  /** Files of `examples/` that this repository has. Default: all. */
  readonly has?: (path: string) => boolean
  /** How the repository began; never deployed. */
  readonly older?: Edits
  /** What was last deployed; `null`: nothing was ever. */
  readonly deployed?: Edits | null
  /** What people did on the server since. */
  readonly server?: (server: ServerInMemory) => void
  /** The past executions of the last days. Without them the report shows no history. */
  readonly past?: readonly BegunExecution[]
  /** Merged since, and not deployed. */
  readonly pending?: Edits
  /** The change that the run is about. */
  readonly change?: Edits
  /** What pull request 12 was planned with, before it was merged together with, or after, the pull requests `also`. */
  readonly approved?: { readonly edits: Edits; readonly also: readonly number[] }
  /** Fails or refuses while the run lasts. */
  readonly meanwhile?: (server: ServerInMemory) => void
  readonly command?: 'plan' | 'deploy' | 'drift'
  readonly settings?: RawSettings
  readonly run?: Partial<RunOptions>
  readonly isOffline?: boolean
}

/** What a story ends in. */
export interface Ending {
  readonly report: Report
  /** The tree that was deployed or planned. */
  readonly files: TreeFiles
  /** What the server held when the run began. */
  readonly live: ReadonlyMap<ResourceKey, LiveResource>
}

const EXAMPLES = fileURLToPath(new URL('../../examples', import.meta.url))
const SERVER = 'https://kestra.acme.io'
// How often each flow had been written when the story begins.
const REVISIONS = 12
const FIRST_SECOND = Date.UTC(2026, 0, 5, 8) / 1000

/** Replaces text that must be there: an edit that changes nothing would make another case than its name says. */
export const swap =
  (before: string, after: string) =>
  (text: string): string => {
    if (!text.includes(before)) throw new Error(`"${before}" is not in the text`)
    return text.replace(before, after)
  }

/** Another text for a flow of the server, as somebody saves it in the UI. */
export const editOnServer = (server: ServerInMemory, name: string, change: (text: string) => string): void => {
  const [namespace = '', id = ''] = name.split('/')
  const flow = server.get('flow', namespace, id)
  if (typeof flow?.content !== 'string') throw new Error(`the server has no flow ${name}`)
  server.put({ kind: 'flow', namespace, name: id, content: change(flow.content) })
}

// These folders of the examples serve the docs, and flow tests are no part of a plan.
const isOfShop = (path: string): boolean => !/^(?:ci|pull|workflows)\/|\/tests\//.test(path)

const readExamples = async (): Promise<TreeFiles> => {
  const { paths } = await openFolder(EXAMPLES)
  return new Map(paths.filter(isOfShop).map((path) => [path, readFileSync(`${EXAMPLES}/${path}`)]))
}

const edited = (files: TreeFiles, edits: Edits): TreeFiles => {
  const all = new Map(files)
  for (const [path, edit] of Object.entries(edits)) {
    const before = all.get(path)
    if (edit === null) all.delete(path)
    else if (typeof edit !== 'function') all.set(path, edit)
    else if (before === undefined) throw new Error(`${path} is not in the tree`)
    else all.set(path, edit(Buffer.from(before).toString()))
  }
  return all
}

/**
 * Runs a command of the product on a real Git repository, made of the examples, beside a server in memory to which the
 * product itself deployed an earlier commit: what its report counts is what is there.
 */
export const playStory = async (story: Story): Promise<Ending> => {
  await using repository = await createLooseRepository()
  const { has = () => true, older, deployed = {}, pending, change } = story
  const server = serverInMemory()
  const steps = [
    ...(older === undefined ? [] : [{ edits: older }]),
    { edits: deployed ?? {}, isDeployed: deployed !== null },
    ...(pending === undefined ? [] : [{ edits: pending }]),
    { edits: change ?? {} },
  ]
  let files: TreeFiles = new Map([...(await readExamples())].filter(([path]) => has(path)))
  let parent: string | undefined
  let base: string | undefined
  let merges: Run['mergeSource']
  for (const [index, { edits, isDeployed = false }] of steps.entries()) {
    const isChange = index === steps.length - 1
    if (isChange && story.approved !== undefined && parent !== undefined) {
      const promisedFiles = edited(files, story.approved.edits)
      const tip = await repository.commit(promisedFiles, { parent, second: FIRST_SECOND + 60 * index - 1 })
      await repository.checkOut(tip, promisedFiles)
      merges = mergesOf(
        await runStory({ ...story, command: 'plan' }, { repository, server, base: parent }),
        story.approved,
      )
    }
    files = edited(files, edits)
    base = parent
    parent = await repository.commit(files, { ...(parent && { parent }), second: FIRST_SECOND + 60 * index })
    await repository.checkOut(parent, files)
    if (isDeployed) await deployFirst(story, { repository, server })
  }
  server.past = story.past ?? []
  story.server?.(server)
  story.meanwhile?.(server)
  const live = new Map(server.resources)
  return { report: await runStory(story, { repository, server, base: base ?? '', mergeSource: merges }), files, live }
}

interface Stage {
  readonly repository: LooseRepository
  readonly server: ServerInMemory
  readonly base: string
  readonly mergeSource?: Run['mergeSource']
}

const SETTINGS: RawSettings = { server: SERVER, username: 'ada@acme.io', password: 'Correct-Horse-9' }

const deployFirst = async ({ settings }: Story, { repository, server }: Omit<Stage, 'base'>): Promise<void> => {
  // By the same owner as the run of the story.
  const first = parseSettings({ ...SETTINGS, ...(settings?.root && { root: settings.root }) })
  const run = aRun(repository.directory, { command: 'deploy', settings: first })
  const { result } = await deploy({ ...run, server: reading(server) })
  if (result !== 'deployed') throw new Error(`the first deploy ended as ${result}`)
  server.calls.length = 0
  for (const [key, resource] of server.resources)
    if (resource.kind === 'flow') server.resources.set(key, { ...resource, revision: REVISIONS })
}

const COMMANDS = { plan, deploy, drift }

const runStory = async (story: Story, { repository, server, base, mergeSource }: Stage): Promise<Report> => {
  const { command = 'plan', settings = {}, isOffline = false } = story
  const run: Run = {
    ...aRun(repository.directory, {
      command,
      settings: parseSettings({ ...(isOffline ? {} : SETTINGS), ...settings }),
      base: { kind: 'found', sha: base },
      runName: '777',
      ...story.run,
    }),
    mergeSource,
    server: isOffline ? undefined : reading(server),
  }
  const requests = server.client.http.requestCount()
  try {
    const report = await COMMANDS[command](run)
    const history = story.past === undefined ? [] : report.history
    return { ...report, history, requests: { kestra: server.client.http.requestCount() - requests, github: 0 } }
  } catch (error) {
    if (isUserError(error)) return failedReport(run, error)
    throw error
  }
}

const reading = ({ client }: ServerInMemory): NonNullable<Run['server']> => {
  const flows = readLiveFlows(client)
  // Awaited where the product does so.
  flows.catch(() => undefined)
  return { client: Promise.resolve(client), flows, [Symbol.asyncDispose]: () => Promise.resolve() }
}
