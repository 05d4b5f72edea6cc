import { setTimeout as sleep } from 'node:timers/promises'
import { concurrently, type KestraClient } from '../../kestra/client.ts'
import { type Execution, hasEnded } from '../../kestra/executions/execution.ts'
import { deleteExecution, executionsOf, killExecution } from '../../kestra/executions/executions.ts'
import { readFlow } from '../../kestra/read-flows.ts'
import { deleteFlow } from '../../kestra/write-flows.ts'
import { KINDS, kindEntries } from '../../kinds/kinds.ts'
import { kindsRead, ON_SERVER } from '../../kinds/on-server.ts'
import type { Content, ResourceName } from '../../resource/resource.ts'
import { counted } from '../../text/lists.ts'
import { isStaged, markerLine, type RunOfTests } from './marker.ts'

/** A resource of a case, in a namespace of the case. */
export interface StagedResource extends ResourceName {
  readonly content: Content
}

/** Where a case runs: namespaces that nothing else has anything in. */
export interface TestPlace {
  readonly namespaces: readonly string[]
  readonly flows: readonly { readonly namespace: string; readonly id: string }[]
}

export const stageOf = (resources: readonly ResourceName[]): TestPlace => ({
  namespaces: [...new Set(resources.map(({ namespace }) => namespace))],
  flows: resources.filter(({ kind }) => KINDS[kind].isExecuted).map(({ namespace, name }) => ({ namespace, id: name })),
})

/** Writes what a case needs. The words of the server where it does not take something. */
export const putOnStage = async (
  client: KestraClient,
  resources: readonly StagedResource[],
): Promise<string | undefined> => {
  // What flows read is there before they are.
  const kinds = kindEntries().toSorted(([, a], [, b]) => a.rank - b.rank)
  for (const [kind] of kinds) {
    const answers = await byNamespace(
      resources.filter((resource) => resource.kind === kind),
      async (name) => ({
        name,
        answer: await ON_SERVER[kind].write(client, { name, content: name.content, isNew: true }),
      }),
    )
    const refused = answers.find(({ answer }) => answer.kind !== 'saved')
    if (refused !== undefined) {
      const { answer, name } = refused
      const why =
        'message' in answer
          ? answer.message
          : `the server says that it ${answer.kind === 'exists' ? 'exists' : 'was not stored'}.`
      return `\`${name.namespace}\` \`${name.name}\`: ${why}`
    }
  }
  return undefined
}

/**
 * Namespaces side by side, what lies in one of them in turn. docs/internals/facts/kestra.md, "Files side by side": of two files that make a folder at the
 * same time one fails, and two deletes that empty it can leave it behind.
 */
const byNamespace = async <T extends ResourceName, R>(
  resources: readonly T[],
  work: (resource: T) => Promise<R>,
): Promise<readonly R[]> => {
  const namespaces = [...Map.groupBy(resources, ({ namespace }) => namespace).values()]
  const done = await concurrently(namespaces, async (some) => {
    const results: R[] = []
    for (const resource of some) results.push(await work(resource))
    return results
  })
  return done.flat()
}

/** In which an execution that was killed ends. */
const KILL_MS = 10_000
const PAUSE_MS = 150

/**
 * Removes everything that lies in the namespaces of a stage, and looks whether it is gone: a sentence for what is not. Works on when the run is to end. Throws
 * `UserError` when the server cannot be asked. A namespace with a flow that does not carry the marker of the run is left as it is.
 */
export const clearStage = async (
  client: KestraClient,
  place: TestPlace,
  run: RunOfTests,
): Promise<readonly string[]> => {
  const flows = place.flows.filter(({ namespace }) => isStaged(namespace, run))
  const foreign = await foreignFlows(client, flows, run)
  const notOurs = new Set(foreign.map(({ namespace }) => namespace))
  const isOurs = (namespace: string): boolean => isStaged(namespace, run) && !notOurs.has(namespace)
  const ofFlows = await clearFlows(
    client,
    flows.filter(({ namespace }) => isOurs(namespace)),
  )
  // Not before: what runs may write still.
  const ofContents = await clearContents(client, place.namespaces.filter(isOurs))
  const names = foreign.map(({ namespace, id }) => `Left on the server: flow \`${namespace}.${id}\`, not of this run.`)
  return [...names, ...ofFlows, ...ofContents]
}

