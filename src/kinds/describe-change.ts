import { findSecrets } from '../secrets/find-secrets.ts'
import { replaceSpans } from '../secrets/hide-secrets.ts'
import { compareText } from '../text/compare.ts'
import { lineChanges } from '../text/line-changes.ts'
import { counted } from '../text/lists.ts'
import { visibleLine } from '../text/visible.ts'
import { isMapValue, type MapValue } from '../yaml/map-value.ts'

/** Ids of Kestra have at most 100 characters (docs/internals/facts/kestra.md, "Names"); what is longer is data and not a name. */
const MAX_CODE_LENGTH = 100

/**
 * Untrusted text as one code span of a sentence in words, `` `text` ``.
 *
 * The contract of every sentence about a change: it is one line of plain text, not Markdown, in which pairs of backticks
 * delimit code. Whatever comes from a flow stands inside such a pair, on one line, cut after 100 characters, with
 * invisible characters spelt out and its own backticks replaced by ′, so that no id can open or close a pair. What looks
 * like a credential in it is replaced by its length. Who shows a sentence escapes both, the text and the
 * code.
 */
export const code = (text: string): string => {
  const shown = replaceSpans(text, findSecrets(text), 'hidden')
  return `\`${visibleLine(shown, MAX_CODE_LENGTH).replaceAll('`', '′') || '""'}\``
}

const MAX_NAMES = 4

/** `` `a`, `b` ``; of more than four names the first three and how many there are besides. */
export const listNames = (names: readonly string[]): string => {
  if (names.length <= MAX_NAMES) return names.map(code).join(', ')
  const shown = names.slice(0, MAX_NAMES - 1)
  return `${shown.map(code).join(', ')} and ${names.length - shown.length} more`
}

/** ``tasks `a`, `b` ``; names as `listNames` has them. */
export const withNoun = (noun: string, names: readonly string[]): string =>
  `${noun}${names.length === 1 ? '' : 's'} ${listNames(names)}`

/** The names of flows that call or read a resource, each once, in order. */
export const callerNames = (callers: readonly { readonly name: string }[]): readonly string[] =>
  [...new Set(callers.map(({ name }) => name))].toSorted()

/** How much a change matters to who approves it, most important first. */
const RANKS = ['state', 'breaks', 'removed', 'starts', 'added', 'changed', 'settings', 'prose'] as const

/** One change in words (the contract of `text` is at `code`), with its place in the order of the sentences. */
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

/** One field that differs; `undefined` = absent on that side. Never both. */
interface PropertyChange {
  readonly path: readonly string[]
  readonly before: unknown
  readonly after: unknown
}

/** Every field that differs between two maps, in the order of their keys; lists differ as a whole. */
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
interface ValueText {
  readonly verb: 'added' | 'removed' | 'changed'
  readonly detail: string | undefined
}

/**
 * `` `a` → `b` ``, `+3 −1 lines`, or `12 bytes` of what is named like a credential anywhere on
 * its path. Values are shown when they have one line of at most 40 characters; of removed values none is.
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

/** What a field that is named like a credential may hold without being one: a reference to it, a switch, nothing. */
const isHarmless = (value: unknown): boolean =>
  value === undefined || value === null || typeof value === 'boolean' || isSecretReference(value)

const isSecretReference = (value: unknown): boolean =>
  typeof value === 'string' && /^\s*\{\{\s*secret\(\s*(['"])[\w.-]{1,60}\1\s*\)\s*\}\}\s*$/.test(value)

const shownValue = (value: unknown): string | undefined => {
  const text = value === null ? 'null' : scalarText(value)
  return text === undefined || text.length > MAX_SHOWN_LENGTH || /[\r\n]/.test(text) ? undefined : code(text)
}

const byteLength = (value: unknown): number => Buffer.byteLength(scalarText(value) ?? JSON.stringify(value))

/** What people call a property that holds a credential. Too wide on purpose: a hidden value costs a look at the diff. */
const SECRET_NAME =
  /secret|passw|passphrase|pwd|token|key|credential|auth(?!ors?$)|bearer|signature|private|cookie|dsn/i

/** True when a value of a property of this name must not be shown. */
const isSecretName = (name: string): boolean => SECRET_NAME.test(name)

/** A map as it is; anything else as a map without fields. */
export const mapOf = (value: unknown): MapValue => (isMapValue(value) ? value : {})

/** The items of a list, none for anything else. */
export const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A scalar as text; `undefined` for maps, lists and null. */
export const scalarText = (value: unknown): string | undefined =>
  value === undefined || value === null || typeof value === 'object' ? undefined : String(value)

/** The same text for the same data, whatever the order of its keys. JSON has no infinities: these as text. */
export const canonicalText = (value: unknown): string | undefined =>
  JSON.stringify(value, (_, part: unknown) => {
    if (isMapValue(part)) return Object.fromEntries(Object.entries(part).sort(([a], [b]) => compareText(a, b)))
    return typeof part === 'number' && !Number.isFinite(part) ? String(part) : part
  })

/** True when both hold the same data. */
export const isEqual = (before: unknown, after: unknown): boolean => canonicalText(before) === canonicalText(after)

/**
 * The maps of a list by their names, which stand under the first of `keys` that a map has. Items without a name are
 * left out; of two with the same name the first counts.
 */
export const namedItems = (list: unknown, keys: readonly string[]): ReadonlyMap<string, MapValue> => {
  const named = new Map<string, MapValue>()
  for (const item of itemsOf(list).filter(isMapValue)) {
    const name = keys.map((key) => scalarText(item[key])).find((text) => text !== undefined)
    if (name !== undefined && !named.has(name)) named.set(name, item)
  }
  return named
}
