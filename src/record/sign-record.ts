import { createHmac, timingSafeEqual } from 'node:crypto'
import { compareText } from '../text/compare.ts'

/** The context of a signature: it is not valid in another namespace or for another owner. */
export interface Signing {
  readonly namespace: string
  readonly owner: string
  /** The input `record-key`. */
  readonly key: string
}

/** The field of an owner's part that holds its signature. */
export const SIGNATURE = 'signature'

/**
 * HMAC-SHA-256 (RFC 2104) of an owner's part without its signature, independent of the order of keys; in hexadecimal.
 */
export const signatureOf = (part: object, { namespace, owner, key }: Signing): string => {
  const signed = Object.fromEntries(Object.entries(part).filter(([field]) => field !== SIGNATURE))
  return createHmac('sha256', key)
    .update(JSON.stringify(canonical(['kestra-gitops record 1', namespace, owner, signed])))
    .digest('hex')
}

/** Why a part is not trusted, as a phrase; `undefined` when it is signed with this key. */
export const whyDistrusted = (part: object, signing: Signing): 'unsigned' | 'wrongly signed' | undefined => {
  const given: unknown = Object.entries(part).find(([field]) => field === SIGNATURE)?.[1]
  if (typeof given !== 'string') return 'unsigned'
  const [is, should] = [Buffer.from(given), Buffer.from(signatureOf(part, signing))]
  // Constant time, so that the duration does not reveal how much of it is right.
  return is.length === should.length && timingSafeEqual(is, should) ? undefined : 'wrongly signed'
}

/** Equal output for equal JSON: maps as sorted pairs, without the fields that JSON omits. */
const canonical = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(canonical)
  if (typeof value !== 'object' || value === null) return value
  const fields = Object.entries(value).filter(([, field]) => field !== undefined)
  return { pairs: fields.toSorted(([a], [b]) => compareText(a, b)).map(([name, field]) => [name, canonical(field)]) }
}
