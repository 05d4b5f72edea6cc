import { setTimeout as sleep } from 'node:timers/promises'
import * as z from 'zod'
import type { ServerTarget } from '../support/server-hands.ts'
import { arrangeOn } from './arrange.ts'
import type { Stage } from './play.ts'
import { realServer } from './real-server.ts'

const Run = z.union([
  z.object({ refused: z.string() }),
  z.object({ state: z.string(), tasks: z.array(z.object({ id: z.string(), state: z.string() })) }),
])

/** The executor takes up a new listener in the background. */
const LISTENERS_MS = 4_000

/**
 * The engine with its executor and a worker. Of executions that are begun by hand it tells states, and no logs. One that is no test is listened
 * to: it begins when the executor knows all Flow triggers.
 */
export const engineStage = (target: ServerTarget, version: string): Stage => {
  const { remove, ...arrange } = arrangeOn(target)
  const { begun, nextDate } = realServer(target, version)
  return {
    ...arrange,
    run: async (namespace, flowId, { inputs, isTest = false }) => {
      if (!isTest) await sleep(LISTENERS_MS)
      const answer = await fetch(`${target.url}/_control/run`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ tenant: target.tenant, namespace, flowId, inputs }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${answer.status} ${text}`)
      const run = Run.parse(JSON.parse(text))
      return 'refused' in run ? run : { ...run, logs: [] }
    },
    begun,
    nextDate,
    clear: remove,
  }
}
