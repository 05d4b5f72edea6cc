import type { Problem } from '../../finding/problem.ts'
import { makeProblem } from '../../finding/problem-codes.ts'
import type { DesiredFlow } from '../../flow/desired-flow.ts'
import { mayNameGit } from '../../flow/flow-references.ts'
import { type FlowNode, walkTasks } from '../../flow/walk-tasks.ts'
import type { Desired } from '../../resource/desired.ts'
import { isWithinNamespace } from '../../resource/namespace.ts'
import type { ResourceMap } from '../../resource/resource-state.ts'
import { isDisabled, type NodePath } from '../../yaml/map-value.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import type { FlowRule } from '../rule-context.ts'

// The tasks of plugin-git, under their names of all versions; the Push tasks only read the server.
const GIT_TYPE = /^io\.kestra\.plugin\.(?:ee\.)?git\.(Sync\w*|NamespaceSync|TenantSync|Clone)$/

/** A task that brings what a repository holds to the server, or into the folder that its flow runs in. */
export interface GitTask {
  /** `SyncFlows`, `Clone` and so on. */
  readonly name: string
  readonly path: NodePath
  readonly does: 'syncs' | 'clones'
  /** The namespace that it writes, with those below it; `undefined` where an expression or nothing tells, or it is the whole tenant. */
  readonly namespace: string | undefined
  readonly url: string | undefined
}

/** The tasks of a flow that read Git, wherever they are nested. */
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

/** True for the address of `repository` (`owner/name`), whichever host, protocol, letter case or ending it has. */
export const isAddressOf = (repository: string, url: string): boolean => {
  const address = url
    .trim()
    .toLowerCase()
    .replace(/\/$/, '')
    .replace(/\.git$/, '')
  const name = repository.toLowerCase()
  return name.includes('/') && (address.endsWith(`/${name}`) || address.endsWith(`:${name}`))
}

/** Tasks that bring flows or files from Git to the server by themselves, beside this deployment. */
export const findCompetingSync: FlowRule = ({ nodes }) =>
  gitTasksIn(nodes)
    .filter(({ does }) => does === 'syncs')
    .map(({ name, namespace, path }) => {
      const where = namespace === undefined ? '' : ` of namespace "${namespace}"`
      const message = `${name} writes the resources${where} from Git as well: two masters for one namespace.`
      return { code: 'two-masters', path: [...path, 'type'], message }
    })

interface TreeToDeploy {
  readonly flows: readonly DesiredFlow[]
  readonly desired: Desired
  readonly desiredResources: ResourceMap
}

/**
 * What else brings this repository to the server: flows that are only there and sync a namespace of the tree from Git (a warning each, as
 * each would undo what is deployed), and flows of both that clone this repository when they run. A disabled flow does nothing.
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
    const who = isPublic ? 'A flow that is only on the server' : `The flow ${name.namespace}.${name.name} on the server`
    return gitTasksIn(walkTasks(document)).map((task) => ({ who, task }))
  })
  const clonesOurs = ({ does, url }: GitTask) => does === 'clones' && url !== undefined && isAddressOf(repository, url)
  const writesOurs = (task: GitTask) => task.does === 'syncs' && [...desired.namespaces].some(isWrittenBy(task))
  return [
    ...onServer.filter(({ task }) => writesOurs(task)).map(({ who, task }) => competingSyncProblem(who, task)),
    ...onServer
      .filter(({ task }) => clonesOurs(task))
      .map(({ who }) => clone(`${who} clones this repository when it runs`)),
    ...flows.flatMap(({ file, document }) =>
      gitTasksIn(walkTasks(document))
        .filter(clonesOurs)
        .map(({ path }) => {
          const position = document.positionOf([...path, 'url'])
          return clone('The task clones this repository when it runs', { file, position })
        }),
    ),
  ]
}

/** A sync task writes its namespace and may write those below; one that names none may write every one. */
const isWrittenBy =
  ({ namespace: target }: GitTask) =>
  (namespace: string): boolean =>
    target === undefined || isWithinNamespace(namespace, target)

const competingSyncProblem = (who: string, { name, namespace }: GitTask): Problem => {
  const where = namespace === undefined ? '' : ` of the namespace ${namespace}`
  const message = `${who} writes the resources${where} from Git as well (${name}): what one of the two deploys the other may undo.`
  const hint = 'Disable that flow before the first deploy (docs/migrate.md), or give it other namespaces.'
  return makeProblem('two-masters', { message, hint })
}

const clone = (what: string, place: Pick<Parameters<typeof makeProblem>[1], 'file' | 'position'> = {}): Problem => {
  const message = `${what}: it gets what Git holds then, and not what was deployed.`
  return makeProblem('clones-this-repository', { message, ...place })
}
