import type { ParseFlow } from '../flow/flow-document.ts'
import { mapNamespace, type NamespaceMapping, namespaceEdits } from '../flow/rewrite-namespace.ts'
import type { DesiredFlow } from '../resource/desired.ts'

/** The flow as `namespace-map` sends it. Positions stay those of the file, which is not rewritten. */
export const mapFlow = (
  flow: DesiredFlow,
  mappings: readonly NamespaceMapping[],
  parse: ParseFlow | undefined,
): DesiredFlow => {
  const document = flow.document.withEdits(namespaceEdits(flow.document, mappings), parse)
  if (document === flow.document) return flow
  return { ...flow, namespace: mapNamespace(flow.namespace, mappings), source: document.source, document }
}
