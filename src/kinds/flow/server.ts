import type { LiveFlow } from '../../kestra/live.ts'
import type { LiveResource } from '../../resource/live.ts'
import type { KindOnServer } from '../kind-on-server.ts'

/** Flows come all with one export and one search; they are written one by one (docs/facts/kestra.md, "Export"). */
export const FLOW_ON_SERVER: KindOnServer = {
  isReadWhole: true,
  readAll: async (client) => (await client.readFlows()).map(asResource),
}

const asResource = ({ namespace, id, source, revision, isDraft }: LiveFlow): LiveResource => ({
  kind: 'flow',
  namespace,
  name: id,
  content: source,
  revision,
  isDraft: isDraft === true,
})
