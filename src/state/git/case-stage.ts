import type { DesiredFlow } from '../../flow/desired-flow.ts'
import { nearestPosition } from '../../flow/document-finding.ts'
import { namespaceSites, type PreviewParts } from '../../flow/preview-sites.ts'
import { flowForTest, type Unsendable, WITHOUT_FIXTURES } from '../../flow-tests/fixtures/flow-for-test.ts'
import { flowReach } from '../../flow-tests/flow-reach.ts'
import type { StagedResource } from '../../flow-tests/run/stage.ts'
import { KINDS } from '../../kinds/kinds.ts'
import { withParents } from '../../resource/namespace.ts'
import { type Content, type ResourceKey, type ResourceName, resourceKey } from '../../resource/resource.ts'
import type { GitState } from './read-git.ts'

/** The flows and resources that a flow needs, by their names in Git. */
export interface CaseNeeds {
  readonly flows: ReadonlySet<DesiredFlow>
  /** Flows, files and key-value pairs. */
  readonly resources: readonly ResourceName[]
}

/**
 * The flow, all flows that it calls directly or indirectly, and the files and pairs of their namespaces, of the parents of these, and
 * of the namespaces that a flow names.
 */
export const needsOf = (git: GitState, flow: DesiredFlow, parts: PreviewParts): CaseNeeds => {
  const reached = flowReach({ flows: git.flows, resources: git.desired.resources })(flow.namespace, flow.id)
  const flows = new Set(
    git.flows.filter(({ namespace, id }) => reached.has(resourceKey({ kind: 'flow', namespace, name: id }))),
  )
  const namespaces = new Set<string>()
  for (const { namespace, document } of flows) {
    for (const of of withParents(namespace)) namespaces.add(of)
    for (const site of namespaceSites(document, parts)) namespaces.add(site.namespace)
  }
  const ofFlows = new Set([...flows].map(({ namespace, id }) => flowNameOf(namespace, id)))
  const resources = git.desired.resources.filter(({ kind, namespace, name }) =>
    KINDS[kind].isExecuted
      ? ofFlows.has(flowNameOf(namespace, name))
      : KINDS[kind].scope === 'namespace' && namespaces.has(namespace),
  )
  return { flows, resources }
}

const flowNameOf = (namespace: string, id: string): string => `${namespace}/${id}`

export interface CasePlace {
  readonly parts: PreviewParts
  /** The tested flow and its text to send. */
  readonly tested: { readonly flow: DesiredFlow; readonly source: string }
  readonly contentOf: (key: ResourceKey) => Content | undefined
}

/**
 * Builds what a case needs, in namespaces with the prefix of `parts` and without triggers, or says why it must not run. A flow that
 * reaches something outside of the tree would also reach it on the server.
 */
export const placeCase = (
  { flows, resources }: CaseNeeds,
  { parts, tested, contentOf }: CasePlace,
): readonly StagedResource[] | { readonly skipped: string } => {
  const sent = new Map<string, string>()
  for (const flow of flows) {
    if (flow === tested.flow) {
      sent.set(flowNameOf(flow.namespace, flow.id), tested.source)
      continue
    }
    const made = flowForTest(flow.document, WITHOUT_FIXTURES, parts)
    if ('why' in made) return { skipped: whyNoFlow(flow, made) }
    sent.set(flowNameOf(flow.namespace, flow.id), made.document.source)
  }
  return resources.flatMap((name) => {
    const content = KINDS[name.kind].isExecuted
      ? sent.get(flowNameOf(name.namespace, name.name))
      : contentOf(resourceKey(name))
    return content === undefined ? [] : [{ ...name, namespace: `${parts.prefix}.${name.namespace}`, content }]
  })
}

/** Says why a called flow cannot be sent. */
const whyNoFlow = ({ namespace, id, document }: DesiredFlow, { why, path }: Unsendable): string => {
  const line = path === undefined ? undefined : nearestPosition(document, { path })?.line
  return `The called flow \`${namespace}.${id}\` cannot go along: ${why}${line === undefined ? '' : ` (line ${line})`}`
}
