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

/** The namespaces of a case. They contain nothing else. */
export interface TestPlace {
  readonly namespaces: readonly string[]
  readonly flows: readonly { readonly namespace: string; readonly id: string }[]
}

export const stageOf = (resources: readonly ResourceName[]): TestPlace => ({
  namespaces: [...new Set(resources.map(({ namespace }) => namespace))],
  flows: resources.filter(({ kind }) => KINDS[kind].isExecuted).map(({ namespace, name }) => ({ namespace, id: name })),
})

/** Writes the resources of a case. Returns the server's error if it refuses one. */
export const putOnStage = async (
  client: KestraClient,
  resources: readonly StagedResource[],
): Promise<string | undefined> => {
  // Resources that flows read are written before the flows.
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
 * Handles namespaces concurrently, and the resources of each namespace in sequence. docs/internals/facts/kestra.md, "Files side by side":
 * if two files create a folder at the same time, one fails; two concurrent deletes that empty a folder can leave it behind.
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

/** Time limit in milliseconds for a killed execution to end. */
const KILL_MS = 10_000
const PAUSE_MS = 150

/**
 * Removes everything in the namespaces of a case and checks the result. Returns a sentence for each resource that is left. Continues
 * when the run must end. Throws `UserError` if the server is unavailable. Skips a namespace with a flow without the marker of the run.
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
  // Executions must end first, because they may still write.
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
  // An execution that started at the last moment is listed by now.
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

/** Returns the number of executions that are left. */
const clearExecutions = async (client: KestraClient, flow: TestPlace['flows'][number]): Promise<number> => {
  const of = { namespace: flow.namespace, flowId: flow.id }
  let found = await executionsOf(client, of)
  const isRunning = (each: Execution): boolean => !hasEnded(each)
  if (found.some(isRunning)) {
    await concurrently(found.filter(isRunning), ({ id }) => killExecution(client, id))
    for (let waited = 0; waited < KILL_MS && found.some(isRunning); waited += PAUSE_MS) {
      // A pause of the run would end at once when the run must end.
      await sleep(PAUSE_MS)
      found = await executionsOf(client, of)
    }
  }
  if (found.length === 0) return 0
  await concurrently(found, ({ id }) => deleteExecution(client, id))
  return (await executionsOf(client, of)).length
}

/** Removes the contents, including those that flows wrote themselves. */
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

/** Top-level folders of these files, which can stay empty (seen on 2.0). Only names of files begin with a slash. */
const foldersOf = (names: readonly ResourceName[]): readonly ResourceName[] => {
  const folders = names.flatMap((of) => {
    const [, folder] = /^(\/[^/]+)\/./.exec(of.name) ?? []
    return folder === undefined ? [] : [{ ...of, name: folder }]
  })
  return [...new Map(folders.map((folder) => [`${folder.namespace} ${folder.name}`, folder])).values()]
}

const NAMES_ALONE = { isNeeded: () => false, expected: () => undefined, knownAt: () => undefined }
