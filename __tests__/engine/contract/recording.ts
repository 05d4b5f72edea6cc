import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const Part = z.strictObject({
  field: z.string(),
  filename: z.string(),
  size: z.int(),
  text: z.string().optional(),
  base64: z.string().optional(),
})

const RecordedRequest = z.strictObject({
  method: z.string(),
  path: z.string(),
  auth: z.enum(['ok', 'none', 'wrong-password']),
  headers: z.record(z.string(), z.string()),
  contentType: z.string().optional(),
  body: z.json().optional(),
  /** A body that is no text, byte by byte. */
  bodyBase64: z.string().optional(),
  parts: z.array(Part).optional(),
})

const RecordedResponse = z
  .strictObject({
    status: z.int(),
    contentType: z.string().nullable(),
    'www-authenticate': z.string().optional(),
    'cache-control': z.string().optional(),
    'content-disposition': z.string().optional(),
    'content-encoding': z.string().optional(),
    json: z.json().optional(),
    jsonNote: z.string().optional(),
    text: z.string().optional(),
    /** What is no text, in base64. */
    zip: z.record(z.string(), z.union([z.string(), z.strictObject({ base64: z.string() })])).optional(),
    body: z.string().nullish(),
  })
  // One recorder called a content that is neither JSON nor a zip its body, the other its text.
  .transform(({ body, ...rest }) => {
    if (typeof body === 'string') return { ...rest, text: body }
    return body === null ? { ...rest, body } : rest
  })

const RoutingRow = z.strictObject({
  kind: z.string(),
  method: z.string(),
  path: z.string(),
  /** `null`: sent without; absent: that of the recorded request. */
  accept: z.string().nullish(),
  contentTypeSent: z.string().nullish(),
  status: z.int(),
  contentType: z.string().nullable(),
  size: z.int(),
})

const Recording = z.strictObject({
  recordedFrom: z.string(),
  edition: z.string(),
  steps: z.array(z.strictObject({ name: z.string(), request: RecordedRequest, response: RecordedResponse })),
  routing: z.array(RoutingRow).default([]),
})

export type RecordedRequest = z.infer<typeof RecordedRequest>
export type RecordedResponse = Omit<z.infer<typeof RecordedResponse>, 'body'> & { readonly body?: null }
export type RoutingRow = z.infer<typeof RoutingRow>
export type Recording = z.infer<typeof Recording>

/**
 * The calls and answers taken from a real server, in the order they were made: `1.0.3` by a client written for it,
 * `product-1.0.3` by this product, with every kind of call again under other `Accept` and `Content-Type` values.
 */
export function readRecording(name: string): Recording {
  return Recording.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '..', 'recordings', `${name}.json`), 'utf8')),
  )
}
