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
  parts: z.array(Part).optional(),
})

const RecordedResponse = z.strictObject({
  status: z.int(),
  contentType: z.string().nullable(),
  'www-authenticate': z.string().optional(),
  'cache-control': z.string().optional(),
  'content-disposition': z.string().optional(),
  json: z.json().optional(),
  jsonNote: z.string().optional(),
  text: z.string().optional(),
  zip: z.record(z.string(), z.string()).optional(),
  body: z.null().optional(),
})

const Recording = z.strictObject({
  recordedFrom: z.string(),
  edition: z.string(),
  steps: z.array(z.strictObject({ name: z.string(), request: RecordedRequest, response: RecordedResponse })),
})

export type RecordedRequest = z.infer<typeof RecordedRequest>
export type RecordedResponse = z.infer<typeof RecordedResponse>
export type Recording = z.infer<typeof Recording>

/** The calls and answers taken from a real server of that version, in the order they were made. */
export function readRecording(version: string): Recording {
  return Recording.parse(
    JSON.parse(readFileSync(join(import.meta.dirname, '..', 'recordings', `${version}.json`), 'utf8')),
  )
}
