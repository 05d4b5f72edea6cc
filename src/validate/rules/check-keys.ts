import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { findKeyReferences } from '../../flow/key-references.ts'
import { placesInTexts } from '../expressions/place-in-text.ts'
import { type KnownTree, placesOf } from '../known-tree.ts'

/**
 * The keys that a flow reads and that neither the tree nor the server has, nor any flow of the tree writes. Where the server was not
 * asked nothing is said: most keys are made by flows.
 */
export const checkKeys = (flow: CheckedFlow, known: KnownTree): readonly Diagnostic[] => {
  const placeOf = placesInTexts(flow)
  return findKeyReferences(flow.document, flow.nodes).flatMap((reference): readonly Diagnostic[] => {
    const { does, key, namespace, path } = reference
    if (does === 'writes' || known.keyAt(namespace, key) !== 'missing') return []
    const message = `The key "${key}" of namespace "${namespace}" is neither in this tree nor on the server.`
    const position = placeOf(reference)
    return [{ code: 'unknown-key', path, position, message, about: placesOf.key(namespace, key) }]
  })
}
