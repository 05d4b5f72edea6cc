import * as z from 'zod'
import type { ServerTarget } from '../hands/server-hands.ts'
import { arrangeOn } from './arrange.ts'
import type { Stage } from './play.ts'

const Run = z.union([
  z.object({ refused: z.string() }),
  z.object({ state: z.string(), tasks: z.array(z.object({ id: z.string(), state: z.string() })) }),
])

const notHere = async (): Promise<never> => {
  throw new Error('The engine tells this of no execution.')
}

/** The engine with its executor and a worker, for cases that are begun by hand; it tells states, and no logs. */
export const engineStage = (target: ServerTarget): Stage => {
  const { remove, ...arrange } = arrangeOn(target)
  return {
    ...arrange,
    run: async (namespace, flowId, { inputs }) => {
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
    begun: notHere,
    nextDate: notHere,
    clear: remove,
  }
}
