import * as z from 'zod'
import { KINDS, kindEntries } from '../kinds/kinds.ts'
import { RECORD_KEY, type ResourceKey, type ResourceKind, resourceKey, resourceName } from '../resource/resource.ts'
import { HOME_OF_TENANT, type OwnerRecord, type RecordedResource } from './deployment-record.ts'
import { SIGNATURE, type Signing, signatureOf, whyDistrusted } from './sign-record.ts'

/** The format that this release writes. Optional additions need no new format: older releases keep them. */
export const RECORD_VERSION = 1

/**
 * The parsed record of one namespace, by owner. `unreadable` is never evidence (docs/decisions.md, "The deployment
 * record").
 */
export type ParsedRecord =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'read'
      readonly owners: ReadonlyMap<string, OwnerRecord>
      /** Why the part of the signing owner is left out; `undefined` when it is not. */
      readonly distrusted: string | undefined
      /** The owners to take over from whose part is not signed with the key. Their parts stay theirs. */
      readonly unproven: ReadonlySet<string>
    }
  | { readonly kind: 'unreadable'; readonly why: string }
  /** Written in the format of a later release. Must never be overwritten. */
  | { readonly kind: 'newer'; readonly version: number }

const resourceFields = {
  deployed: z.string().optional(),
  intended: z.string().optional(),
  found: z.string().optional(),
  file: z.string().optional(),
  updated: z.string().optional(),
  // Written by releases before 1.1 as a mark of checked resources: read and dropped (`splitOwner`).
  checked: z.string().optional(),
  isGone: z.literal(true).optional(),
}

const RESOURCE_FIELDS: ReadonlySet<string> = new Set(Object.keys(resourceFields))

// All objects are loose: additions of later releases are accepted, and `rewriteRecord` keeps them.
const groupJson = z.record(z.string(), z.looseObject(resourceFields))
const ownerFields = {
  commit: z.string(),
  committed: z.number(),
  run: z.string(),
  namespaces: z.array(z.string()).readonly(),
}
const ownerJson = z.looseObject(ownerFields)
const recordJson = z.looseObject({ version: z.literal(RECORD_VERSION), owners: z.record(z.string(), ownerJson) })
/** A record as it is stored. */
export type RecordJson = z.infer<typeof recordJson>
type GroupJson = z.infer<typeof groupJson>
type OwnerJson = z.infer<typeof ownerJson>
type Fields = Readonly<Record<string, unknown>>

/** Older releases require these two groups, even if they are empty. */
const GROUPS_OF_VERSION_1 = { flows: {}, files: {} }

/**
 * Parses a value from the key-value store of `namespace`; a value of another format is `unreadable`, not an error.
 * Accepts only entries that belong into this record: valid names of each kind, and tenant-wide resources only in
 * `HOME_OF_TENANT`. With `signing`, the part of its owner counts only if it is signed. Parts of other owners count
 * unsigned, because they can only prevent writes.
 */
export const parseRecord = (namespace: string, value: unknown, signing?: RecordSigning): ParsedRecord => {
  if (value === undefined || value === null) return { kind: 'absent' }
  const version = newerVersion(value)
  if (version !== undefined) return { kind: 'newer', version }
  const parsed = recordJson.safeParse(value)
  if (!parsed.success) return UNREADABLE
  const own = signing && parsed.data.owners[signing.owner]
  const distrusted = own && whyDistrusted(own, { ...signing, namespace })
  const unproven = new Set(
    (signing?.formerly ?? []).filter((owner) => {
      const part = parsed.data.owners[owner]
      return part !== undefined && signing !== undefined && whyDistrusted(part, { ...signing, owner, namespace })
    }),
  )
  const owners = new Map<string, OwnerRecord>()
  for (const [owner, json] of Object.entries(parsed.data.owners)) {
    const parts = splitOwner(namespace, json)
    if (parts === undefined) return UNREADABLE
    if (distrusted !== undefined && owner === signing?.owner) continue
    const { commit, committed, run, namespaces } = json
    const hasMore = [parts.unknownFields, ...Object.values(parts.unknownEntries)].some(holdsResources)
    owners.set(owner, { commit, committed, run, namespaces, resources: parts.resources, hasMore })
  }
  return { kind: 'read', owners, distrusted, unproven }
}

const newerJson = z.looseObject({ version: z.int().gt(RECORD_VERSION) })

/** The format number of a record of a newer release; `undefined` for every other value. */
export const newerVersion = (value: unknown): number | undefined => newerJson.safeParse(value).data?.version

export interface RecordSigning extends Omit<Signing, 'namespace'> {
  /** Owners whose part `owner` takes over: only signed with the same key. */
  readonly formerly?: readonly string[]
}

const UNREADABLE: ParsedRecord = {
  kind: 'unreadable',
  why: `key "${RECORD_KEY}" holds something that is not a deployment record of version ${RECORD_VERSION}`,
}

