import type { PlacedDocument } from '../../flow/desired-flow.ts'
import { problemOf } from '../../flow/diagnostic.ts'
import type { FlowVerdict } from '../../kestra/server.ts'
import type { Problem } from '../../problem/problem.ts'
import type { ResourceName } from '../../resource/resource.ts'

/**
 * The error that a flow's text is another flow to the server than it was planned as; `undefined` where both read the same namespace and
 * id. A server that has nothing to object and does not say what it read (`readAs` is `undefined`) has not confirmed the plan
 * either: every version that is supported says it (docs/facts/kestra.md, "Validate").
 */
export const readAsAnother = (
  { namespace, name, ...placed }: PlacedDocument & Pick<ResourceName, 'namespace' | 'name'>,
  readAs: FlowVerdict['readAs'],
): Problem | undefined => {
  if (readAs?.namespace === namespace && readAs.id === name) return undefined
  const planned = `planned as \`${namespace}.${name}\``
  const message =
    readAs === undefined
      ? `The server has nothing to object to this text, ${planned}, and does not say which flow it reads in it.`
      : `The server reads the flow \`${readAs.namespace}.${readAs.id}\` in this text, ${planned}.`
  const path = readAs !== undefined && readAs.namespace !== namespace ? ['namespace'] : ['id']
  return { ...problemOf(placed, { code: 'read-as-another', message, path }), source: 'server' }
}
