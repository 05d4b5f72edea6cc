import { displayName } from '../kinds/kinds.ts'
import type { ResourceName } from '../resource/resource.ts'
import { joined } from '../text/lists.ts'
import type { Difference } from './keep-promise.ts'

/** How the parts of a sentence are written where it is read. */
export interface PromiseWording {
  readonly name: (name: ResourceName) => string
  readonly pullRequest: (number: number) => string
}

const PLAIN: PromiseWording = { name: (name) => `\`${displayName(name)}\``, pullRequest: (number) => `#${number}` }

/** Why one resource is not as promised: a sentence without a final stop, in words unless told otherwise. */
export const differenceWords = (
  { resource, cause, pullRequests }: Difference,
  { name, pullRequest }: PromiseWording = PLAIN,
): string => {
  const subject = resource === undefined ? 'a resource that is gone from Git' : name(resource)
  const others = joined(pullRequests.map(pullRequest))
  switch (cause) {
    case 'same-push':
      return `${subject} also carries ${others}, merged in the same push`
    case 'later-merge':
      return others === ''
        ? `${subject} is not as it was planned: Git changed after that plan`
        : `${subject} also carries ${others}, which was merged in between`
    case 'server-edit':
      return `${subject} was edited on the server after it was planned`
    case 'setting':
      return `${subject} is treated otherwise than planned: a setting (when-missing, on-drift) is another now`
    case 'too-many':
      return 'the plan is another than the promised one, which had too many resources to say where'
  }
}
