import type * as z from 'zod'
import type { RecordedResponse } from './recording.ts'

type Json = z.core.util.JSONType

/**
 * The paths at which two answers differ (`status`, `json.results[0].id`, …). Set aside: dates, key order, the order of sets and of
 * the lines of a text with several violations. Answers of different status differ in `status` and, as a whole, in `body`.
 */
export function differingPaths(recorded: RecordedResponse, answered: RecordedResponse): string[] {
  if (recorded.status !== answered.status) return ['status', 'body']
  const [before, after] = [flatten(recorded), flatten(asLossy(recorded, answered))]
  return [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path))
}

/** One recorder read every entry of a zip as a text; what is none lost its bytes there, and can only be compared as it is left. */
function asLossy(recorded: RecordedResponse, answered: RecordedResponse): RecordedResponse {
  if (answered.zip === undefined) return answered
  const entries = Object.entries(answered.zip).map(([name, entry]) => {
    const isText = typeof entry === 'string' || typeof recorded.zip?.[name] !== 'string'
    return [name, isText ? entry : Buffer.from(entry.base64, 'base64').toString('utf8')]
  })
  return { ...answered, zip: Object.fromEntries(entries) }
}

function flatten({ jsonNote: _, ...response }: RecordedResponse): Map<string, string> {
  const flat = new Map<string, string>()
  const { json } = response
  // The schema is recorded as the names of its top-level keys.
  const isSchema = json !== null && typeof json === 'object' && '$schema' in json
  visit({ ...response, ...(isSchema ? { json: Object.keys(json) } : {}) }, '', flat)
  return flat
}

function visit(value: unknown, path: string, flat: Map<string, string>): void {
  if (Array.isArray(value)) {
    if (value.length === 0) flat.set(path, '[]')
    inOrder(value, path).forEach((item, index) => {
      visit(item, `${path}[${index}]`, flat)
    })
  } else if (value !== null && typeof value === 'object') {
    if (Object.keys(value).length === 0) flat.set(path, '{}')
    for (const [key, item] of Object.entries(value)) visit(item, path === '' ? key : `${path}.${key}`, flat)
  } else {
    flat.set(path, JSON.stringify(settled(value, path)))
  }
}

/** A page, revisions and validation results have an order; every other list is a set. */
function inOrder(items: readonly Json[], path: string): readonly Json[] {
  const isOrdered = path === 'json.results' || items.some((item) => isObject(item) && 'index' in item)
  return isOrdered ? items : items.toSorted((a, b) => sortKey(a).localeCompare(sortKey(b)))
}

function sortKey(item: Json): string {
  if (!isObject(item)) return JSON.stringify(item)
  const { id, key, revision, fileName, message, detail } = item
  return JSON.stringify([id, key, revision, fileName, message ?? detail])
}

function isObject(item: Json): item is { [key: string]: Json } {
  return item !== null && typeof item === 'object' && !Array.isArray(item)
}

function settled(value: unknown, path: string): unknown {
  if (/\.(lastModifiedTime|creationTime|created|updated|creationDate|updateDate|expirationDate|traceId)$/.test(path))
    return 'set aside'
  if (typeof value !== 'string') return value
  const text = value
    .replace(/(?<=known properties: )[^)]*/, (names) => sorted(names.replace(/]$/, ''), ', '))
    .replace(/(?<=Expected one of: \[)[^\]]*/, (names) => sorted(names, ', '))
  const isViolations = /constraints|message|detail/.test(path) && !text.includes(' at [Source')
  const prefix = /^(?:Validation error: |Invalid entity: )?/.exec(text)?.[0] ?? ''
  // A fault of the flow itself begins with a blank when it is the first of several, else with a colon.
  const lines = text.slice(prefix.length).replace(/^:? (?=Invalid Flow)/gm, ' ')
  return isViolations ? prefix + sorted(lines, '\n') : text
}

function sorted(text: string, separator: string): string {
  return text.split(separator).toSorted().join(separator)
}
