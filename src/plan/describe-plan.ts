import type { Problem } from '../finding/problem.ts'
import type { Caller, ContentChange } from '../kinds/kind.ts'
import { displayName, fingerprintOf, KINDS } from '../kinds/kinds.ts'
import { type Content, type ResourceKey, resourceKey } from '../resource/resource.ts'
import type { ResourceMap, ResourceState } from '../resource/resource-state.ts'
import { parseYaml, type YamlDocument } from '../yaml/yaml-document.ts'
import { describeMove, findMoves } from './find-moves.ts'
import { blastRadius, callersByKey, flowKey, type KnownFlow } from './known-flows.ts'
import type { Plan, PlannedResource } from './plan.ts'

export interface DescribeOptions {
  readonly resources: readonly PlannedResource[]
  readonly knownFlows: readonly KnownFlow[]
  readonly desiredResources: ResourceMap
  readonly baseResources: ResourceMap | undefined
  readonly problems: readonly Problem[]
  /** Paths of files that differ from the base. `undefined`: not known, so every problem may come from this change. */
  readonly changedFiles: ReadonlySet<string> | undefined
}

type Description = Pick<Plan, 'resources' | 'problems' | 'edges' | 'notices'>

/** Adds to a plan the text of every change, the moves, the affected flows, and which problems come from this change. */
export const describePlan = (options: DescribeOptions): Description => {
  const { resources, knownFlows, desiredResources, baseResources, problems } = options
  const callers = callersByKey(knownFlows)
  const reported = reportedLocations(problems)
  const listeners = listenersByName(knownFlows)
  const known = new Map(knownFlows.map((of) => [flowKey(of), of.document]))
  const moves = baseResources === undefined ? movesOnServer(options) : findMoves(baseResources, desiredResources)
  const broken = new Set<string>()
  const described = resources.map((resource) => {
    const key = resourceKey(resource)
    const from = moves.get(key)
    const change = changeOf(
      resource,
      known.get(key),
      (callers.get(key) ?? []).map((caller) => ({
        ...caller,
        isReported: reported.has(locationKey(caller.file, key)),
      })),
    )
    const breaking = breakingCallers(resource, change)
    if (resource.origin === 'here') for (const { file } of breaking) broken.add(locationKey(file, key))
    const texts = changeText(resource, change, listeners.get(flowName(resource)) ?? [])
    return {
      ...resource,
      words: from === undefined ? texts : [...describeMove(from, resource), ...texts],
      breaks: [...new Set(breaking.filter(({ isReported }) => isReported !== true).map(({ name }) => name))],
      renamedFrom: from && (resourceKey(from.name) === key ? undefined : shortName(from)),
    }
  })
  const { edges, notices } = radiusOf(resources, knownFlows)
  return { resources: described, problems: markPreexisting(problems, { ...options, broken }), edges, notices }
}

/** Describes the change. A resource that Git no longer has and a deploy keeps still runs: the text says what starts it. */
const changeText = (
  resource: PlannedResource,
  change: ContentChange,
  listeners: readonly string[],
): readonly string[] => {
  const { describeChange, describeStaying } = KINDS[resource.kind]
  if (resource.change !== 'delete' || resource.action !== 'none') return describeChange(change)
  const { callers, parse } = change
  return resource.live === undefined ? [] : describeStaying({ live: resource.live, callers, listeners, parse })
}

/** `namespace/id`, as in `CallingFlow`. */
const flowName = ({ namespace, name }: PlannedResource): string => `${namespace}/${name}`

/** The flows that listen to a flow, each once, by its name (`namespace/id`). */
const listenersByName = (flows: readonly KnownFlow[]): ReadonlyMap<string, readonly string[]> => {
  const heard = flows.flatMap(({ namespace, id, references }) =>
    references
      .filter(({ relation }) => relation === 'flow-trigger')
      .map(({ target }) => ({ target, name: displayName({ kind: 'flow', namespace, name: id }) })),
  )
  const byTarget = Map.groupBy(heard, ({ target }) => target)
  return new Map([...byTarget].map(([target, all]) => [target, [...new Set(all.map(({ name }) => name))]]))
}

