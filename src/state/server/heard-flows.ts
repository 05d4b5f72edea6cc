import { type HeardFlow, triggersHearing } from '../../flow/flow-listeners.ts'
import { mayNameFlows } from '../../flow/flow-references.ts'
import { flowReach } from '../../flow-tests/flow-reach.ts'
import type { StagedResource } from '../../flow-tests/run/stage.ts'
import { KINDS } from '../../kinds/kinds.ts'
import { isAllowedNamespace } from '../../resource/namespace.ts'
import { contentText, resourceKey } from '../../resource/resource.ts'
import { counted, listed } from '../../text/lists.ts'
import { parseYaml, type YamlDocument } from '../../yaml/yaml-document.ts'

/** The flows among `resources` that a case calls with its fixtures applied: a task with a fixture calls none. Excludes the tested flow, which starts with `kind=TEST`. */
export const calledFlows = (
  start: { readonly namespace: string; readonly flowId: string },
  resources: readonly StagedResource[],
): readonly HeardFlow[] => {
  const sent = resources.filter(({ kind }) => KINDS[kind].isExecuted)
  if (sent.length < 2) return []
  const flows = sent.map((resource) => ({
    namespace: resource.namespace,
    id: resource.name,
    file: '',
    document: parseYaml(contentText(resource.content)),
  }))
  const reached = flowReach({ flows, resources })(start.namespace, start.flowId)
  return sent
    .filter((resource) => reached.has(resourceKey(resource)))
    .map(({ namespace, name }) => ({ namespace, id: name }))
    .filter(({ namespace, id }) => namespace !== start.namespace || id !== start.flowId)
}

/** A flow on the server that may have a Flow trigger. */
interface ListeningFlow extends HeardFlow {
  readonly document: YamlDocument
}

/** The flows on a server that may have a Flow trigger. */
export const listenersIn = (flows: readonly (HeardFlow & { readonly source: string })[]): readonly ListeningFlow[] =>
  flows
    .filter(({ source }) => mayNameFlows(source))
    .map(({ namespace, id, source }) => ({ namespace, id, document: parseYaml(source) }))

/** A sentence that names the triggers listening to one of the flows; `undefined` if there are none. Triggers outside of `namespaces` are counted. */
export const whyHeard =
  (listeners: readonly ListeningFlow[], namespaces: readonly string[]) =>
  (flows: readonly HeardFlow[]): string | undefined => {
    const hearing = listeners.flatMap(({ namespace, id, document }) =>
      triggersHearing(document, flows).map((trigger) => ({
        namespace,
        name: `\`${namespace}.${id}\` (\`${trigger}\`)`,
      })),
    )
    if (hearing.length === 0) return undefined
    const named = hearing.filter(({ namespace }) => isAllowedNamespace(namespace, namespaces))
    const unnamed = hearing.length - named.length
    const names = [
      ...named.map(({ name }) => name),
      ...(unnamed === 0 ? [] : [`${counted(unnamed, 'trigger')} outside of \`namespaces\``]),
    ]
    return `Flow triggers on the server fire for a flow that a test calls: ${listed(names)}.`
  }
