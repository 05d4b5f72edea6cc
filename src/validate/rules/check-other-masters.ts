import type { DesiredFlow } from '../../flow/desired-flow.ts'
import { mayNameGit } from '../../flow/flow-references.ts'
import { walkTasks } from '../../flow/walk-tasks.ts'
import type { Problem } from '../../problem/problem.ts'
import { makeProblem } from '../../problem/problem-codes.ts'
import type { Desired } from '../../resource/desired.ts'
import { isWithinNamespace } from '../../resource/namespace.ts'
import type { SideIndex } from '../../resource/sides.ts'
import { isDisabled } from '../../yaml/map-value.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import { type GitTask, gitTasksIn, isAddressOf } from '../git-tasks.ts'

interface TreeToDeploy {
  readonly flows: readonly DesiredFlow[]
  readonly desired: Desired
  readonly desiredSides: SideIndex
}

/**
 * What else brings this repository to the server: flows that are only there and sync a namespace of the tree from Git (a warning each, as
 * each would undo what is deployed), and flows of both that clone this repository when they run. A disabled flow does nothing.
 */
export const otherMasters = (
  { flows, desired, desiredSides }: TreeToDeploy,
  { liveSides }: { readonly liveSides: SideIndex },
  { repository, isPublic }: { readonly repository: string; readonly isPublic: boolean },
): readonly Problem[] => {
  const onServer = [...liveSides].flatMap(([key, { name, content }]) => {
    if (typeof content !== 'string' || desiredSides.has(key) || !mayNameGit(content)) return []
    const document = parseYaml(content)
    if (isDisabled(document.value)) return []
    const who = isPublic ? 'A flow that is only on the server' : `The flow ${name.namespace}.${name.name} on the server`
    return gitTasksIn(walkTasks(document)).map((task) => ({ who, task }))
  })
  const isOurs = ({ url }: GitTask) => url !== undefined && isAddressOf(repository, url)
  return [
    ...onServer
      .filter(
        ({ task }) => task.does === 'syncs' && [...desired.namespaces].some((namespace) => writes(task, namespace)),
      )
      .map(({ who, task }) => secondMaster(who, task)),
    ...onServer
      .filter(({ task }) => task.does === 'clones' && isOurs(task))
      .map(({ who }) => clone(`${who} clones this repository when it runs`)),
    ...flows.flatMap(({ file, document }) =>
      gitTasksIn(walkTasks(document))
        .filter((task) => task.does === 'clones' && isOurs(task))
        .map(({ path }) =>
          clone('The task clones this repository when it runs', {
            file,
            position: document.positionOf([...path, 'url']),
          }),
        ),
    ),
  ]
}

/** A sync task writes its namespace and may write those below; one that names none may write every one. */
const writes = ({ namespace: target }: GitTask, namespace: string): boolean =>
  target === undefined || isWithinNamespace(namespace, target)

const secondMaster = (who: string, { name, namespace }: GitTask): Problem => {
  const where = namespace === undefined ? '' : ` of the namespace ${namespace}`
  const message = `${who} writes the resources${where} from Git as well (${name}): what one of the two deploys the other may undo.`
  const hint = 'Disable that flow before the first deploy (docs/migrate.md), or give it other namespaces.'
  return makeProblem('two-masters', { message, hint })
}

const clone = (what: string, place: Pick<Parameters<typeof makeProblem>[1], 'file' | 'position'> = {}): Problem => {
  const message = `${what}: it gets what Git holds then, and not what was deployed.`
  return makeProblem('clones-this-repository', { message, ...place })
}
