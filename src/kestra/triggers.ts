import * as z from 'zod'
import { isAtLeast } from '../flow/kestra-version.ts'
import { type KestraClient, namespacesFilter, queryOf, readPage } from './client.ts'
import { explainAnswer } from './explain-failure.ts'
import { type Page, readPages } from './read-pages.ts'

/** The name of a trigger. */
export interface TriggerName {
  readonly namespace: string
  readonly flow: string
  readonly trigger: string
}

/** A trigger as the scheduler holds it. The scheduler has no webhooks and no triggers that listen to flows. */
export interface ServerTrigger extends TriggerName {
  /** The time of the next evaluation. */
  readonly next: Date | undefined
  /**
   * On 2.0 also true where the flow's text disables the trigger (docs/internals/facts/kestra.md, "Triggers on the
   * server").
   */
  readonly isDisabled: boolean
  /** An execution that it started has not ended, so the scheduler starts no other one. */
  readonly isLocked: boolean
  readonly hasBackfill: boolean
  /** Changes whenever the scheduler loads the trigger's text again. A time as the server writes it. */
  readonly stamp: string
}

const state = z.looseObject({
  namespace: z.string(),
  flowId: z.string(),
  triggerId: z.string(),
  disabled: z.boolean().nullish(),
  backfill: z.unknown().optional(),
  executionId: z.string().nullish(),
  // 1.x
  nextExecutionDate: z.string().nullish(),
  date: z.string().nullish(),
  // 2.x
  nextEvaluationDate: z.string().nullish(),
  updatedAt: z.string().nullish(),
  locked: z.boolean().nullish(),
})
const listed = z.looseObject({ triggerContext: state.nullish(), state: state.nullish() })

const PAGE_SIZE = 1000

/**
 * The triggers of these namespaces that the scheduler holds, those of deleted flows included. One request per thousand
 * triggers; none without namespaces.
 */
export const listTriggers = async (
  client: KestraClient,
  namespaces: readonly string[],
): Promise<readonly ServerTrigger[]> => {
  if (namespaces.length === 0) return []
  const wanted = new Set(namespaces)
  const filter = namespacesFilter(wanted)
  const readListed = async (number: number): Promise<Page<ServerTrigger>> => {
    const path = `${client.base}/triggers/search?${queryOf([`page=${number}`, `size=${PAGE_SIZE}`, ...filter])}`
    const { results, total } = await readPage(client, { path, item: listed, what: 'list the triggers' })
    return { results: results.flatMap((each) => toTrigger(each.triggerContext ?? each.state)), total }
  }
  const { items } = await readPages(readListed, triggerKey)
  // A server that does not know the filter ignores it.
  return [...items.values()].filter(({ namespace }) => wanted.has(namespace))
}

/** A key for maps, unique per trigger name. */
export const triggerKey = ({ namespace, flow, trigger }: TriggerName): string => `${namespace} ${flow} ${trigger}`

const toTrigger = (held: z.infer<typeof state> | null | undefined): readonly ServerTrigger[] => {
  if (held === null || held === undefined) return []
  const next = new Date(held.nextExecutionDate ?? held.nextEvaluationDate ?? '')
  return [
    {
      namespace: held.namespace,
      flow: held.flowId,
      trigger: held.triggerId,
      next: Number.isNaN(next.getTime()) ? undefined : next,
      isDisabled: held.disabled === true,
      isLocked: held.locked === true || typeof held.executionId === 'string',
      hasBackfill: held.backfill !== undefined && held.backfill !== null,
      stamp: held.updatedAt ?? held.date ?? '',
    },
  ]
}

/** Enables a trigger that was disabled on the server. Throws `UserError` where the server refuses. */
export const enableTrigger = async (client: KestraClient, { namespace, flow, trigger }: TriggerName): Promise<void> => {
  const path = isAtLeast(client.info, 2, 0) ? '/triggers/set-disabled' : '/triggers'
  const answer = await client.http.send({
    method: 'PUT',
    path: `${client.base}${path}`,
    body: JSON.stringify({ namespace, flowId: flow, triggerId: trigger, disabled: false }),
    contentType: 'application/json',
  })
  if (answer.status < 200 || answer.status >= 300) {
    throw explainAnswer(answer, `enable the trigger ${trigger} of ${namespace}.${flow}`, client.target)
  }
}
