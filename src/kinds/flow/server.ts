import type { Problem } from '../../finding/problem.ts'
import { addressOf } from '../../kestra/address.ts'
import type { KestraClient } from '../../kestra/client.ts'
import { readFlow, readFlows } from '../../kestra/read-flows.ts'
import type { FlowName, FlowVerdict, LiveFlow } from '../../kestra/server.ts'
import { validateFlows } from '../../kestra/validate-flows.ts'
import { opinionOf, readAsAnother, type ServerOpinion } from '../../kestra/verdict/map-verdict.ts'
import { createYaml, deleteFlow, updateYaml, type WriteAnswer } from '../../kestra/write-flows.ts'
import { contentText } from '../../resource/resource.ts'
import type { LiveResource } from '../../resource/resource-state.ts'
import type { ContentToWrite, KindOnServer, ResourceToValidate, TreeToBe } from '../kind-on-server.ts'

/** One export and one search read all flows; each flow is written by its own request (docs/internals/facts/kestra.md, "Export"). */
export const FLOW_ON_SERVER: KindOnServer = {
  reading: 'ahead',
  listedBy: undefined,
  refusesExisting: true,
  folder: undefined,
  readAll: async (client) => (await readFlows(client)).map(liveFlow),
  readOne: async (client, { namespace, name }) => {
    const flow = await readFlow(client, namespace, name)
    return flow && liveFlow(flow)
  },
  write: (client, write) => retryWhileCyclic(client, () => send(client, write)),
  remove: (client, { namespace, name }) => retryWhileCyclic(client, () => deleteFlow(client, { namespace, id: name })),
  validate: async (client, flows, tree) => {
    const sources = flows.map(({ file, document }) => ({ file, source: document.source }))
    return opinionOnFlows(flows, await validateFlows(client, sources), await tree())
  },
}

/** The server's verdicts on flows, in the order of the flows. Findings that this tree resolves are left out. */
export const opinionOnFlows = (
  flows: readonly ResourceToValidate[],
  verdicts: readonly FlowVerdict[],
  tree: TreeToBe,
): ServerOpinion => {
  const isInTree = ({ namespace, id }: FlowName): boolean => tree.has({ kind: 'flow', namespace, name: id })
  const opinion = opinionOf(flows, verdicts, isInTree)
  const flowOf = new Map(flows.map((flow) => [flow.file, flow]))
  // Since 2.0 the server searches its stored flows for cycles. A cycle that this tree removes is not reported.
  const isCycle = ({ file = '' }: Problem): boolean => {
    const flow = flowOf.get(file)
    return flow !== undefined && tree.startsItself(flow)
  }
  const problems = opinion.problems.filter((problem) => problem.code !== 'flow-cycle' || isCycle(problem))
  const refused = new Set(problems.filter(({ severity }) => severity === 'error').map(({ file }) => file))
  const misread = flows.flatMap((flow, index) => {
    const readAs = verdicts[index]?.readAs
    return readAs === undefined && refused.has(flow.file) ? [] : (readAsAnother(flow, readAs) ?? [])
  })
  const others = new Set(misread.map(({ file }) => file))
  return {
    problems: [...problems, ...misread],
    accepted: new Set([...opinion.accepted].filter((file) => !others.has(file))),
  }
}

const liveFlow = ({ namespace, id, source, revision, updated, isDraft, exception }: LiveFlow): LiveResource => ({
  kind: 'flow',
  namespace,
  name: id,
  content: source,
  revision,
  updated,
  isDraft: isDraft === true,
  exception,
})

const send = async (
  client: KestraClient,
  { name: { namespace, name }, content, isNew }: ContentToWrite,
): Promise<WriteAnswer> => {
  const source = contentText(content)
  if (isNew) return createYaml(client, { path: `${client.base}/flows`, source, what: 'create the flow' })
  const path = addressOf(client, '/flows/{namespace}/{id}', { namespace, id: name })
  return updateYaml(client, { path, source, what: 'update the flow' })
}

// Since 2.0 the server rejects flows that call each other in a cycle. It searches a graph of the stored flows that it renews in the
// background (docs/internals/facts/kestra.md, "Circles of calls"). The graph may still contain a call that this run has just removed.
const GRAPH_PAUSES_MS = [500, 1000, 2000, 4000, 8000]
const CYCLE = /Cyclic flow dependency/i

/** Repeats a request while the server's graph may be outdated. If the cycle remains, returns the server's rejection. */
const retryWhileCyclic = async ({ http }: KestraClient, ask: () => Promise<WriteAnswer>): Promise<WriteAnswer> => {
  for (const pause of GRAPH_PAUSES_MS) {
    const answer = await ask()
    if (!('message' in answer) || !CYCLE.test(answer.message)) return answer
    if (!(await http.pause(pause))) return { kind: 'ended' }
  }
  return ask()
}
