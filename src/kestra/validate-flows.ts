import { FormData } from 'undici'
import * as z from 'zod'
import { type Api, concurrently, parseAnswer } from './api.ts'
import type { HttpRequest } from './http/exchange.ts'
import { inBatches, joinForValidate, prepareForValidate, type ValidateDocument } from './join-for-validate.ts'
import { type FlowVerdict, isAtLeast } from './server.ts'

const texts = z.array(z.string()).nullish()
const verdict = z.looseObject({
  index: z.number(),
  filename: z.string().nullish(),
  namespace: z.string().nullish(),
  flow: z.string().nullish(),
  constraints: z.string().nullish(),
  errors: z
    .array(z.looseObject({ detail: z.string().nullish(), pointer: z.string().nullish(), path: z.string().nullish() }))
    .nullish(),
  warnings: texts,
  infos: texts,
  deprecationPaths: texts,
})
const verdicts = z.array(verdict)
type ValidationResult = z.infer<typeof verdict>

export interface FlowToValidate {
  readonly file: string
  readonly source: string
}

// Small enough for a proxy's body limit (docs/facts/kestra.md, "Limits of a request"), large enough to keep the calls few.
const MAX_BATCH_FLOWS = 100
const MAX_BATCH_BYTES = 5_000_000

/** One request, and the flows that it carries in their order. */
interface Batch {
  readonly request: Pick<HttpRequest, 'body' | 'contentType'>
  readonly flows: readonly BatchEntry[]
}

/** A flow's position in the list, the lines cut off at its top, and whether the server reads the rest in one piece. */
interface BatchEntry extends Pick<ValidateDocument, 'lineOffset' | 'isReadWhole'> {
  readonly index: number
}

/**
 * The server's own validation of flows that are not stored yet, in their order. As parts of a form, up to 100 a request,
 * where nothing can shift the indexes (1.3 and later); joined YAML documents before (docs/facts/kestra.md, "Validate").
 */
export const validateFlows = async (api: Api, flows: readonly FlowToValidate[]): Promise<readonly FlowVerdict[]> => {
  const batches = isAtLeast(api.info, 1, 3) ? formBatches(flows) : yamlBatches(flows)
  const found = new Map<number, FlowVerdict>()
  await concurrently(batches, async (batch) => {
    const answer = await api.http.send({
      method: 'POST',
      path: `${api.base}/flows/validate`,
      ...batch.request,
      isRead: true,
    })
    const parsed = parseAnswer(answer, verdicts, { what: 'validate the flows', target: api.target })
    const verdictOn = verdictsByPart(parsed)
    batch.flows.forEach((carried, position) => {
      found.set(carried.index, toFlowVerdict(flows[carried.index]?.file ?? '', verdictOn(position), carried))
    })
  })
  return flows.map(({ file }, index) => found.get(index) ?? toFlowVerdict(file, undefined))
}

/**
 * The verdict on each part of a request. A server may answer a part twice, and then every index behind it is another part's: the name
 * of the part is what tells (docs/facts/kestra.md, "Validate"). Without names the indexes count.
 */
const verdictsByPart = (answer: readonly ValidationResult[]): ((position: number) => ValidationResult | undefined) => {
  const isNamed = answer.some(({ filename }) => typeof filename === 'string')
  if (!isNamed) return (position) => answer.find(({ index }) => index === position)
  const byName = Map.groupBy(answer, ({ filename }) => filename)
  return (position) => {
    const same = byName.get(partName(position)) ?? []
    return same.find((one) => constraintsOf(one).length > 0) ?? same[0]
  }
}

const partName = (position: number): string => `${position}.yml`

/** The server's own validation of dashboards, one by one and in their order: it always answers 200 (docs/facts/kestra.md, "Dashboards"). */
export const validateDashboards = (api: Api, dashboards: readonly FlowToValidate[]): Promise<readonly FlowVerdict[]> =>
  concurrently(dashboards, async ({ file, source }) => {
    const path = `${api.base}/dashboards/validate`
    const request: HttpRequest = { method: 'POST', path, body: source, contentType: 'application/x-yaml', isRead: true }
    const answer = await api.http.send(request)
    const said = parseAnswer(answer, verdict, { what: 'validate the dashboards', target: api.target })
    return toFlowVerdict(file, said)
  })

const toFlowVerdict = (
  file: string,
  verdict: ValidationResult | undefined,
  { lineOffset, isReadWhole }: Omit<BatchEntry, 'index'> = WHOLE,
): FlowVerdict => ({
  file,
  readAs: isReadWhole ? nameIn(verdict) : undefined,
  constraints: verdict === undefined ? [{ text: 'the server gave no verdict' }] : constraintsOf(verdict),
  warnings: verdict?.warnings ?? [],
  infos: verdict?.infos ?? [],
  deprecationPaths: verdict?.deprecationPaths ?? [],
  lineOffset,
})

const WHOLE = { lineOffset: 0, isReadWhole: true }

const nameIn = ({ namespace, flow }: Partial<ValidationResult> = {}): FlowVerdict['readAs'] =>
  typeof namespace === 'string' && typeof flow === 'string' ? { namespace, id: flow } : undefined

/** `errors[]` of newer servers where there are some, else the one text that holds all of them. */
const constraintsOf = ({ constraints, errors }: ValidationResult): FlowVerdict['constraints'] => {
  const detailed = (errors ?? []).map(({ detail, pointer, path }) => {
    return { text: detail ?? 'invalid', pointer: pointer ?? path ?? undefined }
  })
  if (detailed.length > 0) return detailed
  return typeof constraints === 'string' && constraints !== '' ? [{ text: constraints }] : []
}

const formBatches = (flows: readonly FlowToValidate[]): Batch[] =>
  inBatches(
    flows.map(({ source }, index) => ({ text: source, index })),
    { items: MAX_BATCH_FLOWS, bytes: MAX_BATCH_BYTES, between: 0 },
  ).map((group) => ({
    request: { body: formOf(group.map(({ text }) => text)) },
    flows: group.map(({ index }) => ({ index, ...WHOLE })),
  }))

const formOf = (sources: readonly string[]): FormData => {
  const form = new FormData()
  for (const [index, source] of sources.entries()) form.append('flows', new Blob([source]), partName(index))
  return form
}

const yamlBatches = (flows: readonly FlowToValidate[]): Batch[] => {
  const documents: ValidateDocument[] = flows.map(({ source }) => prepareForValidate(source))
  return joinForValidate(documents).map(({ body, indexes }) => ({
    request: { body, contentType: 'application/x-yaml' },
    flows: indexes.map((index) => ({ ...WHOLE, ...documents[index], index })),
  }))
}
