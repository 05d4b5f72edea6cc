import type { FailedTask } from '../flow-tests/case-result.ts'
import { counted, seconds } from '../text/lists.ts'

/** A flow that a deploy wrote, with its first execution afterwards. */
export interface FollowedFlow {
  readonly namespace: string
  readonly flow: string
  /** `undefined`: no execution began in time. `state` is a state of Kestra. */
  readonly execution:
    | {
        readonly id: string
        /** Its page in Kestra's UI. */
        readonly url: string
        readonly state: string
        readonly hasEnded: boolean
        /** `undefined` if it has not ended. */
        readonly milliseconds: number | undefined
        readonly failedTask: FailedTask | undefined
      }
    | undefined
  /** Executions on an older revision that began while the flow was watched: at least this many. They are started by hand, or by a trigger with the old text. */
  readonly onOlderRevisions: number
}

const GOOD: ReadonlySet<string> = new Set(['SUCCESS', 'SKIPPED'])

/** True if its first execution ended without success. */
export const hasFailed = ({ execution }: FollowedFlow): boolean =>
  execution?.hasEnded === true && !GOOD.has(execution.state)

/** `its first execution ended as SUCCESS after 3 s`, as a clause, with the failed task and the executions on older revisions. */
export const followedText = ({ execution, onOlderRevisions }: FollowedFlow): string => {
  if (onOlderRevisions === 0) return executionText(execution)
  const first =
    execution === undefined ? 'no execution of the new revision began in that time' : executionText(execution)
  return `${first}; at least ${counted(onOlderRevisions, 'execution')} began on an older revision`
}

const executionText = (execution: FollowedFlow['execution']): string => {
  if (execution === undefined) return 'no execution began in that time'
  const { state, hasEnded, milliseconds, failedTask } = execution
  const at = failedTask === undefined ? '' : ` at task \`${failedTask.taskId}\``
  const time = milliseconds === undefined ? '' : ` after ${seconds(milliseconds)}`
  return hasEnded ? `its first execution ended as ${state}${at}${time}` : `its first execution is still ${state}`
}
