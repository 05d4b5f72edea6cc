import type { FailedTask } from '../flow-tests/case-result.ts'
import { seconds } from '../text/lists.ts'

/** A flow that a deploy wrote, and its first execution after that, as far as it was watched. */
export interface FollowedFlow {
  readonly namespace: string
  readonly flow: string
  /** `undefined`: none began in time. `state` is Kestra's word. */
  readonly execution:
    | {
        readonly id: string
        /** Its page in Kestra's UI. */
        readonly url: string
        readonly state: string
        readonly hasEnded: boolean
        /** `undefined` where it has not ended. */
        readonly milliseconds: number | undefined
        readonly failedTask: FailedTask | undefined
      }
    | undefined
}

const GOOD: ReadonlySet<string> = new Set(['SUCCESS', 'SKIPPED'])

/** Whether its first execution ended, and not well. */
export const hasFailed = ({ execution }: FollowedFlow): boolean =>
  execution?.hasEnded === true && !GOOD.has(execution.state)

/** `its first execution: SUCCESS after 3 s`, as a clause; with the task that failed. */
export const followedText = ({ execution }: FollowedFlow): string => {
  if (execution === undefined) return 'no execution began in that time'
  const { state, hasEnded, milliseconds, failedTask } = execution
  const at = failedTask === undefined ? '' : ` at task \`${failedTask.taskId}\``
  const time = milliseconds === undefined ? '' : ` after ${seconds(milliseconds)}`
  return hasEnded ? `its first execution ended as ${state}${at}${time}` : `its first execution is ${state} by then`
}
