import type { DesiredFlow } from '../flow/flow-document.ts'
import type { KestraClient } from '../kestra/client.ts'
import type { KnownFlow } from '../plan/known-flow.ts'
import { reachesItself } from '../plan/reaches-itself.ts'
import { mayServerOverrule } from '../problem/apply-severities.ts'
import type { Problem } from '../problem/problem.ts'
import { resourceKey } from '../resource/resource.ts'
import { mapVerdict } from '../validate/server/map-verdict.ts'

/** What a server said of flows that it validated. */
export interface ServerOpinion {
  readonly problems: readonly Problem[]
  /** Files of the flows to which it had nothing to object. */
  readonly accepted: ReadonlySet<string>
}

/** What the server's verdicts are read with. */
export interface TreeAround {
  readonly flows: readonly DesiredFlow[]
  /** Who calls whom once the tree is deployed. */
  readonly knownFlows: readonly KnownFlow[]
}

/**
 * The server's opinion on `flows`, and on every other flow of which this program alone says that it is wrong: the server may have
 * taken it long ago. Without a client nothing is known. `ownProblems` come when they are ready, while the server works.
 */
export const askServer = async (
  client: KestraClient | undefined,
  flows: readonly DesiredFlow[],
  { ownProblems, tree }: { readonly ownProblems: () => Promise<readonly Problem[]>; readonly tree: TreeAround },
): Promise<ServerOpinion> => {
  if (client === undefined) return { problems: [], accepted: new Set() }
  const [first, own] = await Promise.all([validate(client, flows, tree), ownProblems()])
  const asked = new Set(flows)
  const accused = new Set(own.filter(mayServerOverrule).map(({ file }) => file))
  const others = tree.flows.filter((flow) => accused.has(flow.file) && !asked.has(flow))
  const second = await validate(client, others, tree)
  return {
    problems: [...first.problems, ...second.problems],
    accepted: new Set([...first.accepted, ...second.accepted]),
  }
}

const validate = async (
  client: KestraClient,
  flows: readonly DesiredFlow[],
  { flows: treeFlows, knownFlows }: TreeAround,
): Promise<ServerOpinion> => {
  const verdicts = await client.validateFlows(flows.map(({ file, document }) => ({ file, source: document.source })))
  const names = new Set(treeFlows.map(({ namespace, id }) => resourceKey({ kind: 'flow', namespace, name: id })))
  const isInTree = ({ namespace, id }: { readonly namespace: string; readonly id: string }): boolean =>
    names.has(resourceKey({ kind: 'flow', namespace, name: id }))
  const problems = verdicts.flatMap((verdict, index) => {
    const flow = flows[index]
    if (flow === undefined) return []
    const found = mapVerdict({ file: flow.file, document: flow.document, verdict, isInTree })
    // Since 2.0 the server looks for circles through the flows that it stores; a call that this tree turns round is none.
    const isCircle = reachesItself(`${flow.namespace}/${flow.id}`, knownFlows)
    return isCircle ? found : found.filter(({ code }) => code !== 'flow-cycle')
  })
  const accepted = verdicts.filter(({ constraints }) => constraints.length === 0).map(({ file }) => file)
  return { problems, accepted: new Set(accepted) }
}
