import { isRouteName, KINDS, kindEntries } from '../kinds/kinds.ts'
import type { PlannedResource } from '../plan/plan.ts'
import type { Desired } from '../resource/desired.ts'
import { isWithinNamespace, mapNamespace, type NamespaceMapping } from '../resource/namespace.ts'
import { type ResourceKey, type ResourceName, resourceKey } from '../resource/resource.ts'
import { contentOf, type ResourceMap, type ResourceState } from '../resource/resource-state.ts'
import type { ExportChange, SkippedResource } from './export-change.ts'
import { type ChosenResources, isChosen } from './export-scope.ts'
import type { WhyBarred } from './write-export.ts'

export interface ExportInput {
  /** The shown resources of the plan. */
  readonly resources: readonly PlannedResource[]
  readonly liveResources: ResourceMap
  readonly desiredResources: ResourceMap
  readonly desired: Pick<Desired, 'resources' | 'broken' | 'ignored' | 'hides' | 'hidesPath'>
  /** Resources that another repository deploys. */
  readonly ownedByOthers: ReadonlyMap<ResourceKey, string>
  readonly isExported: (name: ResourceName) => boolean
  /** Only this namespace and its dot-children. */
  readonly namespace: string | undefined
  /** Only these, and whatever Git has changed in them. */
  readonly chosen: ChosenResources | undefined
  /** From the server's names back to Git's. */
  readonly toGit: readonly NamespaceMapping[]
  readonly root: string
  readonly whyBarred: WhyBarred
}

/**
 * What must change in the tree so that Git holds what the server has: server edits (`drift`) and what was never
 * deployed from here (`adopt`) are taken over, what was deleted there is removed, what Git never had (`unmanaged`) is
 * added. Where Git is ahead nothing is done; conflicts, drafts and hidden resources are left out, each with its reason.
 * Of what is `chosen`, and of nothing else, the server's text is taken wherever it differs.
 */
export const planExport = (
  input: ExportInput,
): { readonly changes: readonly ExportChange[]; readonly leftOut: readonly SkippedResource[] } => {
  const decisions = [...differing(input), ...unknownToGit(input)]
  return {
    changes: decisions.filter((decision) => 'action' in decision),
    leftOut: decisions.filter((decision) => 'why' in decision),
  }
}

type ExportDecision = ExportChange | SkippedResource

const differing = (input: ExportInput): readonly ExportDecision[] =>
  input.resources
    .filter(({ namespace }) => input.namespace === undefined || isWithinNamespace(namespace, input.namespace))
    .filter((resource) => input.chosen === undefined || isChosen(input.chosen, resource, resource.change))
    .flatMap((resource) => decide(resource, input) ?? [])

const decide = (resource: PlannedResource, input: ExportInput): ExportDecision | undefined => {
  const { kind, namespace, name, change } = resource
  const named = { kind, namespace, name }
  const key = resourceKey(named)
  const file = input.desiredResources.get(key)?.file
  const live = input.liveResources.get(key)
  const why = input.chosen === undefined ? whyNotByItself(change) : whyNothingToTake(change)
  if (why !== undefined) return { ...named, why }
  if (file === undefined || (input.chosen === undefined && change !== 'drift' && change !== 'adopt')) return undefined
  const barred = input.whyBarred(file)
  if (barred !== undefined) return { ...named, why: `its file is \`${file}\`, and ${barred}` }
  if (live === undefined) return { ...named, action: 'delete', change, places: [file], content: undefined }
  const refused = refuse(live)
  if (refused !== undefined) return { ...named, why: refused }
  return { ...named, action: 'update', change, places: [file], content: contentOf(live) }
}

const whyNotByItself = (change: PlannedResource['change']): string | undefined => {
  if (change === 'conflict') return 'changed both in Git and on the server; `kestra-gitops export --conflicts` takes it'
  return change === 'invalid' ? 'its file has errors' : undefined
}

const whyNothingToTake = (change: PlannedResource['change']): string | undefined =>
  change === 'create' ? 'the server does not have it yet' : undefined

