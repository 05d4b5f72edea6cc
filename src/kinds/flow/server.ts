import { setTimeout as sleep } from 'node:timers/promises'
import type { KestraClient } from '../../kestra/client.ts'
import type { LiveFlow } from '../../kestra/server.ts'
import type { WriteAnswer } from '../../kestra/write-flows.ts'
import type { LiveResource } from '../../resource/live.ts'
import { textOf } from '../../resource/resource.ts'
import type { ContentToWrite, KindOnServer } from '../kind-on-server.ts'

/** Flows come all with one export and one search; they are written one by one (docs/facts/kestra.md, "Export"). */
export const FLOW_ON_SERVER: KindOnServer = {
  isReadWhole: true,
  refusesExisting: true,
  readAll: async (client) => (await client.readFlows()).map(asResource),
  readOne: async (client, { namespace, name }) => {
    const flow = await client.readFlow({ namespace, id: name })
    return flow && asResource(flow)
  },
  write: (client, write) => pastOldCircles(() => send(client, write)),
  remove: (client, { namespace, name }) => pastOldCircles(() => client.deleteFlow({ namespace, id: name })),
}

const asResource = ({ namespace, id, source, revision, isDraft }: LiveFlow): LiveResource => ({
  kind: 'flow',
  namespace,
  name: id,
  content: source,
  revision,
  isDraft: isDraft === true,
})

const send = (client: KestraClient, { name, content, isNew }: ContentToWrite): Promise<WriteAnswer> =>
  isNew
    ? client.createFlow(textOf(content))
    : client.updateFlow({ namespace: name.namespace, id: name.name }, textOf(content))

// Since 2.0 the server refuses flows that call each other in a circle, and looks for it in a graph of the stored flows that
// it renews in the background (docs/facts/kestra.md, "Circles of calls"). A call that this run has just turned round may still stand in it.
const GRAPH_PAUSES_MS = [500, 1000, 2000, 4000, 8000]
const CIRCLE = /Cyclic flow dependency/i

/** Waits for the server's graph where that is behind; a circle that stays is refused as the server says. */
const pastOldCircles = async (ask: () => Promise<WriteAnswer>): Promise<WriteAnswer> => {
  for (const pause of GRAPH_PAUSES_MS) {
    const answer = await ask()
    if (answer.kind !== 'refused' || !CIRCLE.test(answer.message)) return answer
    await sleep(pause)
  }
  return ask()
}
