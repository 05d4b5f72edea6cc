import { type Circumstances, judge, type Verdict } from './judge.ts'
import { type Memory, recorded, type State, unique } from './memory.ts'
import type { Wanted } from './model-tree.ts'
import { homeOf, type Name, partsOf } from './name.ts'
import type { RunPolicy } from './policy.ts'

/** All that decides what a run may do. */
export interface Situation {
  readonly policy: RunPolicy
  readonly wanted: Wanted
  readonly live: ReadonlyMap<Name, string>
  readonly memory: Memory
  /** Namespaces whose record the run cannot miss; of others it may not know that there is one. */
  readonly namesOfRecords: ReadonlySet<string>
  /** Whether Git proves that `live` was deployed from it. */
  proves(name: Name, live: string): 'certainly' | 'perhaps' | 'no'
  /** Whether the tree still has the file that the resource came from, unreadable or hidden. */
  hides(name: Name): 'certainly' | 'perhaps' | 'no'
  /** The record may, or must, name a newer commit than the one to deploy. */
  readonly isOlder: 'certainly' | 'perhaps' | 'no'
}

/** What a run may come to. Several verdicts of one resource: each of them is right. */
export interface Expectation {
  readonly verdicts: ReadonlyMap<Name, readonly Verdict[]>
  readonly refusal: 'certainly' | 'perhaps' | 'no'
}

export const expectationOf = (situation: Situation): Expectation => {
  const { wanted, live, memory } = situation
  const names = unique([...wanted.desired.keys(), ...live.keys(), ...memory.keys()])
  const verdicts = new Map(names.map((name) => [name, verdictsOf(name, situation)]))
  return { verdicts, refusal: refusalOf(verdicts, situation) }
}

const verdictsOf = (name: Name, situation: Situation): readonly Verdict[] => {
  const { wanted, live, policy } = situation
  const { namespace } = partsOf(name)
  const hidden = situation.hides(name)
  const place: Omit<Circumstances, 'isHidden'> = {
    policy,
    isProtected: policy.protectedNamespaces.some((parent) => `${namespace}.`.startsWith(`${parent}.`)),
    isInTree: wanted.namespaces.has(namespace),
  }
  const resourceStates = { desired: wanted.desired.get(name), live: live.get(name) }
  const isHiddens = hidden === 'perhaps' ? [true, false] : [hidden === 'certainly']
  const verdicts = recordedOrProven(name, situation).flatMap((of) =>
    isHiddens.map((isHidden) => judge({ ...resourceStates, recorded: of }, { ...place, isHidden })),
  )
  return mayStayUnread(name, situation) ? [...verdicts, UNREAD] : verdicts
}

const UNREAD: Verdict = { change: 'unchanged', effect: 'none', isRefused: false }

const recordedOrProven = (name: Name, situation: Situation): readonly State[] => {
  const live = situation.live.get(name)
  const fromRecord = situation.policy.record ? recorded(situation.memory, name, live) : [undefined]
  const isMissable = situation.policy.record && !situation.namesOfRecords.has(homeOf(name))
  return unique(isMissable ? [...fromRecord, undefined] : fromRecord).flatMap((of) => {
    if (of !== undefined || live === undefined) return [of]
    const proof = situation.proves(name, live)
    if (proof === 'no') return [undefined]
    return proof === 'certainly' ? [live] : [live, undefined]
  })
}

/** Pairs are not read where Git wants what the record says, and files where there are many namespaces (docs/internals/decisions.md, "What is read, and when"). */
const mayStayUnread = (name: Name, { policy, wanted, memory, live }: Situation): boolean => {
  const { kind, namespace } = partsOf(name)
  if (kind !== 'key-value' || !policy.record || policy.refresh || policy.whenMissing === 'mirror') return false
  return [...wanted.desired.keys(), ...memory.keys()]
    .filter((other) => partsOf(other).kind === kind && partsOf(other).namespace === namespace)
    .every((other) => recorded(memory, other, live.get(other)).includes(wanted.desired.get(other)))
}

const refusalOf = (
  verdicts: ReadonlyMap<Name, readonly Verdict[]>,
  { policy, live, isOlder }: Situation,
): Expectation['refusal'] => {
  const all = [...verdicts]
  const every = (of: (verdict: Verdict) => boolean) => all.filter(([, some]) => some.every(of)).map(([name]) => name)
  const any = (of: (verdict: Verdict) => boolean) => all.filter(([, some]) => some.some(of)).map(([name]) => name)
  const isDelete = ({ effect }: Verdict) => effect === 'absent'
  const isWanted = ({ effect }: Verdict) => effect === 'desired'
  const isEffect = ({ effect }: Verdict) => effect !== 'none'
  const isRefused = (
    names: (of: (verdict: Verdict) => boolean) => readonly Name[],
    { older, seesAll }: { readonly older: boolean; readonly seesAll: boolean },
  ): boolean =>
    names((verdict) => verdict.isRefused).length > 0 ||
    names(isDelete).length > policy.maxDeletes ||
    (!policy.byHand && emptiesNamespace({ deleted: names(isDelete), written: names(isWanted), live, seesAll })) ||
    (older && !policy.byHand && names(isEffect).length > 0)
  if (isRefused(every, { older: isOlder === 'certainly', seesAll: true })) return 'certainly'
  return isRefused(any, { older: isOlder !== 'no', seesAll: false }) ? 'perhaps' : 'no'
}

interface Emptying {
  readonly deleted: readonly Name[]
  /** What the run writes; what of it is not on the server is created. */
  readonly written: readonly Name[]
  readonly live: ReadonlyMap<Name, string>
  /** False: of kinds that Git never had in a namespace the run need not know what is there. */
  readonly seesAll: boolean
}

const emptiesNamespace = ({ deleted, written, live, seesAll }: Emptying): boolean => {
  const created = written.filter((name) => !live.has(name)).map(anywhere)
  return [...Map.groupBy(live.keys(), (name) => partsOf(name).namespace).values()].some((all) => {
    const flows = all.filter((name) => partsOf(name).kind === 'flow')
    const kinds = new Set(all.filter((name) => deleted.includes(name)).map((name) => partsOf(name).kind))
    const seen = seesAll ? all : all.filter((name) => kinds.has(partsOf(name).kind))
    const names = flows.length > 0 ? flows : seen
    if (names.length === 0) return false
    if (!names.every((name) => deleted.includes(name))) return false
    return names.length >= 2 || names.some((name) => created.includes(anywhere(name)))
  })
}

const anywhere = (name: Name): string => {
  const { kind, own } = partsOf(name)
  return `${kind} ${own}`
}
