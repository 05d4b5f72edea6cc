import type { FlowNode } from '../flow/walk-tasks.ts'
import type { NodePath } from '../yaml/map-value.ts'

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
