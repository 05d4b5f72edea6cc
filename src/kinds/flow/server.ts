import { setTimeout as sleep } from 'node:timers/promises'
import type { Api } from '../../kestra/api.ts'
import { readFlow, readFlows } from '../../kestra/read-flows.ts'
import type { LiveFlow } from '../../kestra/server.ts'
import { createFlow, deleteFlow, updateFlow, type WriteAnswer } from '../../kestra/write-flows.ts'
import type { LiveResource } from '../../resource/live.ts'
import { textOf } from '../../resource/resource.ts'
import type { ContentToWrite, KindOnServer } from '../kind-on-server.ts'

/** Flows come all with one export and one search; they are written one by one (docs/facts/kestra.md, "Export"). */
export const FLOW_ON_SERVER: KindOnServer = {
  isReadWhole: true,
  refusesExisting: true,
  readAll: async ({ api }) => (await readFlows(api)).map(asResource),
  readOne: async ({ api }, { namespace, name }) => {
    const flow = await readFlow(api, namespace, name)
    return flow && asResource(flow)
  },
  write: ({ api }, write) => pastOldCircles(() => send(api, write)),
  remove: ({ api }, { namespace, name }) => pastOldCircles(() => deleteFlow(api, { namespace, id: name })),
}

const asResource = ({ namespace, id, source, revision, isDraft }: LiveFlow): LiveResource => ({
  kind: 'flow',
  namespace,
  name: id,
  content: source,
  revision,
  isDraft: isDraft === true,
})

const send = (api: Api, { name, content, isNew }: ContentToWrite): Promise<WriteAnswer> =>
  isNew
    ? createFlow(api, textOf(content))
    : updateFlow(api, { namespace: name.namespace, id: name.name }, textOf(content))

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
