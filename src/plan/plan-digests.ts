import { createHash } from 'node:crypto'
import { fingerprintOf } from '../kinds/kinds.ts'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import { type ResourceKey, resourceKey } from '../resource/resource.ts'
import { ACTIONS, type Action, CHANGE_CLASSES, type ChangeClass, type Plan, type PlannedResource } from './plan.ts'

/** The digests of one resource in a plan. They can be compared by anyone who has the texts and the salt, and reveal no text. */
export interface ResourceDigests {
  readonly id: string
  readonly change: ChangeClass
  readonly action: Action
  /** Digest of the text after the write; of nothing for a delete and for a resource that is not written. */
  readonly after: string
  /** Digest of the state before the write: the text if Git has it, else the revision, else nothing. */
  readonly before: string
}

/** The digests of an approved plan: one per resource, or a single one for a plan of more than `MOST_RESOURCES` resources. */
export type PlanDigests =
  | { readonly kind: 'each'; readonly resources: readonly ResourceDigests[] }
  | { readonly kind: 'all'; readonly digest: string }

/** A comment of 65,000 bytes has room for this many resources of 16 bytes each, and for its text. */
export const MOST_RESOURCES = 600

const ID_BYTES = 4
/** 64 bits: too long to find a second text with the same digest. */
const AFTER_BYTES = 8
/** Short, so that it shows little more than whether two texts are equal: someone may try to guess the text. */
const BEFORE_BYTES = 3
const ENTRY_BYTES = ID_BYTES + 1 + AFTER_BYTES + BEFORE_BYTES
const ALL_BYTES = 16

/** The digests of a plan. `salt` is random per comment, so a table of guessed texts fits only one comment. */
export const planDigests = ({ resources }: Pick<Plan, 'resources'>, salt: string): PlanDigests => {
  const approved = resources.map((resource) => resourceDigests(resource, salt))
  return approved.length <= MOST_RESOURCES ? { kind: 'each', resources: approved } : overAll(approved, salt)
}

/** Shortens encoded digests to 22 characters. Returns a text that cannot be decoded unchanged. */
export const shortenDigests = (digests: string, salt: string): string => {
  const approvedPlan = decodeDigests(digests)
  return approvedPlan?.kind === 'each' ? encodeDigests(overAll(approvedPlan.resources, salt)) : digests
}

/** One digest over all resources, for a plan without room for each. */
export const overAll = (approved: readonly ResourceDigests[], salt: string) => {
  const entries = approved.map((entry) => encodeEntry(entry).toString('base64url')).toSorted()
  return { kind: 'all', digest: digestOf([salt, ...entries], ALL_BYTES) } as const
}

export const resourceDigests = (resource: PlannedResource, salt: string): ResourceDigests => {
  const { change, action, desired, kind } = resource
  const key = resourceKey(resource)
  const wanted = desired === undefined || action === 'delete' ? NOTHING : fingerprintOf(kind, desired)
  return {
    id: digestId(key, salt),
    change,
    action,
    after: action === 'none' ? '' : afterDigest(key, wanted, salt),
    before: digestOf([salt, 'before', key, ...beforeOf(resource)], BEFORE_BYTES),
  }
}

/** The digest that stands for a resource key in an approved plan. */
export const digestId = (key: ResourceKey, salt: string): string => digestOf([salt, 'id', key], ID_BYTES)

/** The digest of the text that a write leaves. */
export const afterDigest = (key: ResourceKey, wanted: Fingerprint, salt: string): string =>
  digestOf([salt, 'after', key, wanted], AFTER_BYTES)

/** The parts to digest for `before`; never a text that only the server has (docs/internals/threat-model.md, "What leaves the server"). */
const beforeOf = ({ kind, live, base, change, revision }: PlannedResource): readonly string[] => {
  if (live === undefined) return ['nothing']
  const text = fingerprintOf(kind, live)
  if (change === 'update' || (base !== undefined && fingerprintOf(kind, base) === text)) return ['text', text]
  return ['revision', String(revision.live ?? 'none')]
}

const digestOf = (parts: readonly string[], bytes: number): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest().subarray(0, bytes).toString('hex')

/** Encodes digests as base64url, which cannot end an HTML comment. */
export const encodeDigests = (approvedPlan: PlanDigests): string =>
  approvedPlan.kind === 'all'
    ? `${ALL}${Buffer.from(approvedPlan.digest, 'hex').toString('base64url')}`
    : Buffer.concat(approvedPlan.resources.map(encodeEntry)).toString('base64url')

const ALL = '*'

const encodeEntry = ({ id, change, action, after, before }: ResourceDigests): Buffer => {
  const kinds = CHANGE_CLASSES.indexOf(change) * ACTIONS.length + ACTIONS.indexOf(action)
  const wanted = Buffer.alloc(AFTER_BYTES)
  wanted.write(after, 'hex')
  return Buffer.concat([Buffer.from(id, 'hex'), Buffer.of(kinds), wanted, Buffer.from(before, 'hex')])
}

/** Decodes digests; `undefined` for any other text, because anyone may have edited the comment. */
export const decodeDigests = (text: string): PlanDigests | undefined => {
  const approvedPlan = decodeBytes(text)
  // Base64 decoding is lenient: a text that encoding would not produce is forged.
  return approvedPlan !== undefined && encodeDigests(approvedPlan) === text ? approvedPlan : undefined
}

const decodeBytes = (text: string): PlanDigests | undefined => {
  if (text.startsWith(ALL)) {
    const bytes = Buffer.from(text.slice(ALL.length), 'base64url')
    return bytes.length === ALL_BYTES ? { kind: 'all', digest: bytes.toString('hex') } : undefined
  }
  const bytes = Buffer.from(text, 'base64url')
  const count = bytes.length / ENTRY_BYTES
  if (!Number.isInteger(count) || count > MOST_RESOURCES) return undefined
  const entries = Array.from({ length: count }, (_, index) =>
    decodeEntry(bytes.subarray(index * ENTRY_BYTES, (index + 1) * ENTRY_BYTES)),
  )
  const resources = entries.filter((entry) => entry !== undefined)
  return resources.length === count ? { kind: 'each', resources } : undefined
}

const decodeEntry = (bytes: Buffer): ResourceDigests | undefined => {
  const kinds = bytes[ID_BYTES] ?? 0
  const change = CHANGE_CLASSES[Math.floor(kinds / ACTIONS.length)]
  const action = ACTIONS[kinds % ACTIONS.length]
  if (change === undefined || action === undefined) return undefined
  const hex = (from: number, length: number) => bytes.subarray(from, from + length).toString('hex')
  return {
    id: hex(0, ID_BYTES),
    change,
    action,
    after: action === 'none' ? '' : hex(ID_BYTES + 1, AFTER_BYTES),
    before: hex(ID_BYTES + 1 + AFTER_BYTES, BEFORE_BYTES),
  }
}
