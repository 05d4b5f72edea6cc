import { parseFlow } from '../flow/parse-flow.ts'
import type { ParseFlow } from '../flow/parse-once.ts'
import { mapNamespace, type NamespaceMapping, rewriteNamespace } from '../flow/rewrite-namespace.ts'
import type { DesiredFlow } from '../resource/desired.ts'

/** The flow as `namespace-map` sends it. Positions stay those of the file, which is not rewritten. */
export const mapFlow = (
  flow: DesiredFlow,
  mappings: readonly NamespaceMapping[],
  parse: ParseFlow = parseFlow,
): DesiredFlow => {
  const source = rewriteNamespace(flow.document, mappings)
  if (source === flow.source) return flow
  const { faults, positionOf } = flow.document
  const document = { ...parse(source), faults, positionOf }
  return { ...flow, namespace: mapNamespace(flow.namespace, mappings), source, document }
}
