import { isRouteName, KINDS } from '../kinds/kinds.ts'
import type { Problem } from '../problem/problem.ts'
import type { BrokenFile, Desired } from '../resource/desired.ts'
import type { Fingerprint } from '../resource/fingerprint.ts'
import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import { contentOf, type Side, type SideIndex } from '../resource/sides.ts'
import { classify, decideAction, driftCause, type StateClass } from './decide-action.ts'
import { type RecordedResource, recordHome } from './deployment-record.ts'
import { digestOf, NOT_KNOWN, type Origin, type Plan, type PlannedResource, sortResources, summarize } from './plan.ts'
import { type RefusalInput, refuse } from './refuse.ts'

export interface PlanInput extends RefusalInput {
  readonly desired: Pick<Desired, 'broken' | 'ignored' | 'hides' | 'namespaces'>
  /** `undefined`: the base commit is not known. */
  readonly baseSides: SideIndex | undefined
  readonly recorded: ReadonlyMap<ResourceKey, RecordedResource>
  /** Namespaces in which nobody knows who deploys what: `mirror` keeps off. */
  readonly unreadableRecords: ReadonlySet<string>
  /** Fingerprints of the older commits of a resource's file, where they were looked up. */
  readonly history: ReadonlyMap<ResourceKey, readonly Fingerprint[]>
  /** All paths of the tree, to tell a deleted file from one that no longer holds its resource. */
  readonly paths: ReadonlySet<string>
  readonly problems: readonly Problem[]
  readonly notices: readonly string[]
}

/** Desired × live × recorded → what a deploy would do, resource by resource. Pure: the same input gives the same plan. */
export const computePlan = (
  input: PlanInput,
): Pick<Plan, 'resources' | 'summary' | 'problems' | 'notices' | 'digest' | 'refusal'> => {
  const keys = new Set([...input.desiredSides.keys(), ...input.liveSides.keys(), ...input.recorded.keys()])
  const yielding = new Set([...input.desiredSides.values()].map(({ file }) => file))
  const errors = input.problems.filter(({ severity, file }) => severity === 'error' && file !== undefined)
  const context: InputWithFiles = {
    ...input,
    invalid: new Set(errors.map(({ file }) => file)),
    yielding,
    silentStems: new Set([...input.paths].filter((path) => !yielding.has(path)).flatMap(stemOf)),
  }
  const all = [...keys].map((key) => planResource(key, context)).filter((resource) => resource !== undefined)
  const resources = sortResources(all.filter(isWorthShowing))
  const summary = summarize(all)
  return {
    resources,
    summary: { ...summary, unmanaged: summary.unmanaged + input.others.size },
    problems: input.problems,
    notices: input.notices,
    digest: digestOf(resources),
    refusal: refuse(resources, input),
  }
}

/** With what is known of the files of the tree. */
interface InputWithFiles extends PlanInput {
  /** With at least one error. */
  readonly invalid: ReadonlySet<string | undefined>
  /** From which at least one resource came. */
  readonly yielding: ReadonlySet<string | undefined>
  /** Names, without folder and ending, of YAML files from which none came. */
  readonly silentStems: ReadonlySet<string>
}

const stemOf = (path: string): string[] => /([^/]+)\.ya?ml$/i.exec(path)?.slice(1) ?? []

/** Unchanged resources and those that were never ours are only counted. */
const isWorthShowing = ({ change, action, note }: Pick<PlannedResource, 'change' | 'action' | 'note'>): boolean =>
  change !== 'unchanged' && !(change === 'unmanaged' && action === 'none' && note === undefined)

interface ResourceSides {
  readonly desired: Side | undefined
  readonly live: Side | undefined
  readonly base: Side | undefined
  readonly recorded: RecordedResource | undefined
  readonly earlier: readonly Fingerprint[]
}

const planResource = (key: ResourceKey, input: InputWithFiles): PlannedResource | undefined => {
  const desired = input.desiredSides.get(key)
  const live = input.liveSides.get(key) ?? (input.unread.has(key) ? desired : undefined)
  const base = input.baseSides?.get(key)
  const [recorded, earlier] = [input.recorded.get(key), input.history.get(key) ?? []]
  const sides: ResourceSides = { desired, live, base, recorded, earlier }
  const name = desired?.name ?? live?.name
  // Only its error is shown where Git has it; where the server alone has it, nobody may touch it.
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
    isHidden: desired === undefined && isHidden(name, sides, input),
    claimedBy: input.claims.get(key),
    mayMirror: isInTree(name, input) && !input.unreadableRecords.has(recordHome(name)),
    policy: input.policy,
  })
  const isInvalid = isRoute || (state !== 'unchanged' && input.invalid.has(desired?.file))
  const action = isInvalid ? 'none' : decision.action
  const revision = live?.revision ?? null
  const shown = { change: isInvalid ? 'invalid' : decision.change, action, note: decision.note } as const
  return {
    ...name,
    ...(isWorthShowing(shown) ? contentsOf(sides, state) : NOT_KNOWN),
    ...shown,
    origin: originOf(state, sides, input),
    revision: { live: revision, after: action === 'update' && revision !== null ? revision + 1 : null },
    words: [],
    breaks: [],
    renamedFrom: undefined,
  }
}

const contentsOf = ({ desired, live, base, recorded, earlier }: ResourceSides, state: StateClass) => {
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

/** Present in Git although no resource came out of it: hidden by `.kestraignore`, broken, emptied, or in a folder that is no longer taken. */
const isHidden = (
  name: ResourceName,
  { base, recorded }: ResourceSides,
  { desired, paths, yielding, silentStems }: InputWithFiles,
): boolean => {
  if (desired.ignored.has(resourceKey(name))) return true
  const kind = KINDS[name.kind]
  const formerFile = recorded?.file ?? base?.file
  const isSilent = formerFile !== undefined && paths.has(formerFile) && !yielding.has(formerFile)
  if (kind.isNamedByPlace) return isSilent || desired.hides(name)
  // A YAML file called like the resource that holds none (emptied, broken, ignored): perhaps its own, so it is not missing.
  if (kind.likelyStems(name).some((stem) => silentStems.has(stem))) return true
  const mayBe = (broken: BrokenFile) =>
    broken.file === formerFile || (broken.kind === name.kind && broken.name === name.name)
  return isSilent || desired.broken.some(mayBe)
}

/** What lives in the tenant belongs to the tree as soon as that has one of its kind. */
const isInTree = ({ kind, namespace }: ResourceName, { desired, desiredSides }: PlanInput): boolean =>
  KINDS[kind].scope === 'namespace'
    ? desired.namespaces.has(namespace)
    : [...desiredSides.values()].some(({ name }) => name.kind === kind)

const originOf = (state: StateClass, { desired, base }: ResourceSides, { baseSides }: PlanInput): Origin => {
  if (state === 'unmanaged') return 'server'
  const isChangedHere = baseSides === undefined ? state !== 'drift' : desired?.fingerprint !== base?.fingerprint
  if (isChangedHere) return 'here'
  return state === 'drift' || state === 'conflict' ? 'server' : 'pending'
}
