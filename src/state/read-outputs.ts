import { isUserError, orUserError } from '../finding/user-error.ts'
import type { DesiredFlow } from '../flow/desired-flow.ts'
import { concurrently, type KestraClient } from '../kestra/client.ts'
import { findPlugin } from '../kestra/plugins.ts'
import { typesRead } from '../lint/outputs/output-reads.ts'
import { type OutputProperties, readPluginOutputs, TypeOutputs } from '../lint/type-outputs.ts'
import { keepAnswer, keptAnswer, readKept } from './read-schema.ts'
import type { Runtime } from './run-options.ts'

/** The outputs of the task types whose outputs the flows read. The server's answer counts; the schema file supplies the other types. */
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

/** Limit for a run without a cache. The next run with the cache asks for the rest. */
const MOST_REQUESTS = 100
const MOST_MILLISECONDS = 5000

/**
 * Reads the outputs of these task types from the server: one request per type, cached beside its schema. Types that the server does
 * not know are left out. Stops when the server refuses a request, or after 100 requests or 5 s; the checks then know fewer outputs.
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

/** Asks for each type that the server knows, until it refuses or `goesOn` returns false. */
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