const holdsResources = (fields: Fields): boolean =>
  Object.values(fields).some((value) => typeof value === 'object' && value !== null && Object.keys(value).length > 0)

interface OwnerParts {
  readonly resources: ReadonlyMap<ResourceKey, RecordedResource>
  /**
   * In the groups of known kinds, by group: entries that are not valid names of the kind. Only groups with invalid
   * entries.
   */
  readonly unknownEntries: Readonly<Record<string, GroupJson>>
  readonly unknownFields: Fields
}

const splitOwner = (namespace: string, json: OwnerJson): OwnerParts | undefined => {
  const resources = new Map<ResourceKey, RecordedResource>()
  const unknownEntries: Record<string, GroupJson> = {}
  const known = new Set([...Object.keys(ownerFields), SIGNATURE])
  for (const kind of kindsAt(namespace)) {
    const { recordGroup, isName, scope } = KINDS[kind]
    const reported = groupJson.optional().safeParse(json[recordGroup])
    if (!reported.success) return undefined
    const entries = Object.entries(reported.data ?? {})
    known.add(recordGroup)
    const unknown = entries.filter(([name]) => !isName(name))
    if (unknown.length > 0) unknownEntries[recordGroup] = Object.fromEntries(unknown)
    for (const [name, { checked: _, ...resource }] of entries.filter(([name]) => isName(name)))
      resources.set(resourceKey({ kind, namespace: scope === 'tenant' ? '' : namespace, name }), resource)
  }
  return { resources, unknownEntries, unknownFields: without(json, known) }
}

/** The kinds that the record of a namespace may list. */
const kindsAt = (namespace: string): readonly ResourceKind[] =>
  kindEntries()
    .filter(([, { scope }]) => scope === 'namespace' || namespace === HOME_OF_TENANT)
    .map(([kind]) => kind)

const without = (fields: object, known: ReadonlySet<string>): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([field]) => !known.has(field)))

export interface RecordRewrite {
  readonly namespace: string
  readonly owner: string
  /** `undefined`: this owner has nothing in the namespace any more. */
  readonly next: OwnerRecord | undefined
  /** Signs the part, and drops the previous part if it was not signed. */
  readonly key?: string | undefined
  /** Owners whose part becomes that of `owner`: `next` includes their resources. */
  readonly formerly?: readonly string[]
}

/**
 * The value to store in a namespace in place of `stored`. Replaces the part of `owner` by `next` and keeps everything
 * else, including additions of later releases within that part. `undefined` when nothing is left to store. Do not call
 * it for a record of a newer format (`newerVersion`).
 */
export const rewriteRecord = (
  stored: unknown,
  { namespace, owner, next, key, formerly = [] }: RecordRewrite,
): RecordJson | undefined => {
  const signing = key === undefined ? undefined : { owner, key, formerly }
  const parsed = parseRecord(namespace, stored, signing)
  const isReadable = parsed.kind === 'read'
  const { version: _, owners = {}, ...rest } = isReadable ? recordJson.parse(stored) : {}
  const taken = formerly.filter((name) => isReadable && !parsed.unproven.has(name))
  const others = Object.fromEntries(Object.entries(owners).filter(([name]) => name !== owner && !taken.includes(name)))
  const own = parsed.kind === 'read' && parsed.distrusted === undefined ? owners[owner] : undefined
  const trusted = own ?? taken.map((name) => owners[name]).find((part) => part !== undefined)
  const part = next && rewriteOwner(trusted, namespace, next)
  const signature = signing && part && { [SIGNATURE]: signatureOf(part, { ...signing, namespace }) }
  const written = part === undefined ? others : { ...others, [owner]: { ...part, ...signature } }
  if (Object.keys(written).length === 0 && !holdsResources(rest)) return undefined
  return { version: RECORD_VERSION, owners: written, ...rest }
}

const rewriteOwner = (before: OwnerJson | undefined, namespace: string, next: OwnerRecord): OwnerJson => {
  const parts = before === undefined ? undefined : splitOwner(namespace, before)
  const groups = new Map<string, GroupJson>(Object.entries({ ...GROUPS_OF_VERSION_1, ...parts?.unknownEntries }))
  for (const [group, entries] of Map.groupBy(next.resources, ([key]) => KINDS[resourceName(key).kind].recordGroup)) {
    const reported = entries.map(([key, resource]): [string, GroupJson[string]] => {
      const unknown = without(parts?.resources.get(key) ?? {}, RESOURCE_FIELDS)
      return [resourceName(key).name, { ...resource, ...unknown }]
    })
    groups.set(group, { ...groups.get(group), ...Object.fromEntries(reported) })
  }
  const { commit, committed, run, namespaces } = next
  return { commit, committed, run, namespaces, ...Object.fromEntries(groups), ...parts?.unknownFields }
}
