import type { Content } from '../../resource/resource.ts'
import { exactNumber } from './value/exact-json.ts'
import { PAIR_TYPES, type Pair, pairOf } from './value/pair.ts'
import { type TypedValue, typeJson, typeText } from './value/value-types.ts'

/** A clause that says why a file could not say what the server has under a key; `undefined` when it could. */
export const whyNoPair = (content: Content): string | undefined => {
  const pair = pairOf(content)
  if (pair.expires !== undefined) return 'it has a time to live on the server'
  if (pair.value === undefined) return 'its key holds nothing'
  const typed = typedAgain(pair)
  return typed === undefined || 'why' in typed ? 'its value is none that a file can say' : undefined
}

const typedAgain = ({ type, value }: Pair): TypedValue | undefined => {
  const known = PAIR_TYPES.find((name) => name === type)
  if (known === undefined || value === undefined) return undefined
  if (known === 'JSON') return typeJson(value)
  if (known === 'BOOLEAN') return typeof value === 'boolean' ? { type, value } : undefined
  if (known !== 'NUMBER') return typeof value === 'string' ? typeText(value, known) : undefined
  return JSON.isRawJSON(value) && exactNumber(value.rawJSON) !== undefined ? { type, value } : undefined
}