const unknownToGit = (input: ExportInput): readonly ExportDecision[] => {
  const { desiredResources, chosen } = input
  const shown = new Map(input.resources.map((resource) => [resourceKey(resource), resource]))
  const placesOf = pathSuggesterOf(input)
  const isTaken = (key: ResourceKey, name: ResourceName): boolean => {
    if (chosen !== undefined) return isChosen(chosen, name, shown.get(key)?.change)
    return !shown.has(key) && input.isExported(name)
  }
  return [...input.liveResources].flatMap(([key, live]): readonly ExportDecision[] => {
    if (desiredResources.has(key) || !isTaken(key, live.name)) return []
    const refused = refuse(live) ?? hiddenOrOwnedByOthers(key, live, input)
    if (refused !== undefined) return [{ ...live.name, why: refused }]
    // Where Git had it, before it was deleted there.
    const safe = [shown.get(key)?.file ?? [], placesOf(live.name)].flat().filter(isSafe)
    const places = safe.filter((path) => whyNotThere(path, input) === undefined)
    const [best] = places
    if (best === undefined) return [{ ...live.name, why: whyNowhere(safe[0], input) }]
    // Somewhere else it would be what nobody wanted to have.
    if (input.desired.hidesPath(best))
      return [{ ...live.name, why: `its place would be \`${best}\`, which "exclude" or .kestraignore leaves out` }]
    return [{ ...live.name, action: 'create', change: 'unmanaged', places, content: contentOf(live) }]
  })
}

const whyNowhere = (place: string | undefined, input: ExportInput): string =>
  place === undefined
    ? 'its name is none that a file of a repository may have'
    : `its place would be \`${place}\`, and ${whyNotThere(place, input)}`

const whyNotThere = (path: string, { whyBarred }: ExportInput): string | undefined =>
  SETTINGS_OF_OTHERS.test(path)
    ? 'programs take what lies there for their settings, so nobody would expect a server to write it'
    : whyBarred(path)

/** Of this tool, Git, GitHub, editors and builds; who must review what (GitHub's "About code owners"). */
const SETTINGS_OF_OTHERS = /^\.|^(?:docs\/)?codeowners$/i

/** In the namespaces that Git calls resources by. */
const pathSuggesterOf = ({ desired, toGit, root }: ExportInput) => {
  const inGit = <T extends ResourceName>(name: T): T => ({ ...name, namespace: mapNamespace(name.namespace, toGit) })
  const neighbours = { resources: desired.resources.map(inGit), root }
  const placers = new Map(kindEntries().map(([kind, { makePathSuggester }]) => [kind, makePathSuggester(neighbours)]))
  return (name: ResourceName): readonly string[] => placers.get(name.kind)?.(inGit(name)) ?? []
}

const hiddenOrOwnedByOthers = (
  key: ResourceKey,
  { name }: ResourceState,
  { desired, ownedByOthers }: ExportInput,
): string | undefined => {
  const owner = ownedByOthers.get(key)
  if (owner !== undefined) return `${owner} deploys it`
  if (desired.ignored.has(key) || (KINDS[name.kind].isNamedByPlace && desired.hides(name)))
    return 'the tree has it, hidden or outside of the folders that are read'
  const broken = desired.broken.find((file) => file.kind === name.kind && file.name === name.name)
  return broken === undefined ? undefined : `it may be the one in ${broken.file}, which cannot be read`
}

/** A draft is nobody's last word; a source that names another flow could not be found again. */
const refuse = (side: ResourceState): string | undefined => {
  const { name, isDraft } = side
  if (isRouteName(name)) return "its name is another route of the server's API, so it could not be deployed"
  return isDraft
    ? 'a draft that nobody has published'
    : KINDS[name.kind].whyNotInGit({ ...name, content: contentOf(side) })
}

// What the server calls a file must not lead out of the tree, or into Git's own folder.
const isSafe = (path: string): boolean =>
  !/[\\:]|\p{Cc}/u.test(path) &&
  path.split('/').every((step) => step !== '' && step !== '.' && step !== '..' && !isGitFolder(step))

// What macOS leaves out of a name, and Windows at its end; the second is its short form (CVE-2014-9390).
const isGitFolder = (step: string): boolean =>
  /^(?:\.git|git~\d+)$/i.test(
    step.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '').replace(/[. ]+$/, ''),
  )
