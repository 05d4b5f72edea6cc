import type { Problem } from '../finding/problem.ts'
import { isRouteName, KINDS } from '../kinds/kinds.ts'
import { type RecordedResource, recordHome } from '../record/deployment-record.ts'
import type { Desired, LayoutRoot } from '../resource/desired.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import { type ResourceKey, type ResourceName, resourceKey, resourceName } from '../resource/resource.ts'
import { contentOf, type ResourceMap, type ResourceState } from '../resource/resource-state.ts'
import { classify, decideAction, driftCause, type StateClass } from './decide-action.ts'
import {
  compareNames,
  digestOf,
  NOT_KNOWN,
  type Origin,
  type Plan,
  type PlannedResource,
  sortResources,
  summarize,
  type Unmanaged,
} from './plan.ts'
import { type RefusalInput, refuse } from './refuse.ts'

export interface PlanInput extends RefusalInput {
  readonly desired: Pick<Desired, 'broken' | 'ignored' | 'hides' | 'namespaces' | 'layout'>
  /** Resources at the base commit; `undefined` if the base commit is not known. */
  readonly baseResources: ResourceMap | undefined
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
  /** Namespaces whose deployment record cannot be read. `mirror` deletes nothing there. */
  readonly unreadableRecords: ReadonlySet<string>
  /** Per resource: fingerprints of its file in older commits. Only resources that were looked up have an entry. */
  readonly history: ReadonlyMap<ResourceKey, readonly Fingerprint[]>
  /** All paths of the tree. They separate a deleted file from a file that no longer contains its resource. */
  readonly paths: ReadonlySet<string>
  readonly problems: readonly Problem[]
  readonly notices: readonly string[]
}

/** Computes what a deploy would do with each resource from its desired, live and recorded state. Pure: equal input gives equal plans. */
export const computePlan = (
  input: PlanInput,
): Pick<Plan, 'resources' | 'summary' | 'problems' | 'notices' | 'unmanaged' | 'digest' | 'refusal'> => {
  const keys = new Set([...input.desiredResources.keys(), ...input.liveResources.keys(), ...input.recorded.keys()])
  const filesWithResources = new Set([...input.desiredResources.values()].map(({ file }) => file))
  const errors = input.problems.filter(({ severity, file }) => severity === 'error' && file !== undefined)
  const context: InputWithFiles = {
    ...input,
    invalid: new Set(errors.map(({ file }) => file)),
    filesWithResources,
    filesWithoutResources: Map.groupBy(
      [...input.paths].filter((path) => !filesWithResources.has(path)),
      stemOf,
    ),
  }
  const all = [...keys].map((key) => planResource(key, context)).filter((resource) => resource !== undefined)
  const resources = sortResources(all.filter(isWorthShowing))
  const summary = summarize(all)
  return {
    resources,
    summary: { ...summary, unmanaged: summary.unmanaged + input.unmanagedKeys.size },
    problems: input.problems,
    notices: input.notices,
    unmanaged: unmanagedOf(all, context),
    digest: digestOf(resources),
    refusal: refuse(resources, input),
  }
}

/** Names of the resources that exist only on the server: those in `planned` and those read by name alone. `Unmanaged` says which are left out. */
const unmanagedOf = (planned: readonly PlannedResource[], input: InputWithFiles): Unmanaged => {
  const found = planned
    .filter(({ change, action }) => change === 'unmanaged' && action === 'none')
    .map(({ kind, namespace, name }) => ({ kind, namespace, name }))
  const byName = [...input.unmanagedKeys].filter((key) => !input.desiredResources.has(key)).map(resourceName)
  const names = [...found, ...byName]
    .filter((name) => isInTree(name, input) && !input.ownedByOthers.has(resourceKey(name)))
    .filter((name) => whyNotMissing(name, { base: undefined, recorded: undefined }, input) === undefined)
  return { count: names.length, names: names.toSorted(compareNames()) }
}

/** The input with facts about the files of the tree. */
interface InputWithFiles extends PlanInput {
  /** Paths of files with at least one error. */
  readonly invalid: ReadonlySet<string | undefined>
  /** Paths of files that contain at least one resource. */
  readonly filesWithResources: ReadonlySet<string | undefined>
  /** Paths of files without any resource. Key: the file name of a YAML file without folder and ending; `undefined`: all other files. */
  readonly filesWithoutResources: ReadonlyMap<string | undefined, readonly string[]>
}

const stemOf = (path: string): string | undefined => /([^/]+)\.ya?ml$/i.exec(path)?.[1]

/** False for resources that are only counted: unchanged ones, and those that this repository never deployed. */
const isWorthShowing = ({ change, action, note }: Pick<PlannedResource, 'change' | 'action' | 'note'>): boolean =>
  change !== 'unchanged' && !(change === 'unmanaged' && action === 'none' && note === undefined)

interface ResourceStates {
  readonly desired: ResourceState | undefined
  readonly live: ResourceState | undefined
  readonly base: ResourceState | undefined
  readonly recorded: RecordedResource | undefined
  readonly earlier: readonly Fingerprint[]
}

