import { lineChanges } from '../text/line-changes.ts'
import { counted } from '../text/lists.ts'
import { fieldsOf, isEqual, isMap, type Plain, type PlainMap, textOf } from './plain.ts'
import { code } from './words.ts'

/** Maps within maps are compared field by field down to here, e.g. `taskRunner.resources.limits.memory`. */
const MAX_PATH_LENGTH = 4

/** One field that differs; `undefined` = absent on that side. Never both. */
interface PropertyChange {
  readonly path: readonly string[]
  readonly before: Plain | undefined
  readonly after: Plain | undefined
}

/** Every field that differs between two maps, in the order of their keys; lists differ as a whole. */
export const propertyChanges = (
  before: PlainMap,
  after: PlainMap,
  parent: readonly string[] = [],
): readonly PropertyChange[] => {
  const [left, right] = [fieldsOf(before), fieldsOf(after)]
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((key) => {
    const change = { path: [...parent, key], before: left.get(key), after: right.get(key) }
    return isEqual(change.before, change.after) ? [] : innerChanges(change)
  })
}

const innerChanges = (change: PropertyChange): readonly PropertyChange[] => {
  const { path, before, after } = change
  return path.length < MAX_PATH_LENGTH && isMap(before) && isMap(after)
    ? propertyChanges(before, after, path)
    : [change]
}

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

const MAX_SHOWN_LENGTH = 40

/** What happened to one value; `detail` is the values where they may be shown, else what can be said about them. */
interface ValueWords {
  readonly verb: 'added' | 'removed' | 'changed'
  readonly detail: string | undefined
}

/**
 * `` `a` → `b` ``, `+3 −1 lines`, or `12 bytes` of what is named like a credential anywhere on
 * its path. Values are shown when they have one line of at most 40 characters; of removed values none is.
 */
export const describeValue = (change: PropertyChange): ValueWords => {
  const { before, after } = change
  if (after === undefined) return { verb: 'removed', detail: undefined }
  const verb = before === undefined ? 'added' : 'changed'
  if (isHidden(change)) return { verb, detail: counted(byteLength(after), 'byte') }
  const shown = shownValue(after)
  if (before === undefined) return { verb, detail: shown }
  const old = shownValue(before)
  if (shown !== undefined && old !== undefined) return { verb, detail: `${old} → ${shown}` }
  const isText = typeof before === 'string' && typeof after === 'string'
  return { verb, detail: isText ? lineChanges(before, after) : undefined }
}

const isHidden = ({ path, before, after }: PropertyChange): boolean =>
  path.some(isSecretName) && !(isHarmless(before) && isHarmless(after))

/** What a field that is named like a credential may hold without being one: a reference to it, a switch, nothing. */
const isHarmless = (value: Plain | undefined): boolean =>
  value === undefined || value === null || typeof value === 'boolean' || isSecretReference(value)

const isSecretReference = (value: Plain): boolean =>
  typeof value === 'string' && /^\s*\{\{\s*secret\(\s*(['"])[\w.-]{1,60}\1\s*\)\s*\}\}\s*$/.test(value)

const shownValue = (value: Plain): string | undefined => {
  const text = value === null ? 'null' : textOf(value)
  return text === undefined || text.length > MAX_SHOWN_LENGTH || /[\r\n]/.test(text) ? undefined : code(text)
}

const byteLength = (value: Plain): number => Buffer.byteLength(textOf(value) ?? JSON.stringify(value))

/** What people call a property that holds a credential. Too wide on purpose: a hidden value costs a look at the diff. */
const SECRET_NAME =
  /secret|passw|passphrase|pwd|token|key|credential|auth(?!ors?$)|bearer|signature|private|cookie|dsn/i

/** True when a value of a property of this name must not be shown. */
const isSecretName = (name: string): boolean => SECRET_NAME.test(name)
