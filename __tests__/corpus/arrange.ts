import * as z from 'zod'
import { call } from '../engine/engine.ts'
import { type ServerTarget, serverHands } from '../support/server-hands.ts'
import type { Made, Stage } from './play.ts'

const Verdicts = z.array(z.looseObject({ constraints: z.string().nullish() }))
const headers = { 'content-type': 'application/x-yaml' }

/** What a stage makes of a case before it runs, and takes away after it, on whatever answers Kestra's API. */
export const arrangeOn = (
  target: ServerTarget,
): Pick<Stage, 'validate' | 'create' | 'file' | 'pair'> & {
  remove(namespace: string, made: Made): Promise<void>
} => {
  const hands = serverHands(target)
  return {
    validate: async (source) => {
      const answer = await call(target, '/flows/validate', { method: 'POST', headers, body: source })
      return Verdicts.parse(await answer.json())[0]?.constraints ?? undefined
    },
    create: async (source) => {
      const answer = await call(target, '/flows', { method: 'POST', headers, body: source })
      if (!answer.ok) throw new Error(`The flow is refused: ${await answer.text()}`)
    },
    file: (namespace, path, text) => hands.uploadFile(namespace, `/${path}`, text),
    pair: (namespace, key, json) => hands.setKeyValue(namespace, key, json),
    remove: async (namespace, { flows, files, pairs }) => {
      for (const flow of flows) await hands.deleteFlow(namespace, flow)
      for (const path of files) await hands.deleteFile(namespace, `/${path}`)
      for (const key of pairs) await hands.deleteKeyValue(namespace, key)
    },
  }
}
