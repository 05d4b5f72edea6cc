import { findSecrets } from '../secrets/find-secrets.ts'
import { replaceSpans } from '../secrets/hide-secrets.ts'
import { compareText } from '../text/compare.ts'
import { lineChanges } from '../text/line-changes.ts'
import { counted } from '../text/lists.ts'
import { visibleLine } from '../text/visible.ts'
import { isMapValue, type MapValue } from '../yaml/map-value.ts'

/** Kestra's ids have at most 100 characters (docs/internals/facts/kestra.md, "Names"). A longer text is data, not a name. */
const MAX_CODE_LENGTH = 100

/**
 * Untrusted text as one code span of a sentence: `` `text` ``.
 *
 * Contract of every sentence about a change: one line of plain text, not Markdown, in which pairs of backticks delimit code. All text
 * from a flow is inside a pair:
 * - it is one line, cut after 100 characters, with invisible characters spelled out
 * - its own backticks are replaced by ′, so that no id can open or close a pair
 * - whatever looks like a credential is replaced by its length
 *
 * Renderers must escape both the text and the code.
 */
export const code = (text: string): string => {
  const shown = replaceSpans(text, findSecrets(text), 'hidden')
  return `\`${visibleLine(shown, MAX_CODE_LENGTH).replaceAll('`', '′') || '""'}\``
}

const MAX_NAMES = 4

/** `` `a`, `b` ``; of more than four names the first three and the number of the others. */
export const listNames = (names: readonly string[]): string => {
  if (names.length <= MAX_NAMES) return names.map(code).join(', ')
  const shown = names.slice(0, MAX_NAMES - 1)
  return `${shown.map(code).join(', ')} and ${names.length - shown.length} more`
}

/** ``tasks `a`, `b` ``, with the names formatted by `listNames`. */
export const withNoun = (noun: string, names: readonly string[]): string =>
  `${noun}${names.length === 1 ? '' : 's'} ${listNames(names)}`

/** The names of flows that call or read a resource, sorted, without duplicates. */
export const callerNames = (callers: readonly { readonly name: string }[]): readonly string[] =>
  [...new Set(callers.map(({ name }) => name))].toSorted()

/** The importance of a change to the reviewer, most important first. */
const RANKS = ['state', 'breaks', 'removed', 'starts', 'added', 'changed', 'settings', 'prose'] as const

/** The text of one change (see `code` for its contract), with its rank in the order of the sentences. */
export interface Sentence {
  readonly rank: (typeof RANKS)[number]
  readonly text: string
}

const MAX_SENTENCES = 12

/** The texts of the sentences, most important first: at most 12, then `and 3 more changes`. */
export const mostImportant = (sentences: readonly Sentence[]): readonly string[] => {
  const ordered = RANKS.flatMap((rank) => sentences.filter((sentence) => sentence.rank === rank))
  const rest = ordered.length - MAX_SENTENCES
  const shown = ordered.slice(0, MAX_SENTENCES).map(({ text }) => text)
  return rest > 0 ? [...shown, `and ${counted(rest, 'more change')}`] : shown
}

/** Maps within maps are compared field by field down to here, e.g. `taskRunner.resources.limits.memory`. */
const MAX_PATH_LENGTH = 4

/** A field that differs; `undefined` where the field is absent. At least one of the two values is defined. */
interface PropertyChange {
  readonly path: readonly string[]
  readonly before: unknown
  readonly after: unknown
}

/** Every field that differs between two maps, sorted by key. Lists are compared as a whole. */
export const propertyChanges = (
  before: MapValue,
  after: MapValue,
  parent: readonly string[] = [],
): readonly PropertyChange[] => {
  const [left, right] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((key) => {
    const change = { path: [...parent, key], before: left.get(key), after: right.get(key) }
    return isEqual(change.before, change.after) ? [] : innerChanges(change)
  })
}

const innerChanges = (change: PropertyChange): readonly PropertyChange[] => {
  const { path, before, after } = change
  return path.length < MAX_PATH_LENGTH && isMapValue(before) && isMapValue(after)
    ? propertyChanges(before, after, path)
    : [change]
}

const MAX_PROPERTIES = 3

/**
 * Changed fields as one clause: `` `url` changed, `a` → `b`; `retry` added ``; of more than three the first three and a count.
 * `owner` is the name of the property or task that the fields belong to. The values are hidden if that name looks like a credential's.
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

/** The change of one value. `detail` has the values if they may be shown, else their size. */
interface ValueText {
  readonly verb: 'added' | 'removed' | 'changed'
  readonly detail: string | undefined
}

/**
 * The change of one value: `` `a` → `b` ``, `+3 −1 lines`, or `12 bytes` if a name on its path looks like a credential's. A value is shown
 * if it is one line of at most 40 characters. Removed values are never shown.
 */
export const describeValue = (change: PropertyChange): ValueText => {
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

/** True for values of a field with a secret name that are surely not a credential: a reference to a secret, a boolean, nothing. */
const isHarmless = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === 'boolean' || isSecretReference(value)

const isSecretReference = (value: unknown): boolean =>
  typeof value === 'string' && /^\s*\{\{\s*secret\(\s*(['"])[\w.-]{1,60}\1\s*\)\s*\}\}\s*$/.test(value)

const shownValue = (value: unknown): string | undefined => {
  const text = value === null ? 'null' : scalarText(value)
  return text === undefined || text.length > MAX_SHOWN_LENGTH || /[\r\n]/.test(text) ? undefined : code(text)
}

const byteLength = (value: unknown): number => Buffer.byteLength(scalarText(value) ?? JSON.stringify(value))

/** Names of properties for credentials. Deliberately too broad: for a hidden value the reviewer can still read the diff. */
const SECRET_NAME =
  /secret|passw|passphrase|pwd|token|key|credential|auth(?!ors?$)|bearer|signature|private|cookie|dsn/i

/** True if a value of a property with this name must not be shown. */
const isSecretName = (name: string): boolean => SECRET_NAME.test(name)

/** The value if it is a map, else an empty map. */
export const mapOf = (value: unknown): MapValue => (isMapValue(value) ? value : {})

/** The items of a list; empty for all other values. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A scalar as text; `undefined` for maps, lists and null. */
export const scalarText = (value: unknown): string | undefined =>
  value === undefined || value === null || typeof value === 'object' ? undefined : String(value)

/** JSON with sorted keys: equal for equal data. Infinities, which JSON lacks, are written as text. */
export const canonicalText = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part: unknown) => {
    if (isMapValue(part)) return Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareText(a, b)))
    return typeof part === 'number' && !Number.isFinite(part) ? String(part) : part
  })

/** True if both are the same data. */
export const isEqual = (before: unknown, after: unknown): boolean => canonicalText(before) === canonicalText(after)

/**
 * The maps of a list by their names, in list order. A map's name is the first of `keys` that it has. Items without a name are left out; of
 * two items with the same name the first counts.
 */
export const namedItems = (list: unknown, keys: readonly string[]): ReadonlyMap<string, MapValue> => {
  const named = new Map<string, MapValue>()
  for (const item of itemsOf(list).filter(isMapValue)) {
    const name = keys.map((key) => scalarText(item[key])).find((text) => text !== undefined)
    if (name !== undefined && !named.has(name)) named.set(name, item)
  }
  return named
}