const planResource = (key: ResourceKey, input: InputWithFiles): PlannedResource | undefined => {
  const desired = input.desiredResources.get(key)
  const live = input.liveResources.get(key) ?? (input.skippedUnchanged.has(key) ? desired : undefined)
  const base = input.baseResources?.get(key)
  const [recorded, earlier] = [input.recorded.get(key), input.history.get(key) ?? []]
  const resourceStates: ResourceStates = { desired, live, base, recorded, earlier }
  const name = desired?.name ?? live?.name
  // A resource in Git with this name shows only its error. A resource that only the server has must not be touched.
  const isRoute = name !== undefined && isRouteName(name)
  const state = classify({
    desired: desired?.fingerprint,
    live: live?.fingerprint,
    recorded,
    isLiveFromGit: live !== undefined && (live.fingerprint === base?.fingerprint || earlier.includes(live.fingerprint)),
  })
  if (name === undefined || state === 'forgotten' || (isRoute && desired === undefined)) return undefined
  const decision = decideAction({
    state,
    kind: name.kind,
    namespace: name.namespace,
    isDesired: desired !== undefined,
    isLive: live !== undefined,
    whyNotMissing: desired === undefined ? whyNotMissing(name, resourceStates, input) : undefined,
    ownedBy: input.ownedByOthers.get(key),
    mayMirror: isInTree(name, input) && !input.unreadableRecords.has(recordHome(name)),
    policy: input.policy,
  })
  const isInvalid = isRoute || (state !== 'unchanged' && input.invalid.has(desired?.file))
  const action = isInvalid ? 'none' : decision.action
  const revision = live?.revision ?? null
  const shown = { change: isInvalid ? 'invalid' : decision.change, action, note: decision.note } as const
  return {
    ...name,
    ...(isWorthShowing(shown) ? contentsOf(resourceStates, state) : NOT_KNOWN),
    ...shown,
    origin: originOf(state, resourceStates, input),
    revision: { live: revision, after: action === 'update' && revision !== null ? revision + 1 : null },
    words: [],
    breaks: [],
    renamedFrom: undefined,
  }
}

const contentsOf = ({ desired, live, base, recorded, earlier }: ResourceStates, state: StateClass) => {
  const file = desired?.file ?? base?.file ?? recorded?.file
  const hasDrifted = state === 'drift' || state === 'conflict'
  return {
    file,
    desired: desired && contentOf(desired),
    live: live && contentOf(live),
    base: base && contentOf(base),
    edited: hasDrifted ? live?.updated : undefined,
    cause: hasDrifted ? driftCause(live, state === 'drift' ? desired : (base ?? desired), earlier) : undefined,
  }
}

/**
 * Says why a resource without text in Git is not missing there: its file is hidden by `.kestraignore`, broken, emptied,
 * or in a folder that is no longer read. `undefined`: Git has no file for it.
 */
const whyNotMissing = (
  name: ResourceName,
  { base, recorded }: Pick<ResourceStates, 'base' | 'recorded'>,
  { desired, paths, filesWithResources, filesWithoutResources }: InputWithFiles,
): string | undefined => {
  const kind = KINDS[name.kind]
  const formerFile = recorded?.file ?? base?.file
  const hasNoResources = formerFile !== undefined && paths.has(formerFile) && !filesWithResources.has(formerFile)
  if (hasNoResources) return `its file ${formerFile} is in the tree, hidden or not readable`
  if (desired.ignored.has(resourceKey(name)) || (kind.isNamedByPlace && desired.hides(name)))
    return 'its file is in the tree, hidden or not readable'
  if (kind.isNamedByPlace) return undefined
  const broken = desired.broken.find(
    ({ kind: of, file, name: id }) => file === formerFile || (of === name.kind && id === name.name),
  )
  if (broken !== undefined) return `its file ${broken.file} is in the tree and cannot be read`
  // The folder has an empty file with the name of the resource. The resource may have been moved out of it.
  const candidate = kind
    .likelyStems(name)
    .flatMap((stem) => filesWithoutResources.get(stem) ?? [])
    .find((file) => desired.layout.some((root) => mayHold(root, file, name)))
  return candidate && `${candidate} is in the tree, may be its file and holds none`
}

/** True if the file is below a root of this kind and namespace. The top of the repository is a root only for files directly in it. */
const mayHold = ({ root, kind, namespace }: LayoutRoot, file: string, name: ResourceName): boolean =>
  kind === name.kind &&
  (namespace === undefined || namespace === name.namespace) &&
  (root === '.' ? !file.includes('/') : file.startsWith(`${root}/`))

/** True if the tree manages the namespace. A tenant-wide kind is managed once the tree has one resource of it. */
const isInTree = ({ kind, namespace }: ResourceName, { desired, desiredResources }: PlanInput): boolean =>
  KINDS[kind].scope === 'namespace'
    ? desired.namespaces.has(namespace)
    : [...desiredResources.values()].some(({ name }) => name.kind === kind)

const originOf = (
  state: StateClass,
  { desired, base, recorded }: ResourceStates,
  { baseResources }: PlanInput,
): Origin => {
  if (state === 'unmanaged') return 'server'
  // The record of an earlier deploy already says that Git no longer has it.
  const isKnownDeleted = desired === undefined && recorded?.isGone === true
  const isChangedHere =
    baseResources === undefined ? state !== 'drift' && !isKnownDeleted : desired?.fingerprint !== base?.fingerprint
  if (isChangedHere) return 'here'
  return state === 'drift' || state === 'conflict' ? 'server' : 'pending'
}
