import type { FlowNode } from '../../flow/walk-tasks.ts'

const CORE = /^io\.kestra\.(?:plugin\.core\.(?:trigger|http)|core\.models\.triggers\.types)\.(\w+)$/

/** `Schedule` and its like, under the names of all versions; `undefined` for a trigger of another plugin. */
export const coreTrigger = ({ kind, type = '' }: Pick<FlowNode, 'kind' | 'type'>): string | undefined =>
  kind === 'trigger' ? CORE.exec(type)?.[1] : undefined

const SCHEDULE = ['date', 'next', 'previous']

/**
 * What a trigger of Kestra gives as `trigger.…`, in any version from 1.0 on (docs/facts/kestra.md, "Triggers"): rather a name too many
 * than one too few.
 */
const GIVES: Readonly<Record<string, readonly string[]>> = {
  Schedule: SCHEDULE,
  ScheduleOnDates: SCHEDULE,
  Webhook: ['body', 'headers', 'parameters'],
  Flow: [
    ...['executionId', 'executionLabels', 'namespace', 'flowId', 'flowRevision', 'state', 'outputs'],
    ...['startDate', 'endDate', 'firstFailedTaskId', 'lastTaskId'],
  ],
  Trigger: ['body', 'code', 'encryptedBody', 'formData', 'headers', 'uri'],
}

/** `undefined` where it is not known. */
export const givenBy = (node: Pick<FlowNode, 'kind' | 'type'>): ReadonlySet<string> | undefined => {
  const type = coreTrigger(node)
  const names = type !== undefined && Object.hasOwn(GIVES, type) ? GIVES[type] : undefined
  return names && new Set(names)
}

/** What a flow finds as `trigger.…` that a Subflow task started; `iteration` is of a ForEachItem. */
export const GIVEN_BY_CALL: ReadonlySet<string> = new Set(
  'executionId namespace flowId flowRevision taskId taskRunId iteration'.split(' '),
)
