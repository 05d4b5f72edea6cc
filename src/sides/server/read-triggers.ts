import type { KestraClient } from '../../kestra/client.ts'
import { triggerKey } from '../../kestra/triggers.ts'
import { onDriftOf } from '../../plan/policy.ts'
import { isUserError } from '../../problem/user-error.ts'
import { type FlowTriggers, type SchedulerView, zoneOfServer } from '../../trigger/plan-triggers.ts'
import type { RunOptions } from '../run-options.ts'

/** The triggers that the scheduler of the server holds, or why they are not known: a sentence. */
export type TriggerReading = { readonly view: SchedulerView } | { readonly unread: string }

/**
 * The triggers of these flows as the server holds them: nothing is asked where no flow is given. A server that does not tell is a
 * sentence. Throws `UserError` where the run was ended. `sinceMs`: how long ago the run connected to it.
 */
export const readTriggers = async (
  client: KestraClient,
  flows: readonly FlowTriggers[],
  { host, settings, sinceMs }: Pick<RunOptions, 'host' | 'settings'> & { readonly sinceMs: number },
): Promise<TriggerReading> => {
  const { serverTime, info } = client
  if (serverTime === undefined) return { unread: `${NOT_READ} The server does not tell its time.` }
  try {
    const namespaces = [...new Set(flows.map(({ namespace }) => namespace))].toSorted()
    const held = new Map((await client.listTriggers(namespaces)).map((each) => [triggerKey(each), each] as const))
    const now = new Date(serverTime + sinceMs)
    return {
      view: {
        held,
        now,
        version: info,
        zone: zoneOfServer(flows, { held, now }),
        switchesOn: onDriftOf(settings.policy, 'flow') === 'overwrite',
      },
    }
  } catch (error) {
    if (!isUserError(error) || host.signal.aborted) throw error
    return { unread: `${NOT_READ} ${error.message}` }
  }
}

const NOT_READ = 'Whether and when triggers fire is not known.'
