import { isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml'
import type { ProblemCode } from '../../../finding/problem-codes.ts'
import { closestWord } from '../../../text/closest-word.ts'
import type { Json } from './exact-json.ts'
import { isSendable, PAIR_TYPES, type Pair, type PairType } from './pair.ts'
import { type TypedValue, typeJson, typePlain, typeString, typeText } from './value-types.ts'

/** A fault of a value, with the node at which to report it. */
export interface ValueFault {
  readonly code: ProblemCode
  readonly message: string
  /** Replaces the fix of the code where that does not apply. */
  readonly hint?: string
  readonly node: unknown
}

const FIELDS = ['value', 'type', 'description']
const EXPIRY = /^(?:ttl|time_?to_?live|expir\w*|expires?_?(?:at|in|date)|expiration_?date)$/i

/**
 * The pair for the node of a key: a scalar with the type that YAML gives it, or a map of `value`, `type` and `description`. Faults are added to
 * `faults`; in that case the pair may be incomplete.
 */
export const readValue = (node: unknown, faults: ValueFault[]): Pair | undefined => {
  if (isMap(node)) return readFields(node, faults)
  const message = 'The value of this key is a list without a field `value`.'
  if (isSeq(node)) return refuseFields(faults, { message, hint: 'Write `{ value: […] }`.', node })
  return pairOrRefuse(typeNode(node, faults), node, faults)
}

const readFields = (map: YAMLMap, faults: ValueFault[]): Pair | undefined => {
  const fields = new Map(map.items.map(({ key, value }) => [isScalar(key) ? (key.source ?? '') : '', { key, value }]))
  if (fields.size < map.items.length)
    refuseFields(faults, { message: 'This pair has a field twice.', hint: 'Keep one of them.', node: map })
  const expiry = [...fields].find(([name]) => EXPIRY.test(name))
  if (expiry !== undefined) faults.push({ code: 'key-value-expires', message: EXPIRES, node: expiry[1].key })
  else if (!fields.has('value')) refuseFields(faults, { message: 'This map has no field `value`.', node: map })
  for (const [name, { key }] of fields) {
    if (FIELDS.includes(name) || EXPIRY.test(name) || !fields.has('value')) continue
    const near = closestWord(name, FIELDS)
    const advice =
      near === undefined ? 'Its fields are `value`, `type` and `description`.' : `Did you mean \`${near}\`?`
    refuseFields(faults, { message: `A pair has no field \`${name}\`. ${advice}`, node: key })
  }
  const value = fields.get('value')
  if (value === undefined) return undefined
  const type = readType(fields.get('type')?.value, faults)
  const pair = pairOrRefuse(
    type === undefined ? typeNode(value.value, faults) : typeAs(value.value, type, faults),
    value.value,
    faults,
  )
  return pair && { ...pair, description: readDescription(fields.get('description')?.value, faults) }
}

const EXPIRES =
  'A pair in Git cannot have a time to live: the server would delete it while it is still in Git, and every deploy would create it again. Set it from a flow (`kv.Set` with `ttl`), and remove it from Git.'

const pairOrRefuse = (typed: TypedValue | undefined, node: unknown, faults: ValueFault[]): Pair | undefined =>
  typed === undefined || !('why' in typed) ? typed : refuse(node, typed.why, faults)

const readType = (node: unknown, faults: ValueFault[]): PairType | undefined => {
  if (node === undefined) return undefined
  const type = PAIR_TYPES.find((name) => isScalar(node) && node.source === name)
  if (type !== undefined) return type
  const near = isScalar(node) ? closestWord(node.source ?? '', PAIR_TYPES) : undefined
  const advice = near === undefined ? '.' : `; did you mean \`${near}\`?`
  faults.push({ code: 'key-value-type', message: `\`type\` must be one of ${PAIR_TYPES.join(', ')}${advice}`, node })
  return undefined
}

const readDescription = (node: unknown, faults: ValueFault[]): string | undefined => {
  if (node === undefined) return undefined
  if (isScalar(node) && isSendable(node.source ?? '')) return node.source?.trim()
  const message =
    'A `description` must be one line of Latin-1 characters, because it is sent to Kestra in an HTTP header.'
  return refuseFields(faults, { message, hint: 'Shorten it, or write it as a comment.', node })
}

const refuseFields = (faults: ValueFault[], fault: Omit<ValueFault, 'code'>): undefined => {
  faults.push({ code: 'key-value-fields', ...fault })
}

const typeNode = (node: unknown, faults: ValueFault[]): TypedValue | undefined => {
  if (!isScalar(node) && node !== null) {
    const json = jsonOf(node, faults)
    return json === undefined ? undefined : typeJson(json)
  }
  return node === null ? typePlain('') : typeScalar(node)
}

const typeScalar = (node: Scalar): TypedValue => {
  const text = node.source ?? ''
  if (node.tag === 'tag:yaml.org,2002:str') return typeString(text)
  if (node.tag !== undefined && node.tag !== '!') return { why: 'has a YAML tag. Set `type` instead' }
  return node.type === 'PLAIN' ? typePlain(text) : typeString(text)
}

const typeAs = (node: unknown, type: PairType, faults: ValueFault[]): TypedValue | undefined => {
  if (isScalar(node) && !(node.type === 'PLAIN' && /^(?:|~|null)$/i.test(node.source ?? '')))
    return typeText(node.source ?? '', type)
  if (node === null || isScalar(node)) return typePlain('')
  const json = jsonOf(node, faults)
  if (json === undefined) return undefined
  return type === 'JSON' ? typeJson(json) : { why: `must be a scalar for the type ${type}` }
}

/** A list or a map with its numbers as written and its dates as text; `undefined` if a part is invalid. */
const jsonOf = (node: unknown, faults: ValueFault[]): Json | undefined => {
  if (isSeq(node)) return allOrNone(node.items.map((item) => jsonOf(item, faults)))
  if (isMap(node)) {
    const names = node.items.map(({ key }) => (isScalar(key) ? (key.source ?? '') : undefined))
    const values = allOrNone(node.items.map(({ value }) => jsonOf(value, faults)))
    if (names.includes(undefined) || new Set(names).size < names.length)
      return refuse(node, 'has a duplicate name, or a name that is not text', faults)
    return values && Object.fromEntries(names.map((name, index) => [name ?? '', values[index] ?? null]))
  }
  if (node === null) return null
  if (!isScalar(node))
    return refuse(
      node,
      isAlias(node) ? 'is an alias, which Kestra does not expand. Write it out' : 'cannot be read',
      faults,
    )
  const text = node.source ?? ''
  if (node.type === 'PLAIN' && /^(?:|~|null)$/i.test(text)) return null
  const typed = typeScalar(node)
  if ('why' in typed) return text.isWellFormed() && node.type !== 'PLAIN' ? text : refuse(node, typed.why, faults)
  return typed.type === 'NUMBER' || typed.type === 'BOOLEAN' ? typed.value : text
}

const allOrNone = (items: readonly (Json | undefined)[]): readonly Json[] | undefined =>
  items.every((item) => item !== undefined) ? items : undefined

const refuse = (node: unknown, why: string, faults: ValueFault[]): undefined => {
  faults.push({ code: 'key-value-type', message: `This value ${why}.`, node })
}
