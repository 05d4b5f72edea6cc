import { FormData } from 'undici'
import * as z from 'zod'
import { type Api, readJson } from './api.ts'
import { concurrently } from './concurrently.ts'
import type { HttpAnswer } from './http.ts'
import type { FlowVerdict } from './live.ts'
import { isAtLeast } from './server-info.ts'

const texts = z.array(z.string()).nullish()
const verdicts = z.array(
  z.looseObject({
    index: z.number(),
    constraints: z.string().nullish(),
    errors: z
      .array(z.looseObject({ detail: z.string().nullish(), pointer: z.string().nullish(), path: z.string().nullish() }))
      .nullish(),
    warnings: texts,
    infos: texts,
    deprecationPaths: texts,
  }),
)

export interface FlowToValidate {
  readonly file: string
  readonly source: string
}

// Small enough for a proxy's body limit (kestra-api.md section 9, #4719), large enough to keep the calls few.
const MAX_BATCH_FLOWS = 100
const MAX_BATCH_BYTES = 5_000_000

/**
 * The server's own validation of flows that are not stored yet, in their order. Batches of up to 100 flows as parts of a
 * form, where nothing can shift the indexes (1.3 and later); one by one before (kestra-api.md section 3.6).
 */
export const validateFlows = async (api: Api, flows: readonly FlowToValidate[]): Promise<readonly FlowVerdict[]> => {
  const batches = isAtLeast(api.info, [1, 3]) ? inBatches(flows) : flows.map((flow) => [flow])
  return (await concurrently(batches, (batch) => validateBatch(api, batch))).flat()
}

const validateBatch = async (api: Api, batch: readonly FlowToValidate[]): Promise<FlowVerdict[]> => {
  const answer = await send(api, batch)
  const parsed = readJson(answer, verdicts, { what: 'validate the flows', target: api.target })
  return batch.map(({ file }, position) => {
    const verdict = parsed.find(({ index }) => index === position)
    const detailed = (verdict?.errors ?? []).map(({ detail, pointer, path }) => {
      const place = pointer ?? path
      return { text: detail ?? 'invalid', ...(typeof place === 'string' && { pointer: place }) }
    })
    const whole = verdict === undefined ? 'the server gave no verdict' : verdict.constraints
    return {
      file,
      constraints: detailed.length > 0 || typeof whole !== 'string' || whole === '' ? detailed : [{ text: whole }],
      warnings: verdict?.warnings ?? [],
      infos: verdict?.infos ?? [],
      deprecationPaths: verdict?.deprecationPaths ?? [],
    }
  })
}

const send = (api: Api, batch: readonly FlowToValidate[]): Promise<HttpAnswer> => {
  const path = `${api.base}/flows/validate`
  const [only] = batch
  if (batch.length === 1 && only !== undefined && !isAtLeast(api.info, [1, 3])) {
    return api.http.send({
      method: 'POST',
      path,
      body: withoutDocumentStart(only.source),
      contentType: 'application/x-yaml',
      isRepeatable: true,
    })
  }
  const form = new FormData()
  batch.forEach(({ source }, index) => {
    form.append('flows', new Blob([source]), `${index}.yml`)
  })
  return api.http.send({ method: 'POST', path, body: form, isRepeatable: true })
}

/** A leading `---` would count as an empty document of its own before 1.3; its line stays, so that lines still agree. */
const withoutDocumentStart = (source: string): string =>
  source.replace(/^((?:[ \t]*(?:#[^\n]*)?\r?\n)*)---[ \t]*(?=\r?\n)/, '$1')

const inBatches = (flows: readonly FlowToValidate[]): FlowToValidate[][] => {
  const batches: FlowToValidate[][] = []
  let bytes = 0
  for (const flow of flows) {
    const size = Buffer.byteLength(flow.source)
    const current = batches.at(-1)
    if (current === undefined || current.length === MAX_BATCH_FLOWS || bytes + size > MAX_BATCH_BYTES) {
      batches.push([flow])
      bytes = size
    } else {
      current.push(flow)
      bytes += size
    }
  }
  return batches
}
