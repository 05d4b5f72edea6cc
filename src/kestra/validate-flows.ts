import { FormData } from 'undici'
import * as z from 'zod'
import { isAtLeast } from '../flow/kestra-version.ts'
import { concurrently, type KestraClient, readJson } from './client.ts'
import type { HttpRequest } from './http/exchange.ts'
import type { FlowVerdict } from './server.ts'

const text = z.string().nullish()
const texts = z.array(z.string()).nullish()
export const verdict = z.looseObject({
  index: z.number(),
  filename: text,
  namespace: text,
  flow: text,
  constraints: text,
  errors: z.array(z.looseObject({ detail: text, pointer: text, path: text })).nullish(),
  warnings: texts,
  infos: texts,
  deprecationPaths: texts,
})
type ValidationResult = z.infer<typeof verdict>

export interface FlowToValidate {
  readonly file: string
  readonly source: string
}

// Small enough for the body limit of proxies (docs/internals/facts/kestra.md, "Limits of a request"), large enough for
// few calls.
const FORM_LIMITS = { items: 100, bytes: 5_000_000, between: 0 }

/** One request and its flows in order; `index` is the position in the list of all flows. */
interface Batch {
  readonly request: Pick<HttpRequest, 'body' | 'contentType'>
  readonly flows: readonly (SentWhole & { readonly index: number })[]
}

type SentWhole = Pick<ValidateDocument, 'lineOffset' | 'isReadWhole'>

/**
 * Validates flows on the server without storing them; returns one verdict per flow, in their order. 1.3 and later get
 * form parts, up to 100 a request, whose indexes cannot shift. Older servers get joined YAML documents
 * (docs/internals/facts/kestra.md, "Validate").
 */
export const validateFlows = async (
  client: KestraClient,
  flows: readonly FlowToValidate[],
): Promise<readonly FlowVerdict[]> => {
  const batches = isAtLeast(client.info, 1, 3)
    ? formBatches(flows)
    : joinForValidate(flows.map(({ source }) => prepareForValidate(source)))
  const found = new Map<number, FlowVerdict>()
  await concurrently(batches, async (batch) => {
    const request = { method: 'POST', path: `${client.base}/flows/validate`, isRead: true, ...batch.request } as const
    const answer = await readJson(client, { ...request, schema: z.array(verdict), what: 'validate the flows' })
    const verdictOn = verdictsByPart(answer)
    batch.flows.forEach((carried, position) => {
      found.set(carried.index, toFlowVerdict(flows[carried.index]?.file ?? '', verdictOn(position), carried))
    })
  })
  return flows.map(({ file }, index) => found.get(index) ?? toFlowVerdict(file, undefined))
}

/**
 * Finds the verdict on each part of a request by the part's position. A server may answer one part twice, which shifts
 * every later index. So the part's file name identifies it (docs/internals/facts/kestra.md, "Validate"). Answers
 * without file names are matched by index.
 */
const verdictsByPart = (answer: readonly ValidationResult[]): ((position: number) => ValidationResult | undefined) => {
  if (!answer.some(({ filename }) => typeof filename === 'string'))
    return (position) => answer.find(({ index }) => index === position)
  const byName = Map.groupBy(answer, ({ filename }) => filename)
  return (position) => {
    const same = byName.get(partName(position)) ?? []
    return same.find((one) => constraintsOf(one).length > 0) ?? same[0]
  }
}

const partName = (position: number): string => `${position}.yml`

