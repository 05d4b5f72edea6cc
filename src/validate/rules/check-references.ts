import { type FlowReference, findFlowReferences } from '../../flow/flow-references.ts'
import type { CheckedFlow, Fault } from '../flow-rule.ts'
import type { KnownTree } from '../known-tree.ts'

/**
 * The flows that a flow calls or listens to: whether they exist, whether a call is pinned to a revision, and whether
 * the inputs that are passed are the ones that the called flow has.
 */
export const checkReferences = (
  flow: CheckedFlow,
  known: KnownTree,
  options: { readonly isStrict: boolean },
): readonly Fault[] =>
  findFlowReferences(flow.document, flow.nodes)
    .filter(({ namespace, id }) => namespace !== flow.document.namespace || id !== flow.document.id)
    .flatMap((reference) => [
      ...existence(reference, known, options.isStrict),
      ...revisionPin(reference),
      ...passedInputs(reference, known),
    ])

const existence = (
  { relation, namespace, id, path }: FlowReference,
  known: KnownTree,
  isStrict: boolean,
): readonly Fault[] => {
  const place = known.placeOf(namespace, id)
  const at = [...path, 'flowId']
  const named = `The flow "${namespace}/${id}", which this ${relation === 'flow-trigger' ? 'trigger listens to' : 'task calls'},`
  if (place === 'server') {
    return [{ code: 'foreign-flow', path: at, message: `${named} is on the server but not in this tree.` }]
  }
  if (place === 'nowhere') {
    const message = `${named} is neither in this tree nor on the server.`
    return [{ code: 'unknown-flow', path: at, message, severity: isStrict ? 'error' : 'warning' }]
  }
  if (place === 'tree') return []
  const message = `${named} is not in this tree; whether the server has it is not known.`
  return [{ code: 'unknown-flow', path: at, message, severity: isStrict ? 'warning' : 'info' }]
}

const revisionPin = ({ namespace, id, path, revision }: FlowReference): readonly Fault[] => {
  if (revision === undefined) return []
  const message = `This call runs revision ${revision} of "${namespace}/${id}", whatever is deployed later.`
  return [{ code: 'revision-pin', path: [...path, 'revision'], message }]
}

const passedInputs = (
  { relation, namespace, id, path, inputs = {} }: FlowReference,
  known: KnownTree,
): readonly Fault[] => {
  const declared = relation === 'flow-trigger' ? undefined : known.inputsOf(namespace, id)
  if (!declared) return []
  const ids = new Set(declared.map((input) => input.id))
  const missing = declared.filter((input) => input.mustBePassed && !Object.hasOwn(inputs, input.id))
  return [
    ...missing.map((input): Fault => {
      const message = `"${namespace}/${id}" needs the input "${input.id}", which this call does not pass.`
      return { code: 'missing-input', path: [...path, 'inputs'], part: 'key', message }
    }),
    ...Object.keys(inputs)
      .filter((name) => !ids.has(name) && !name.includes('.'))
      .map((name): Fault => {
        const message = `"${namespace}/${id}" has no input "${name}".`
        return { code: 'unknown-input', path: [...path, 'inputs', name], part: 'key', message }
      }),
  ]
}
