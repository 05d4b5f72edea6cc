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
  /** The resources that the plan shows. */
  readonly resources: readonly PlannedResource[]
  readonly liveResources: ResourceMap
  readonly desiredResources: ResourceMap
  readonly desired: Pick<Desired, 'resources' | 'broken' | 'ignored' | 'hides' | 'hidesPath'>
  /** Resources that another repository deploys. */
  readonly ownedByOthers: ReadonlyMap<ResourceKey, string>
  readonly isExported: (name: ResourceName) => boolean
  /** Only this namespace and its dot-children. */
  readonly namespace: string | undefined
  /** Only these resources, also over changes in Git. */
  readonly chosen: ChosenResources | undefined
  /** Maps the server's namespaces to Git's. */
  readonly toGit: readonly NamespaceMapping[]
  readonly root: string
  readonly whyBarred: WhyBarred
}

/**
 * Plans the changes that give Git the server's state: it takes server edits (`drift`) and resources that were never deployed from here
 * (`adopt`), removes what was deleted on the server, and adds what Git never had (`unmanaged`). If Git is newer, it changes nothing.
 * Leaves out conflicts, drafts and hidden resources, each with its reason. With `chosen`, takes only those resources, and all their
 * differences.
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
  if (live === undefined) return { ...named, action: 'delete', change, possiblePaths: [file], content: undefined }
  const refused = refuse(live)
  if (refused !== undefined) return { ...named, why: refused }
  return { ...named, action: 'update', change, possiblePaths: [file], content: contentOf(live) }
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
  const suggestPaths = pathSuggesterOf(input)
  const isTaken = (key: ResourceKey, name: ResourceName): boolean => {
    if (chosen !== undefined) return isChosen(chosen, name, shown.get(key)?.change)
    return !shown.has(key) && input.isExported(name)
  }
  return [...input.liveResources].flatMap(([key, live]): readonly ExportDecision[] => {
    if (desiredResources.has(key) || !isTaken(key, live.name)) return []
    const refused = refuse(live) ?? hiddenOrOwnedByOthers(key, live, input)
    if (refused !== undefined) return [{ ...live.name, why: refused }]
    // Prefers the path that Git had before the resource was deleted there.
    const safe = [shown.get(key)?.file ?? [], suggestPaths(live.name)].flat().filter(isSafe)
    const possiblePaths = safe.filter((path) => whyNotAllowed(path, input) === undefined)
    const [best] = possiblePaths
    if (best === undefined) return [{ ...live.name, why: whyNoPath(safe[0], input) }]
    // A path that is not hidden would be unexpected for it, so the resource is left out.
    if (input.desired.hidesPath(best))
      return [{ ...live.name, why: `its path would be \`${best}\`, which "exclude" or .kestraignore leaves out` }]
    return [{ ...live.name, action: 'create', change: 'unmanaged', possiblePaths, content: contentOf(live) }]
  })
}

const whyNoPath = (path: string | undefined, input: ExportInput): string =>
  path === undefined
    ? 'a file of a repository must not have its name'
    : `its path would be \`${path}\`, and ${whyNotAllowed(path, input)}`

const whyNotAllowed = (path: string, { whyBarred }: ExportInput): string | undefined =>
  SETTINGS_OF_OTHERS.test(path)
    ? 'programs read their settings from this path, so an export must not write it'
    : whyBarred(path)

/** Files that this tool, Git, GitHub, editors and builds read, and GitHub's list of reviewers ("About code owners"). */
const SETTINGS_OF_OTHERS = /^\.|^(?:docs\/)?codeowners$/i

/** Suggests paths with the namespaces that Git uses. */
const pathSuggesterOf = ({ desired, toGit, root }: ExportInput) => {
  const inGit = <T extends ResourceName>(name: T): T => ({ ...name, namespace: mapNamespace(name.namespace, toGit) })
  const neighbours = { resources: desired.resources.map(inGit), root }
  const suggesters = new Map(
    kindEntries().map(([kind, { makePathSuggester }]) => [kind, makePathSuggester(neighbours)]),
  )
  return (name: ResourceName): readonly string[] => suggesters.get(name.kind)?.(inGit(name)) ?? []
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

/** Refuses drafts, which are not final, and sources that name another flow, which could not be found again. */
const refuse = (state: ResourceState): string | undefined => {
  const { name, isDraft } = state
  if (isRouteName(name)) return "its name is another route of the server's API, so it could not be deployed"
  return isDraft ? 'an unpublished draft' : KINDS[name.kind].whyNotInGit({ ...name, content: contentOf(state) })
}

// A file name of the server must not lead out of the tree, or into Git's own folder.
const isSafe = (path: string): boolean =>
  !/[\\:]|\p{Cc}/u.test(path) &&
  path.split('/').every((step) => step !== '' && step !== '.' && step !== '..' && !isGitFolder(step))

// Characters that macOS ignores in a name, and Windows at its end; the second pattern is the short form of Windows (CVE-2014-9390).
const isGitFolder = (step: string): boolean =>
  /^(?:\.git|git~\d+)$/i.test(
    step.replace(/[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g, '').replace(/[. ]+$/, ''),
  )
