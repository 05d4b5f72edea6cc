import type { Problem } from '../finding/problem.ts'
import { makeProblem } from '../finding/problem-codes.ts'
import type { DesiredFlow } from '../flow/desired-flow.ts'
import { mayNameGit } from '../flow/flow-references.ts'
import { type FlowNode, walkTasks } from '../flow/walk-tasks.ts'
import type { Desired } from '../resource/desired.ts'
import { isWithinNamespace } from '../resource/namespace.ts'
import type { ResourceMap } from '../resource/resource-state.ts'
import { isDisabled, type NodePath } from '../yaml/map-value.ts'
import { parseYaml } from '../yaml/yaml-document.ts'

// Tasks of plugin-git that write to the server or a working directory, under their names of all versions. Push tasks only read the server.
const GIT_TYPE = /^io\.kestra\.plugin\.(?:ee\.)?git\.(Sync\w*|NamespaceSync|TenantSync|Clone)$/

/** A task that copies a Git repository to the server (`syncs`) or into its working directory (`clones`). */
export interface GitTask {
  /** `SyncFlows`, `Clone` and so on. */
  readonly name: string
  readonly path: NodePath
  readonly does: 'syncs' | 'clones'
  /**
   * The namespace that it writes, with its child namespaces. `undefined` if it is an expression, if it is not set, or for the whole tenant.
   */
  readonly namespace: string | undefined
  readonly url: string | undefined
}

/** The tasks of a flow that read Git, at any nesting. */
export const gitTasksIn = (nodes: readonly FlowNode[]): readonly GitTask[] =>
  nodes.flatMap(({ kind, type = '', path, value }): GitTask[] => {
    const [, name] = GIT_TYPE.exec(type) ?? []
    if (kind !== 'task' || name === undefined) return []
    const does = name === 'Clone' ? 'clones' : 'syncs'
    return [
      { name, path, does, namespace: plain(value['targetNamespace'] ?? value['namespace']), url: plain(value['url']) },
    ]
  })

const plain = (value: unknown): string | undefined =>
  typeof value === 'string' && !value.includes('{{') ? value : undefined

/** True if `url` is an address of `repository` (`owner/name`), regardless of host, protocol, letter case or a `.git` ending. */
export const isAddressOf = (repository: string, url: string): boolean => {
  const address = url
    .trim()
    .toLowerCase()
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
  const name = repository.toLowerCase()
  return name.includes('/') && (address.endsWith(`/${name}`) || address.endsWith(`:${name}`))
}

interface TreeToDeploy {
  readonly flows: readonly DesiredFlow[]
  readonly desired: Desired
  readonly desiredResources: ResourceMap
}

/**
 * Finds other ways in which this repository reaches the server:
 * - flows that only the server has and that sync a namespace of the tree from Git: one warning each, because each can undo the deployment,
 * - flows of the server or the tree that clone this repository when they run.
 * Disabled flows on the server do not count. `isPublic`: do not name flows that only the server has.
 */
export const competingSync = (
  { flows, desired, desiredResources }: TreeToDeploy,
  { liveResources }: { readonly liveResources: ResourceMap },
  { repository, isPublic }: { readonly repository: string; readonly isPublic: boolean },
): readonly Problem[] => {
  const onServer = [...liveResources].flatMap(([key, { name, content }]) => {
    if (typeof content !== 'string' || desiredResources.has(key) || !mayNameGit(content)) return []
    const document = parseYaml(content)
    if (isDisabled(document.value)) return []
    const owner = isPublic
      ? 'A flow that is only on the server'
      : `The flow ${name.namespace}.${name.name} on the server`
    return gitTasksIn(walkTasks(document)).map((task) => ({ owner, task }))
  })
  const clonesOurs = ({ does, url }: GitTask) => does === 'clones' && url !== undefined && isAddressOf(repository, url)
  const writesOurs = (task: GitTask) => task.does === 'syncs' && [...desired.namespaces].some(isWrittenBy(task))
  return [
    ...onServer.filter(({ task }) => writesOurs(task)).map(({ owner, task }) => competingSyncProblem(owner, task)),
    ...onServer
      .filter(({ task }) => clonesOurs(task))
      .map(({ owner }) => cloneProblem(`${owner} clones this repository when it runs`)),
    ...flows.flatMap(({ file, document }) =>
      gitTasksIn(walkTasks(document))
        .filter(clonesOurs)
        .map(({ path }) => {
          const position = document.positionOf([...path, 'url'])
          return cloneProblem('The task clones this repository when it runs', { file, position })
        }),
    ),
  ]
}

/** True for a namespace that the sync task may write: its target or a child of it; any namespace without a target. */
const isWrittenBy =
  ({ namespace: target }: GitTask) =>
  (namespace: string): boolean =>
    target === undefined || isWithinNamespace(namespace, target)

const competingSyncProblem = (owner: string, { name, namespace }: GitTask): Problem => {
  const where = namespace === undefined ? '' : ` of the namespace ${namespace}`
  const message = `${owner} writes the resources${where} from Git too (${name}): each of the two can undo what the other deploys.`
  const hint = 'Disable that flow before the first deploy (docs/migrate.md), or give it other namespaces.'
  return makeProblem('two-masters', { message, hint })
}

const cloneProblem = (
  statement: string,
  place: Pick<Parameters<typeof makeProblem>[1], 'file' | 'position'> = {},
): Problem => {
  const message = `${statement}: it gets the state of Git at that time, not what was deployed.`
  return makeProblem('clones-this-repository', { message, ...place })
}
