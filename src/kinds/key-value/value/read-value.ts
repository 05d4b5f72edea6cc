import { isAlias, isMap, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml'
import type { ProblemCode } from '../../../finding/problem-codes.ts'
import { closestWord } from '../../../text/closest-word.ts'
import type { Json } from './exact-json.ts'
import { isSendable, PAIR_TYPES, type Pair, type PairType } from './pair.ts'
import { type TypedValue, typeJson, typePlain, typeString, typeText } from './value-types.ts'

/** Something that is wrong with a value, and the node it is wrong with. */
export interface ValueFault {
  readonly code: ProblemCode
  readonly message: string
  /** Where what the code says to do does not fit. */
  readonly hint?: string
  readonly node: unknown
}

const FIELDS = ['value', 'type', 'description']
const EXPIRY = /^(?:ttl|time_?to_?live|expir\w*|expires?_?(?:at|in|date)|expiration_?date)$/i

/**
 * What stands behind a key: a scalar with the type that YAML gives it, or a map of `value`, `type` and `description`. What is
 * wrong is added to `wrong`; then the pair may be half.
 */
export const readValue = (node: unknown, wrong: ValueFault[]): Pair | undefined => {
  if (isMap(node)) return readFields(node, wrong)
  const message = 'A list stands here by itself.'
  if (isSeq(node)) return refuseFields(wrong, { message, hint: 'Write `{ value: […] }`.', node })
  return asPair(typeNode(node, wrong), node, wrong)
}

const readFields = (map: YAMLMap, wrong: ValueFault[]): Pair | undefined => {
  const fields = new Map(map.items.map(({ key, value }) => [isScalar(key) ? (key.source ?? '') : '', { key, value }]))
  if (fields.size < map.items.length)
    refuseFields(wrong, { message: 'A field of this pair stands here twice.', hint: 'Keep one of them.', node: map })
  const expiry = [...fields].find(([name]) => EXPIRY.test(name))
  if (expiry !== undefined) wrong.push({ code: 'key-value-expires', message: EXPIRES, node: expiry[1].key })
  else if (!fields.has('value')) refuseFields(wrong, { message: 'This map has no field `value`.', node: map })
  for (const [name, { key }] of fields) {
    if (FIELDS.includes(name) || EXPIRY.test(name) || !fields.has('value')) continue
    const near = closestWord(name, FIELDS)
    const meant = near === undefined ? 'A pair has `value`, `type` and `description`.' : `Is \`${near}\` meant?`
    refuseFields(wrong, { message: `\`${name}\` is no field of a pair. ${meant}`, node: key })
  }
  const value = fields.get('value')
  if (value === undefined) return undefined
  const type = readType(fields.get('type')?.value, wrong)
  const pair = asPair(
    type === undefined ? typeNode(value.value, wrong) : typeAs(value.value, type, wrong),
    value.value,
    wrong,
  )
  return pair && { ...pair, description: readDescription(fields.get('description')?.value, wrong) }
}

const EXPIRES =
  'A pair of Git has no time to live: it would be gone on the server while Git still says that it is there, and every deploy would bring it back. Let a flow set it (`kv.Set` with `ttl`), and leave it out of Git.'

const asPair = (typed: TypedValue | undefined, node: unknown, wrong: ValueFault[]): Pair | undefined =>
  typed === undefined || !('why' in typed) ? typed : refuse(node, typed.why, wrong)

const readType = (node: unknown, wrong: ValueFault[]): PairType | undefined => {
  if (node === undefined) return undefined
  const type = PAIR_TYPES.find((name) => isScalar(node) && node.source === name)
  if (type !== undefined) return type
  const near = isScalar(node) ? closestWord(node.source ?? '', PAIR_TYPES) : undefined
  const meant = near === undefined ? '.' : `; did you mean \`${near}\`?`
  wrong.push({ code: 'key-value-type', message: `\`type\` must be one of ${PAIR_TYPES.join(', ')}${meant}`, node })
  return undefined
}

const readDescription = (node: unknown, wrong: ValueFault[]): string | undefined => {
  if (node === undefined) return undefined
  if (isScalar(node) && isSendable(node.source ?? '')) return node.source?.trim()
  const message =
    'A `description` is one line of text, and Kestra takes it in an HTTP header, which has no letters beyond Latin-1.'
  return refuseFields(wrong, { message, hint: 'Say it shorter, or in a comment.', node })
}

const refuseFields = (wrong: ValueFault[], fault: Omit<ValueFault, 'code'>): undefined => {
  wrong.push({ code: 'key-value-fields', ...fault })
}

const typeNode = (node: unknown, wrong: ValueFault[]): TypedValue | undefined => {
  if (!isScalar(node) && node !== null) {
    const json = jsonOf(node, wrong)
    return json === undefined ? undefined : typeJson(json)
  }
  return node === null ? typePlain('') : typeScalar(node)
}

const typeScalar = (node: Scalar): TypedValue => {
  const text = node.source ?? ''
  if (node.tag === 'tag:yaml.org,2002:str') return typeString(text)
  if (node.tag !== undefined && node.tag !== '!') return { why: 'has a tag of YAML. Name its type by `type`' }
  return node.type === 'PLAIN' ? typePlain(text) : typeString(text)
}

const typeAs = (node: unknown, type: PairType, wrong: ValueFault[]): TypedValue | undefined => {
  if (isScalar(node) && !(node.type === 'PLAIN' && /^(?:|~|null)$/i.test(node.source ?? '')))
    return typeText(node.source ?? '', type)
  if (node === null || isScalar(node)) return typePlain('')
  const json = jsonOf(node, wrong)
  if (json === undefined) return undefined
  return type === 'JSON' ? typeJson(json) : { why: `is no scalar, as a ${type} must be` }
}

/** Of a list or a map: numbers as they are written, dates as text. `undefined` where something in it is wrong. */
const jsonOf = (node: unknown, wrong: ValueFault[]): Json | undefined => {
  if (isSeq(node)) return whole(node.items.map((item) => jsonOf(item, wrong)))
  if (isMap(node)) {
    const names = node.items.map(({ key }) => (isScalar(key) ? (key.source ?? '') : undefined))
    const values = whole(node.items.map(({ value }) => jsonOf(value, wrong)))
    if (names.includes(undefined) || new Set(names).size < names.length)
      return refuse(node, 'has a name twice, or one that is no text', wrong)
    return values && Object.fromEntries(names.map((name, index) => [name ?? '', values[index] ?? null]))
  }
  if (node === null) return null
  if (!isScalar(node))
    return refuse(
      node,
      isAlias(node) ? 'is an alias, which Kestra does not expand. Write it out' : 'cannot be read',
      wrong,
    )
  const text = node.source ?? ''
  if (node.type === 'PLAIN' && /^(?:|~|null)$/i.test(text)) return null
  const typed = typeScalar(node)
  if ('why' in typed) return text.isWellFormed() && node.type !== 'PLAIN' ? text : refuse(node, typed.why, wrong)
  return typed.type === 'NUMBER' || typed.type === 'BOOLEAN' ? typed.value : text
}

const whole = (items: readonly (Json | undefined)[]): readonly Json[] | undefined =>
  items.every((item) => item !== undefined) ? items : undefined

const refuse = (node: unknown, why: string, wrong: ValueFault[]): undefined => {
  wrong.push({ code: 'key-value-type', message: `This value ${why}.`, node })
}
