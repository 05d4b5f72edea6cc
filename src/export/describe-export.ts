import { displayName, KINDS } from '../kinds/kinds.ts'
import { type ChangeClass, NONE_UNMANAGED, NOT_KNOWN, type Plan, type PlannedResource } from '../plan/plan.ts'
import { resourceKey } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { listed } from '../text/lists.ts'
import { parseYaml } from '../yaml/yaml-document.ts'
import type { PlacedChange, PlacedFile, SkippedResource } from './export-change.ts'

export interface ExportStates {
  readonly desiredResources: ResourceMap
  readonly liveResources: ResourceMap
}

/** The plan of an export: only the resources that go into the tree, each with its file and its changes there. */
export const describeExport = (plan: Plan, files: readonly PlacedFile[], resourceStates: ExportStates): Plan => {
  const planned = new Map(plan.resources.map((resource) => [resourceKey(resource), resource]))
  const resources = files.flatMap(({ file, action, changes }) =>
    changes.map((change) => {
      const known = planned.get(resourceKey(change))
      const note = `${NOTES[action]} \`${file}\``
      return { ...(known ?? newToGit(change, resourceStates)), ...asExported(change, known, resourceStates), note }
    }),
  )
  return { ...plan, refusal: undefined, resources, edges: [], unmanaged: NONE_UNMANAGED }
}

const newToGit = (
  { kind, namespace, name, change }: PlacedChange,
  { liveResources }: ExportStates,
): PlannedResource => {
  const live = liveResources.get(resourceKey({ kind, namespace, name }))
  return {
    ...NOT_KNOWN,
    ...{ kind, namespace, name, change, action: 'none', origin: 'server', words: [] },
    live: live?.content,
    revision: { live: live?.revision ?? null, after: null },
  }
}

/** The properties that differ from the plan of a deploy, which changes the other state. */
const asExported = (change: PlacedChange, known: PlannedResource | undefined, resourceStates: ExportStates) => ({
  file: change.file,
  change: classOf(change),
  action: 'none' as const,
  origin: 'server' as const,
  words: known?.change === 'drift' ? known.words : changeText(change, resourceStates),
})

/** The class of a change for an export: Git takes the server's text. */
const classOf = ({ action, change }: PlacedChange): ChangeClass => {
  if (action === 'create') return 'unmanaged'
  return change === 'adopt' ? 'adopt' : 'drift'
}

const NOTES: Readonly<Record<PlacedFile['action'], string>> = {
  create: 'new file',
  update: 'changes',
  delete: 'removes',
}

const changeText = (change: PlacedChange, { desiredResources, liveResources }: ExportStates): readonly string[] => {
  const key = resourceKey(change)
  const before = desiredResources.get(key)?.content
  const after = liveResources.get(key)?.content
  return KINDS[change.kind].describeChange({ name: change.name, before, after, callers: [], parse: parseYaml })
}

/** One sentence per reason, with the first names. */
export const leftOutNotices = (leftOut: readonly SkippedResource[]): readonly string[] =>
  [...Map.groupBy(leftOut, ({ why }) => why)].map(([why, resources]) => {
    const names = resources.map((resource) => `\`${displayName(resource)}\``)
    return `Not exported: ${listed(names)} (${why}).`
  })