/** Without a base commit: finds which created resources look like resources that left Git and are still on the server. */
const movesOnServer = ({ resources, desiredResources }: DescribeOptions): ReadonlyMap<ResourceKey, ResourceState> => {
  const left = resources.flatMap(({ kind, namespace, name, change, file, live }): [ResourceKey, ResourceState][] => {
    if (change !== 'delete' || live === undefined) return []
    const of = { kind, namespace, name }
    const content = { content: live, fingerprint: fingerprintOf(kind, live), size: live.length }
    return [[resourceKey(of), { name: of, ...content, file, revision: undefined, isDraft: false }]]
  })
  const created = new Set(resources.filter(({ change }) => change === 'create').map(resourceKey))
  return findMoves(new Map(left), new Map([...desiredResources].filter(([key]) => created.has(key))))
}

/** The callers that the action breaks. */
const breakingCallers = ({ kind, action }: PlannedResource, change: ContentChange): readonly Caller[] => {
  const names = action === 'none' ? [] : KINDS[kind].brokenCallers(change)
  return names.flatMap((name) => change.callers.filter((caller) => caller.name === name))
}

const radiusOf = (
  resources: readonly PlannedResource[],
  knownFlows: readonly KnownFlow[],
): Pick<Description, 'edges' | 'notices'> => {
  const changed = resources.filter(({ kind, action }) => kind === 'flow' && action !== 'none')
  const { edges, rest } = blastRadius({
    flows: knownFlows,
    changed: changed.map(({ namespace, name }) => `${namespace}/${name}`),
  })
  const more = `${rest} more calls and listeners touch the changed flows than the graph shows.`
  return { edges, notices: rest === 0 ? [] : [more] }
}

const shortName = ({ name: { namespace, name } }: ResourceState) => ({ namespace, name })

const changeOf = (
  resource: PlannedResource,
  document: YamlDocument | undefined,
  callers: readonly Caller[],
): ContentChange => {
  const [before, after] = statesToCompare(resource)
  const parse = (source: string) => (document?.source === source ? document : parseYaml(source))
  return { name: resource.name, before, after, callers, parse }
}

/** The texts to compare: the server's text before and after the merge. For drift that stays: Git's text and the server's. */
const statesToCompare = ({
  action,
  change,
  live,
  desired,
}: PlannedResource): readonly [Content | undefined, Content | undefined] => {
  if (action === 'delete' || change === 'delete') return [live, undefined]
  return change === 'drift' && action === 'none' ? [desired, live] : [live, desired]
}

/** A set key for a file and a resource that the file refers to. Neither paths nor keys contain a line feed. */
export const locationKey = (file: string | undefined, key: string): string => `${file}\n${key}`

/** Locations with a warning or error about the resource that they refer to, as keys of `locationKey`. */
export const reportedLocations = (problems: readonly Problem[]): ReadonlySet<string> =>
  new Set(
    problems.flatMap(({ severity, file, about = [] }) =>
      severity === 'info' ? [] : about.map((key) => locationKey(file, key)),
    ),
  )

interface ThisChange extends Pick<DescribeOptions, 'desiredResources' | 'baseResources' | 'changedFiles'> {
  /** Locations that this change breaks through another resource, as keys of `locationKey`. */
  readonly broken: ReadonlySet<string>
}

/**
 * Marks the problems that this change does not cause: it leaves the file as it was, and it neither removes nor breaks the
 * resource that the problem is about.
 */
export const markPreexisting = (problems: readonly Problem[], change: ThisChange): readonly Problem[] => {
  const { changedFiles, baseResources, desiredResources, broken } = change
  const removed = new Set<string>([...(baseResources?.keys() ?? [])].filter((key) => !desiredResources.has(key)))
  const isOwn = ({ file, about = [] }: Problem): boolean =>
    file === undefined ||
    changedFiles?.has(file) !== false ||
    about.some((key) => removed.has(key) || broken.has(locationKey(file, key)))
  return problems.map((problem) => (isOwn(problem) ? problem : { ...problem, isPreexisting: true }))
}
