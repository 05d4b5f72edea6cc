import { isUserError, orUserError } from '../finding/user-error.ts'
import type { DesiredFlow } from '../flow/desired-flow.ts'
import { concurrently, type KestraClient } from '../kestra/client.ts'
import { findPlugin } from '../kestra/plugins.ts'
import { typesRead } from '../lint/outputs/output-reads.ts'
import { type OutputProperties, readPluginOutputs, TypeOutputs } from '../lint/outputs/output-shape.ts'
import { keepAnswer, keptAnswer, readKept } from './read-schema.ts'
import type { Runtime } from './run-options.ts'

/** What the tasks give whose outputs the flows read: as the server tells it, where there is one to ask, and for the rest as the file of the schema does. */
export const readOutputs = async (
  flows: readonly DesiredFlow[],
  ofFile: Promise<TypeOutputs | undefined>,
  { client, runtime }: { readonly client: KestraClient | undefined; readonly runtime: Runtime },
): Promise<TypeOutputs> => {
  const fromServer = async () => {
    if (client === undefined) return {}
    return readServerOutputs(client, new Set(flows.flatMap(({ document }) => typesRead(document))), runtime)
  }
  const [known, reported] = await Promise.all([ofFile, fromServer()])
  return { ...known, ...reported }
}

/** Of a run without a cache; the next one with it asks for the rest. */
const MOST_REQUESTS = 100
const MOST_MILLISECONDS = 5000

/**
 * What tasks of these types give, as the server tells it: one request for each type, kept beside its schema. Nothing of a type that it does
 * not know, and no more once it refuses, or when 100 requests or 5 s are over: then less is told of the flows, and nothing else.
 */
export const readServerOutputs = async (
  client: KestraClient,
  types: ReadonlySet<string>,
  { cacheFolder, now }: { readonly cacheFolder?: string | undefined; readonly now: () => number },
): Promise<TypeOutputs> => {
  if (types.size === 0) return {}
  const file = keptAnswer(cacheFolder, 'outputs', client.info)
  const kept = (await readKept(file, (json) => TypeOutputs.parse(json))) ?? {}
  const missing = [...types].filter((type) => !Object.hasOwn(kept, type)).slice(0, MOST_REQUESTS)
  const end = now() + MOST_MILLISECONDS
  const read = await askOutputs(client, missing, () => now() < end)
  const all = { ...kept, ...read }
  if (Object.keys(read).length > 0) await keepAnswer(file, all)
  return all
}

/** Of each type that the server knows, until it refuses or `goesOn` says no. */
export const askOutputs = async (
  client: KestraClient,
  types: readonly string[],
  goesOn: () => boolean = () => true,
): Promise<TypeOutputs> => {
  let isRefused = false
  const read = await concurrently(types, async (type): Promise<readonly (readonly [string, OutputProperties])[]> => {
    if (isRefused || !goesOn()) return []
    const plugin = await orUserError(findPlugin(client, type))
    isRefused ||= isUserError(plugin)
    const outputs = isUserError(plugin) ? undefined : readPluginOutputs(plugin)
    return outputs === undefined ? [] : [[type, outputs]]
  })
  return Object.fromEntries(read.flat())
}