/** The server's result for one file; `verdict` is `undefined` when the server returned none. */
export const toFlowVerdict = (
  file: string,
  verdict: ValidationResult | undefined,
  { lineOffset, isReadWhole }: SentWhole = WHOLE,
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

/** The entries of `errors[]` on newer servers, else the one text with all errors. */
const constraintsOf = ({ constraints, errors }: ValidationResult): FlowVerdict['constraints'] => {
  if (!errors?.length) return constraints ? [{ text: constraints }] : []
  return errors.map(({ detail, pointer, path }) => ({
    text: detail ?? 'invalid',
    pointer: pointer ?? path ?? undefined,
  }))
}

const formBatches = (flows: readonly FlowToValidate[]): Batch[] => {
  const numbered = flows.map(({ source }, index) => ({ text: source, index, ...WHOLE }))
  return inBatches(numbered, FORM_LIMITS).map((group) => {
    const body = new FormData()
    for (const [position, { text }] of group.entries()) body.append('flows', new Blob([text]), partName(position))
    return { request: { body }, flows: group }
  })
}

/** One flow in the form that is sent to `flows/validate`. */
export interface ValidateDocument {
  readonly text: string
  /** The number of lines cut off at the top. Add it to the line numbers of the server. */
  readonly lineOffset: number
  /**
   * False when the server would split the text into several documents. The text then goes alone, and the first element
   * of the answer counts.
   */
  readonly canBeJoined: boolean
  /** False when the server splits the text where no YAML parser does. Its verdict then covers only a part. */
  readonly isReadWhole: boolean
}

const SEPARATOR = '\n---\n'
/**
 * Every server refuses flows above 10 MB; batches stay well below (docs/internals/facts/kestra.md, "Limits of a
 * request").
 */
const BODY_LIMITS = { items: Number.POSITIVE_INFINITY, bytes: 4_000_000, between: SEPARATOR.length }

// A comment ends at every character at which Kestra ends a line: a flow may follow a hidden one (`HiddenLineEnd`).
const TO_MARKER =
  /^(?:[ \t]*(?:[#%][^\r\n\u0085\u2028\u2029]*)?\r?\n)*---[ \t]*(?:#[^\r\n\u0085\u2028\u2029]*)?(?:\r?\n|$)/
const END_MARK = /\r?\n\.\.\.(?:[ \t]+#[^\r\n\u0085\u2028\u2029]*)?[ \t\r\n]*$/

/**
 * Removes what would shift the server's indexes and lines (docs/internals/facts/kestra.md, "Validate"):
 * - a first `---` with the directives, blank and comment lines above it
 * - the blank lines after that
 * - an end mark `...` A text with a byte-order mark stays unchanged and goes alone.
 */
export const prepareForValidate = (source: string): ValidateDocument => {
  const toMarker = TO_MARKER.exec(source)?.[0] ?? ''
  const blank = /^(?:[ \t]*\r?\n)*/.exec(source.slice(toMarker.length))?.[0] ?? ''
  const cut = toMarker + blank
  const text = source.slice(cut.length).replace(END_MARK, '\n')
  return {
    text,
    lineOffset: cut.split('\n').length - 1,
    canBeJoined: text.trim() !== '' && !/^(?:---|\.\.\.|\uFEFF)/m.test(text),
    isReadWhole: !/[\r\n]---(?!\s|$)/.test(text),
  }
}

/**
 * Joins documents into as few bodies as the size allows. A document that cannot be joined gets its own body. The
 * server's answer has one element per flow, in this order.
 */
export const joinForValidate = (documents: readonly ValidateDocument[]): Batch[] => {
  const numbered = documents.map((document, index) => ({ ...document, index }))
  const { joined = [], alone = [] } = Object.groupBy(numbered, ({ canBeJoined }) => (canBeJoined ? 'joined' : 'alone'))
  const batchOf = (body: string, group: typeof numbered): Batch => ({
    request: { body, contentType: 'application/x-yaml' },
    flows: group,
  })
  return [
    ...inBatches(joined, BODY_LIMITS).map((group) =>
      batchOf(group.map(({ text }) => trimNewlines(text)).join(SEPARATOR), group),
    ),
    ...alone.map((document) => batchOf(document.text, [document])),
  ]
}

/**
 * Splits texts, in their order, into as few groups as the limits allow; `between` is counted per text. A text above the
 * limit forms its own group.
 */
const inBatches = <T extends { readonly text: string }>(
  items: readonly T[],
  limits: { readonly items: number; readonly bytes: number; readonly between: number },
): T[][] => {
  const groups: T[][] = []
  let size = 0
  for (const item of items) {
    const bytes = Buffer.byteLength(item.text) + limits.between
    const last = groups.at(-1)
    if (last === undefined || last.length === limits.items || size + bytes > limits.bytes) {
      groups.push([item])
      size = bytes
    } else {
      last.push(item)
      size += bytes
    }
  }
  return groups
}

/** Without a regular expression, which would try each line break of a text with a million of them. */
const trimNewlines = (text: string): string => {
  let end = text.length
  while (text[end - 1] === '\n' || text[end - 1] === '\r') end -= 1
  return text.slice(0, end)
}
