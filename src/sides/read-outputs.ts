import type { DesiredFlow } from '../flow/desired-flow.ts'
import type { KestraClient } from '../kestra/client.ts'
import { typesRead } from '../validate/outputs/output-reads.ts'
import type { TypeOutputs } from '../validate/outputs/type-outputs.ts'
import type { Host } from './host.ts'
import { readServerOutputs } from './server/server-outputs.ts'

/** What the tasks give whose outputs the flows read: as the server tells it, where there is one to ask, and for the rest as the file of the schema does. */
export const readOutputs = async (
  flows: readonly DesiredFlow[],
  ofFile: Promise<TypeOutputs | undefined>,
  { client, host }: { readonly client: KestraClient | undefined; readonly host: Host },
): Promise<TypeOutputs> => {
  const fromServer = async () => {
    if (client === undefined) return {}
    return readServerOutputs(client, new Set(flows.flatMap(({ document }) => typesRead(document))), host)
  }
  const [known, told] = await Promise.all([ofFile, fromServer()])
  return { ...known, ...told }
}
