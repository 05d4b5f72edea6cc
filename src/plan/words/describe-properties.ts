import { code } from './code.ts'
import { describeValue } from './describe-value.ts'
import type { PropertyChange } from './property-changes.ts'

const MAX_PROPERTIES = 3

/**
 * Changed fields as one clause: `` `url` changed, `a` → `b`; `retry` added ``; of more than three the first three and
 * a count. `owner` is the name of what they are fields of, where that name may say that its values are secret.
 */
export const describeProperties = (changes: readonly PropertyChange[], owner = ''): string => {
  const rest = changes.length - MAX_PROPERTIES
  const shown = changes.slice(0, MAX_PROPERTIES).map((change) => describeProperty(change, owner))
  return rest > 0 ? `${shown.join('; ')}; ${rest} more` : shown.join('; ')
}

const describeProperty = (change: PropertyChange, owner: string): string => {
  const { verb, detail } = describeValue({ ...change, path: [owner, ...change.path] })
  return `${code(change.path.join('.'))} ${detail === undefined ? verb : `${verb}, ${detail}`}`
}
