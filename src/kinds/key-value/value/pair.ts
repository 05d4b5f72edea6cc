import { type Fingerprint, hashOf } from '../../../resource/fingerprint.ts'
import { type Content, contentText, RECORD_KEY } from '../../../resource/resource.ts'
import { isOtherRoute } from '../../../resource/route-names.ts'
import { canonicalJson, isJsonMap, type Json, parseExactJson, writeJson } from './exact-json.ts'

/** The types of Kestra's key-value store (docs/internals/facts/kestra.md, "Types of values"). */
export const PAIR_TYPES = ['STRING', 'NUMBER', 'BOOLEAN', 'DATETIME', 'DATE', 'DURATION', 'JSON'] as const
export type PairType = (typeof PAIR_TYPES)[number]

/** The type and value of a key. Dates, times and durations are texts in the form that Kestra returns. */
export interface Pair {
  /** From a server it may also be a type that this release does not know. */
  readonly type: string
  /** `undefined`: no value, as after writing `null`. */
  readonly value: Json | undefined
  /** For people. It is sent with the value but not compared, because servers do not return it with the value. */
  readonly description?: string | undefined
  /** On a server: the time at which the server deletes the pair. */
  readonly expires?: string | undefined
}

/** A pair as the content of a resource: JSON text with one field per line and numbers as they were written. */
export const contentOf = ({ type, value, description, expires }: Pair): string => {
  const fields: Record<string, Json> = { type }
  if (value !== undefined) fields['value'] = value
  if (description !== undefined) fields['description'] = description
  if (expires !== undefined) fields['expires'] = expires
  return `${writeJson(fields, 2)}\n`
}

/** Parses a content that `contentOf` returned. */
export const pairOf = (content: Content): Pair => {
  const fields = parseExactJson(contentText(content))
  if (!isJsonMap(fields)) return { type: 'STRING', value: undefined }
  const text = (name: string): string | undefined => {
    const field = fields[name]
    return typeof field === 'string' ? field : undefined
  }
  const { value } = fields
  return { type: text('type') ?? 'STRING', value, description: text('description'), expires: text('expires') }
}

/**
 * The fingerprint of type and value only. A midnight in UTC equals its date, because servers before 2.0 return that time as a date
 * (docs/internals/facts/kestra.md, "Types of values").
 */
export const fingerprintOfPair = (content: Content): Fingerprint => {
  const { type, value } = pairOf(content)
  const day = type === 'DATETIME' && typeof value === 'string' ? /^(.*)T00:00:00Z$/.exec(value)?.[1] : undefined
  if (day !== undefined) return hashOf(writeJson(['DATE', day]))
  return hashOf(writeJson(value === undefined ? [type] : [type, canonicalJson(value)]))
}

/** The text that a `PUT` of the pair sends: Ion, which includes JSON (docs/internals/facts/kestra.md, "Types of values"). */
export const sentText = ({ type, value = null }: Pair): string => {
  // A value of type JSON that is a text is a time with a zone other than UTC.
  const isBare = type === 'DATE' || type === 'DATETIME' || type === 'DURATION' || type === 'JSON'
  if (isBare && typeof value === 'string') return value
  return writeJson(value)
}

/** True for a description that fits into the HTTP header that sends it (docs/internals/facts/kestra.md, "Key-value store"). */
export const isSendable = (description: string): boolean => /^[\x20-\x7e\xa0-\xff]+$/.test(description)

/** The keys that Kestra accepts (docs/internals/facts/kestra.md, "Key-value store"). */
const KEY = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/

export const isKey = (name: string): boolean => KEY.test(name) && name !== RECORD_KEY

/** True if the API reads the key as another route, so that the pair can be neither read nor deleted. */
export const isRouteKey = ({ namespace, name }: { readonly namespace: string; readonly name: string }): boolean =>
  isOtherRoute('/namespaces/{namespace}/kv/{key}', { namespace, key: name })

/** A sentence with the reason why a file may not have this key; `undefined` if it may. */
export const refuseKey = (key: string): string | undefined => {
  if (key === RECORD_KEY)
    return `The key \`${key}\` stores the deployment record of kestra-gitops itself. Choose another name.`
  if (isRouteKey({ namespace: '', name: key }))
    return `The key \`${key}\` is the name of another route of Kestra's API, so it cannot be read. Choose another name.`
  if (KEY.test(key)) return undefined
  return `Kestra rejects the key \`${key}\`: it must begin with a letter or a digit, and contain only letters, digits, dots, dashes and underscores.`
}