const foreignFlows = async (
  client: KestraClient,
  flows: TestPlace['flows'],
  { marker }: RunOfTests,
): Promise<TestPlace['flows']> => {
  const read = await concurrently(flows, async (flow) => ({
    flow,
    found: await readFlow(client, flow.namespace, flow.id),
  }))
  return read.flatMap(({ flow, found }) =>
    found === undefined || found.source.startsWith(markerLine(marker)) ? [] : [flow],
  )
}

const clearFlows = async (client: KestraClient, flows: TestPlace['flows']): Promise<readonly string[]> => {
  await concurrently(flows, (flow) => clearExecutions(client, flow))
  await concurrently(flows, ({ namespace, id }) => deleteFlow(client, { namespace, id }))
  // One that was started at the last moment is there by now.
  const left = await concurrently(flows, async (flow) => {
    const executions = await clearExecutions(client, flow)
    const isThere = (await readFlow(client, flow.namespace, flow.id)) !== undefined
    const name = `\`${flow.namespace}.${flow.id}\``
    return [
      ...(executions > 0 ? [`${counted(executions, 'execution')} of ${name}`] : []),
      ...(isThere ? [`flow ${name}`] : []),
    ]
  })
  return left.flat().map((what) => `Left on the server: ${what}.`)
}

/** How many are left. */
const clearExecutions = async (client: KestraClient, flow: TestPlace['flows'][number]): Promise<number> => {
  const of = { namespace: flow.namespace, flowId: flow.id }
  let found = await executionsOf(client, of)
  const isRunning = (each: Execution): boolean => !hasEnded(each)
  if (found.some(isRunning)) {
    await concurrently(found.filter(isRunning), ({ id }) => killExecution(client, id))
    for (let waited = 0; waited < KILL_MS && found.some(isRunning); waited += PAUSE_MS) {
      // Not a pause of the run: that one is over at once when the run is to end.
      await sleep(PAUSE_MS)
      found = await executionsOf(client, of)
    }
  }
  if (found.length === 0) return 0
  await concurrently(found, ({ id }) => deleteExecution(client, id))
  return (await executionsOf(client, of)).length
}

/** Also what flows wrote there themselves. */
const clearContents = async (client: KestraClient, namespaces: readonly string[]): Promise<readonly string[]> => {
  const left = await concurrently(kindsRead('by-namespace'), async ([kind, { readAll, remove }]) => {
    const found = (await readAll(client, namespaces, NAMES_ALONE)) ?? []
    if (found.length === 0) return []
    await byNamespace(found, (name) => remove(client, name))
    await byNamespace(foldersOf(found), (name) => remove(client, name))
    const still = (await readAll(client, namespaces, NAMES_ALONE)) ?? []
    return still.map(
      ({ namespace, name }) => `Left on the server: ${KINDS[kind].noun} \`${name}\` of \`${namespace}\`.`,
    )
  })
  return left.flat()
}

/** The folders at the top in which these lay: seen on 2.0, they can stay empty. No name but that of a file begins with a slash. */
const foldersOf = (names: readonly ResourceName[]): readonly ResourceName[] => {
  const folders = names.flatMap((of) => {
    const [, folder] = /^(\/[^/]+)\/./.exec(of.name) ?? []
    return folder === undefined ? [] : [{ ...of, name: folder }]
  })
  return [...new Map(folders.map((folder) => [`${folder.namespace} ${folder.name}`, folder])).values()]
}

const NAMES_ALONE = { isNeeded: () => false, expected: () => undefined, knownAt: () => undefined }
