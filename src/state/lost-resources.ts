import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import { KINDS } from '../kinds/kinds.ts'
import type { Desired } from '../resource/desired.ts'
import { type ResourceKey, resourceKey, resourceName } from '../resource/resource.ts'
import type { ResourceMap } from '../resource/resource-state.ts'

/** The resources of a tree now and at its base commit. */
interface TreeWithBase {
  readonly desired: Desired
  readonly baseResources: ResourceMap | undefined
  readonly tree: { readonly paths: readonly string[] }
  readonly problems: readonly Problem[]
}

/**
 * Reports an error for each file that held a resource at the base commit or in the deployment record, still exists, and yields no resource
 * now: for example a misspelt key, an emptied file or a template. A resource that moved to another file or is hidden is not reported.
 * `recorded`: the resources of the deployment record.
 */
export const lostResources = (
  { desired, baseResources, tree, problems }: TreeWithBase,
  recorded: ReadonlyMap<ResourceKey, { readonly file?: string | undefined; readonly isGone?: true | undefined }>,
): readonly Problem[] => {
  const reported = problems.flatMap(({ file, severity }) => (severity === 'error' ? [file] : []))
  const taken = new Set([...[...desired.resources, ...desired.broken].map(({ file }) => file), ...reported])
  const present = new Set([...desired.resources.map(resourceKey), ...desired.ignored])
  const was = [...recorded].filter(([, { isGone }]) => isGone !== true)
  const before = new Map([...was, ...(baseResources ?? [])].map(([key, { file }]) => [key, file]))
  if (before.size === 0) return []
  const inTree = new Set(tree.paths)
  return [...before].flatMap(([key, file]) => {
    const { kind, namespace, name } = resourceName(key)
    if (file === undefined || !inTree.has(file) || taken.has(file) || desired.hidesPath(file)) return []
    if (KINDS[kind].isNamedByPlace || present.has(key)) return []
    taken.add(file)
    const { noun, displayName } = KINDS[kind]
    const message = `This file held the ${noun} ${displayName({ namespace, name })}, and no longer holds one.`
    const hint = `Restore it; or delete the file or name it in \`.kestraignore\` if it is no longer intended as a ${noun}.`
    return [makeProblem('meant-as-flow', { message, hint, file, position: { line: 1, column: 1 } })]
  })
}
