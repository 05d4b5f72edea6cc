import { type Fingerprint, hashOf } from '../../../resource/fingerprint.ts'
import { type Content, contentText, RECORD_KEY } from '../../../resource/resource.ts'
import { isOtherRoute } from '../../../resource/route-names.ts'
import { canonicalJson, isJsonMap, type Json, parseExactJson, writeJson } from './exact-json.ts'

/** The types of Kestra's key-value store (docs/internals/facts/kestra.md, "Types of values"). */
export const PAIR_TYPES = ['STRING', 'NUMBER', 'BOOLEAN', 'DATETIME', 'DATE', 'DURATION', 'JSON'] as const
export type PairType = (typeof PAIR_TYPES)[number]

/** What a key holds. Dates, times and durations are texts in the form in which Kestra tells them. */
export interface Pair {
  /** Of a server, also what this release does not know. */
  readonly type: string
  /** `undefined`: nothing at all, as after a `null`. */
  readonly value: Json | undefined
  /** For people; goes with the value when that is written. Servers do not tell it with the value, so it is not compared. */
  readonly description?: string | undefined
  /** On the server: when it will be gone. */
  readonly expires?: string | undefined
}

/** A pair as the content of a resource: JSON text, a field a line, numbers as they were written. */
export const contentOf = ({ type, value, description, expires }: Pair): string => {
  const fields: Record<string, Json> = { type }
  if (value !== undefined) fields['value'] = value
  if (description !== undefined) fields['description'] = description
  if (expires !== undefined) fields['expires'] = expires
  return `${writeJson(fields, 2)}\n`
}

/** The pair of a content that `contentOf` made. */
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
 * Type and value, and nothing else. A midnight in UTC equals its day: servers before 2.0 tell such a time as a date
 * (docs/internals/facts/kestra.md, "Types of values").
 */
export const fingerprintOfPair = (content: Content): Fingerprint => {
  const { type, value } = pairOf(content)
  const day = type === 'DATETIME' && typeof value === 'string' ? /^(.*)T00:00:00Z$/.exec(value)?.[1] : undefined
  if (day !== undefined) return hashOf(writeJson(['DATE', day]))
  return hashOf(writeJson(value === undefined ? [type] : [type, canonicalJson(value)]))
}

/** The text that a `PUT` of the pair sends: Ion, of which JSON is a part (docs/internals/facts/kestra.md, "Types of values"). */
export const sentText = ({ type, value = null }: Pair): string => {
  // JSON that is a text is a time with another zone than UTC.
  const isBare = type === 'DATE' || type === 'DATETIME' || type === 'DURATION' || type === 'JSON'
  if (isBare && typeof value === 'string') return value
  return writeJson(value)
}

/** True for what fits into the HTTP header in which a description is sent (docs/internals/facts/kestra.md, "Key-value store"). */
export const isSendable = (description: string): boolean => /^[\x20-\x7e\xa0-\xff]+$/.test(description)

/** docs/internals/facts/kestra.md, "Key-value store". */
const KEY = /^[a-zA-Z0-9][a-zA-Z0-9._-]*$/

export const isKey = (name: string): boolean => KEY.test(name) && name !== RECORD_KEY

/** True for a key that no server can be asked for by its name. */
export const isRouteKey = ({ namespace, name }: { readonly namespace: string; readonly name: string }): boolean =>
  isOtherRoute('/namespaces/{namespace}/kv/{key}', { namespace, key: name })

/** Why a file may not have this key, a sentence; `undefined` when it may. */
export const refuseKey = (key: string): string | undefined => {
  if (key === RECORD_KEY)
    return `The key \`${key}\` holds the deployment record of kestra-gitops itself. Choose another name.`
  if (isRouteKey({ namespace: '', name: key }))
    return `The key \`${key}\` is the name of another route of Kestra's API: no server can be asked for it. Choose another name.`
  if (KEY.test(key)) return undefined
  return `Kestra refuses the key \`${key}\`: it must begin with a letter or a digit, and hold only letters, digits, dots, dashes and underscores.`
}
