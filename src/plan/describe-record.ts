import { createHash, createHmac } from 'node:crypto'
import type { ResourceKey } from '../resource/resource.ts'
import type { OwnerRecord, RecordedResource, RecordStamp } from './deployment-record.ts'
import { type RecordJson, rewriteRecord } from './record-json.ts'
import { canonicalText, isSameProof, SIGNATURE } from './sign-record.ts'

/** Which write of a record a description speaks for. */
export interface Described {
  readonly namespace: string
  readonly owner: string
  /** The one that the key-value store gives to this write. */
  readonly revision: number
  /** Of the input `record-key`: without it nobody can make a description that is believed. */
  readonly key?: string | undefined
}

// A column of 255 characters takes it, and a header of printable ASCII is the same for everybody who reads it.
const SHORT_LINE = /^[!-~](?:[ -~]{0,248}[!-~])?$/

/**
 * The line that stands beside a record in lists of keys: `kestra-gitops r11 sha256:… <marks> <commit> <its time> <run>`. It holds what
 * nobody can foretell of the record, and a digest over the namespace, the revision and everything that is stored, so that whoever
 * knows what a record should be can tell by this line whether it is. The marks of what was checked have a digest of their own: without
 * them a flow is checked again, and no more. `undefined` where a line cannot hold it.
 */
export const describeRecord = (stored: RecordJson, described: Described): string | undefined => {
  const part = stored.owners[described.owner]
  return part && lineOf(stored, described, { ...part, marks: digestOfMarks(part) })
}

interface Told extends RecordStamp {
  readonly revision: number
  /** A digest of the marks of all resources, or `-`. */
  readonly marks: string
}

const lineOf = (stored: RecordJson, described: Described, told: Omit<Told, 'revision'>): string | undefined => {
  const { commit, committed, run, marks } = told
  const { revision } = described
  const line = `kestra-gitops r${revision} ${digestOf(stored, described, marks)} ${marks} ${commit} ${committed} ${run}`
  return SHORT_LINE.test(line) && readDescription(line)?.revision === revision ? line : undefined
}

const LINE = /^kestra-gitops r([1-9]\d{0,8}) (?:hmac-)?sha256:[0-9a-f]{64} (-|[0-9a-f]{16}) (\S+) (\d{1,12}) (.+)$/

/** What a line tells by itself, before anything is proven; `undefined` when no release wrote it. */
export const readDescription = (line: string): Told | undefined => {
  const [, revision, marks = '', commit = '', committed, run = ''] = LINE.exec(line) ?? []
  if (revision === undefined) return undefined
  return { revision: Number(revision), marks, commit, committed: Number(committed), run }
}

export interface Expected {
  readonly namespaces: readonly string[]
  readonly resources: ReadonlyMap<ResourceKey, RecordedResource>
  /** What the record says of those in which the checks found nothing, if it says so of all. */
  readonly marks: ReadonlyMap<ResourceKey, string>
}

export interface KnownRecord {
  readonly record: OwnerRecord
  /** False where it holds marks and these are not known: then it tells of none. */
  readonly knowsMarks: boolean
}

/**
 * The record of a namespace without reading it: where the line beside it proves that it tells of this owner alone, and exactly of
 * what is `expected`. `undefined` where anything is otherwise: then it must be read.
 */
export const recordAsDescribed = (line: string, described: Described, expected: Expected): KnownRecord | undefined => {
  const told = readDescription(line)
  if (told?.revision !== described.revision) return undefined
  const { namespace, owner } = described
  const { commit, committed, run } = told
  const store = (next: OwnerRecord) => rewriteRecord(undefined, { namespace, owner, next })
  const { namespaces, resources, marks } = expected
  const record = { commit, committed, run, namespaces, resources, hasMore: false }
  const stored = store(record)
  const proof = stored && lineOf(stored, described, told)
  if (proof === undefined || !isSameProof(line, proof)) return undefined
  if (told.marks === '-') return { record, knowsMarks: true }
  const marked = { ...record, resources: withMarks(resources, marks) }
  const isMarked = digestOfMarks(store(marked)?.owners[owner] ?? {}) === told.marks
  return isMarked ? { record: marked, knowsMarks: true } : { record, knowsMarks: false }
}

const withMarks = (resources: Expected['resources'], marks: Expected['marks']): Expected['resources'] =>
  new Map(
    [...resources].map(([key, resource]) => {
      const checked = marks.get(key)
      return [key, checked === undefined ? resource : { ...resource, checked }]
    }),
  )

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const mapFields = (fields: Fields, change: (value: Fields) => Fields): Fields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, isFields(value) ? change(value) : value]))

const withoutMarks = (part: Fields): Fields =>
  mapFields(part, (group) => mapFields(group, (resource) => ({ ...resource, checked: undefined })))

const digestOfMarks = (part: Fields): string => {
  const marks = Object.entries(part).flatMap(([group, entries]) =>
    Object.entries(isFields(entries) ? entries : {}).flatMap(([name, resource]) =>
      isFields(resource) && resource['checked'] !== undefined ? [[`${group} ${name}`, resource['checked']]] : [],
    ),
  )
  return marks.length === 0 ? '-' : sha256(canonicalText(Object.fromEntries(marks))).slice(0, 16)
}

/** Without the signatures: a description that a key proves says as much. */
const digestOf = (stored: RecordJson, { namespace, owner, revision, key }: Described, marks: string): string => {
  const owners = Object.entries(stored.owners).map(([name, part]) => [
    name,
    {
      ...(name === owner ? withoutMarks(part) : part),
      [SIGNATURE]: undefined,
      namespaces: digestOfList(part.namespaces),
    },
  ])
  const content = { ...stored, owners: Object.fromEntries(owners) }
  const text = canonicalText(['kestra-gitops description 1', namespace, revision, marks, content])
  return key === undefined
    ? `sha256:${sha256(text)}`
    : `hmac-sha256:${createHmac('sha256', key).update(text).digest('hex')}`
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

const digests = new WeakMap<readonly string[], string>()

/** Thousands of records hold one list of thousands of namespaces: it is digested once. */
const digestOfList = (names: readonly string[]): string => {
  const digest = digests.get(names) ?? sha256(JSON.stringify(names))
  digests.set(names, digest)
  return digest
}
