import type { CheckedFlow, Diagnostic } from '../../flow/diagnostic.ts'
import { findKeyReferences, type KeyReference } from '../../flow/outside-references.ts'
import { withParents } from '../../resource/namespace.ts'
import { didYouMean, suggestion } from '../../text/closest-word.ts'
import { isMapValue, neverRuns } from '../../yaml/map-value.ts'
import { nearNames } from '../expressions/near-name.ts'
import { placesInTexts } from '../expressions/place-in-text.ts'
import { type KnownTree, placesOf } from '../known-tree.ts'

/**
 * The keys that a flow reads and that neither the tree nor the server has, nor any flow of the tree writes, and the fields that a pair
 * of the tree does not have: the run fails there (docs/facts/kestra.md, "What a run finds outside"). Where the server was not asked
 * nothing is said of keys: most are made by flows.
 */
export const checkKeys = (flow: CheckedFlow, known: KnownTree): readonly Diagnostic[] => {
  const placeOf = placesInTexts(flow)
  const nearTo = nearNames()
  return findKeyReferences(flow.document, flow.nodes).flatMap((reference): readonly Diagnostic[] => {
    const { does, key, namespace, path, isConditional } = reference
    if (does === 'writes') return []
    if (known.keyAt(namespace, key) !== 'missing') {
      const field = missingField(reference, known.dataAt(namespace, key))
      if (field === undefined || neverRuns(flow.value, path)) return []
      const position = placeOf({ path, ...field })
      return [{ code: 'unknown-key-field', path, position, message: field.message, hint: field.hint }]
    }
    const message = `The key "${key}" of namespace "${namespace}" is neither in this tree nor on the server.`
    const isSure = !isConditional && !neverRuns(flow.value, path)
    const severity = isSure ? 'warning' : 'info'
    const hint = hintFor(reference, { own: flow.document.namespace ?? '', known, nearTo })
    return [
      {
        code: 'unknown-key',
        path,
        position: placeOf(reference),
        message,
        severity,
        hint,
        about: placesOf.key(namespace, key),
      },
    ]
  })
}

const hintFor = (
  { namespace, key }: KeyReference,
  {
    own,
    known,
    nearTo,
  }: { readonly own: string; readonly known: KnownTree; readonly nearTo: ReturnType<typeof nearNames> },
): string | undefined => {
  const near = nearTo(key, () => withParents(namespace).flatMap(known.keysIn))
  if (near !== undefined) return didYouMean(near)
  const elsewhere = namespace === own ? [] : withParents(own).flatMap(known.keysIn)
  return elsewhere.includes(key) ? `The namespace of this flow, "${own}", has a key of that name.` : undefined
}

/** The first field that the pair does not have; `undefined` where all are there, or what they lead to is a list. */
const missingField = ({ key, fields }: KeyReference, value: unknown) => {
  let at = value
  for (const { name, offset } of fields) {
    if (['string', 'boolean'].includes(typeof at)) {
      const message = `The value of the key "${key}" is no map, so it has no field "${name}".`
      return { offset, written: name, message, hint: undefined }
    }
    if (!isMapValue(at)) return undefined
    if (!Object.hasOwn(at, name)) {
      const message = `The value of the key "${key}" has no field "${name}".`
      return { offset, written: name, message, hint: suggestion(name, Object.keys(at)) }
    }
    at = at[name]
  }
  return undefined
}
