import type { Caller, ContentChange } from '../kinds/kind.ts'
import { KINDS } from '../kinds/kinds.ts'
import type { Problem } from '../problem/problem.ts'
import { type Content, resourceKey } from '../resource/resource.ts'
import type { SideIndex } from '../resource/sides.ts'
import { parseYaml } from '../yaml/yaml-document.ts'
import { blastRadius } from './blast-radius.ts'
import { callersByKey, flowKey } from './find-callers.ts'
import { describeMove, findMoves, type Move, type PlacedResource } from './find-moves.ts'
import { type KnownDocument, toKnownFlow } from './known-documents.ts'
import { markElsewhere, placeAbout, placesTold } from './own-problems.ts'
import type { FlowEdge, PlannedResource } from './plan.ts'

export interface DescribeOptions {
  readonly resources: readonly PlannedResource[]
  readonly documents: readonly KnownDocument[]
  readonly desiredSides: SideIndex
  readonly baseSides: SideIndex | undefined
  readonly problems: readonly Problem[]
  /** Files that are not what the base has; `undefined`: not known. */
  readonly changedFiles: ReadonlySet<string> | undefined
}

export interface Description {
  readonly resources: readonly PlannedResource[]
  readonly problems: readonly Problem[]
  readonly edges: readonly FlowEdge[]
  readonly notices: readonly string[]
}

/** Adds to a plan what a reader wants to know: every change in words, what was moved, who is touched by it, and which problems are its own. */
export const describePlan = (options: DescribeOptions): Description => {
  const { resources, documents, desiredSides, baseSides, problems } = options
  const callers = callersByKey(documents, placesTold(problems))
  const known = new Map(documents.map((known) => [flowKey(known), known.document]))
  const moves = new Map(movesOf(desiredSides, baseSides).map((move) => [resourceKey(move.to), move]))
  const broken = new Set<string>()
  const described = resources.map((resource) => {
    const key = resourceKey(resource)
    const move = moves.get(key)
    const change = changeOf(resource, { document: known.get(key), callers: callers.get(key) ?? [] })
    const breaking = breakingCallers(resource, change)
    if (resource.origin === 'here') for (const { file } of breaking) broken.add(placeAbout(file, key))
    // What stays goes on as it did: its schedule, and the calls of it.
    const stays = resource.change === 'delete' && resource.action === 'none'
    const words = stays ? [] : KINDS[resource.kind].describeChange(change)
    return {
      ...resource,
      words: move === undefined ? words : [...describeMove(move), ...words],
      breaks: [...new Set(breaking.filter(({ isTold }) => isTold !== true).map(({ name }) => name))],
      renamedFrom: move === undefined || move.changed === 'file' ? undefined : nameOf(move.from),
    }
  })
  const { edges, notices } = radiusOf(resources, documents)
  return { resources: described, problems: markElsewhere(problems, { ...options, broken }), edges, notices }
}

/** The callers that the action breaks, by name. */
const breakingCallers = ({ kind, action }: PlannedResource, change: ContentChange): readonly Caller[] => {
  const names = action === 'none' ? [] : KINDS[kind].brokenCallers(change)
  return names.flatMap((name) => change.callers.filter((caller) => caller.name === name))
}

const radiusOf = (
  resources: readonly PlannedResource[],
  documents: readonly KnownDocument[],
): Pick<Description, 'edges' | 'notices'> => {
  const changed = resources.filter(({ kind, action }) => kind === 'flow' && action !== 'none')
  const { edges, rest } = blastRadius({
    flows: documents.map(toKnownFlow),
    changed: changed.map(({ namespace, name }) => `${namespace}/${name}`),
  })
  const more = `${rest} more calls and listeners touch the changed flows than the graph shows.`
  return { edges, notices: rest === 0 ? [] : [more] }
}

const movesOf = (desiredSides: SideIndex, baseSides: SideIndex | undefined): readonly Move[] =>
  baseSides === undefined
    ? []
    : findMoves({ base: placed(baseSides, desiredSides), desired: placed(desiredSides, baseSides) })

/** Those that may have moved: of thousands, nearly all stand in both under one name and in one file. */
const placed = (sides: SideIndex, other: SideIndex): PlacedResource[] => {
  const found: PlacedResource[] = []
  for (const [key, { name, content, fingerprint, file }] of sides) {
    const stays = other.has(key) && other.get(key)?.file === file
    if (!stays) found.push({ ...name, content, fingerprint, file })
  }
  return found
}

const nameOf = ({ namespace, name }: PlacedResource) => ({ namespace, name })

const changeOf = (
  resource: PlannedResource,
  {
    document,
    callers,
  }: { readonly document: KnownDocument['document'] | undefined; readonly callers: readonly Caller[] },
): ContentChange => {
  const [before, after] = sidesToCompare(resource)
  const parse = (source: string) => (document?.source === source ? document : parseYaml(source))
  return { name: resource.name, before, after, callers, parse }
}

/** Server now → after merge; for drift, which nothing will be done about, what happened on the server since. */
const sidesToCompare = ({
  action,
  change,
  live,
  desired,
}: PlannedResource): readonly [Content | undefined, Content | undefined] => {
  if (action === 'delete' || change === 'delete') return [live, undefined]
  return change === 'drift' && action === 'none' ? [desired, live] : [live, desired]
}
