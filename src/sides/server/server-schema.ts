import type { KestraClient } from '../../kestra/client.ts'
import { type FlowSchema, loadFlowSchema } from '../../validate/schema/flow-schema.ts'
import { keepAnswer, keptAnswer, readKept } from './kept-answers.ts'

/**
 * The schema of `flow`, `dashboard` and their like as this server has it; `undefined` where it has none. Kept in `cacheFolder`, by the version of the server
 * and the hash of its plugins, where the server tells such a hash. Throws `UserError` where the server does not answer, or with something else.
 */
export const readServerSchema = async (
  client: KestraClient,
  type: string,
  cacheFolder: string | undefined,
): Promise<FlowSchema | undefined> => {
  const file = keptAnswer(cacheFolder, type, client.info)
  const kept = await readKept(file, loadFlowSchema)
  if (kept !== undefined) return kept
  const read = await client.readSchema(type)
  if (read === undefined) return undefined
  const schema = loadFlowSchema(read)
  await keepAnswer(file, read)
  return schema
}
