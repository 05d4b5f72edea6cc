import { strFromU8, unzipSync } from 'fflate'
import type { RunningEngine } from '../start-engine.ts'
import type { RecordedRequest, RecordedResponse } from './recording.ts'

const REPEATED = /"(.)" repeated (\d+) times/

/** Sends a recorded request to the engine; the answer has the form of a recorded one. */
export async function replay(engine: RunningEngine, request: RecordedRequest): Promise<RecordedResponse> {
  const headers = new Headers(request.headers)
  if (request.auth !== 'none') {
    const password = request.auth === 'ok' ? engine.password : `${engine.password}-wrong`
    headers.set('authorization', `Basic ${btoa(`${engine.username}:${password}`)}`)
  }
  if (request.contentType !== undefined && request.parts === undefined) headers.set('content-type', request.contentType)
  const body = requestBody(request)
  const response = await fetch(`${engine.url}${request.path}`, {
    method: request.method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
  return asRecorded(response)
}

function requestBody({ parts, body }: RecordedRequest): FormData | string | undefined {
  if (parts === undefined) {
    if (body === undefined) return undefined
    return typeof body === 'string' ? expandPadding(body) : JSON.stringify(body)
  }
  const form = new FormData()
  for (const { field, filename, text, base64 } of parts) {
    form.append(field, new Blob([base64 === undefined ? (text ?? '') : Buffer.from(base64, 'base64')]), filename)
  }
  return form
}

/** Long values are recorded as `{"pad":"x" repeated 200000 times}`. */
function expandPadding(body: string): string {
  return body.replace(REPEATED, (_, letter: string, times: string) => JSON.stringify(letter.repeat(Number(times))))
}

async function asRecorded(response: Response): Promise<RecordedResponse> {
  const bytes = new Uint8Array(await response.arrayBuffer())
  const contentType = response.headers.get('content-type')?.replace(/;.*/, '') ?? null
  const recorded: RecordedResponse = { status: response.status, contentType }
  for (const name of ['www-authenticate', 'cache-control', 'content-disposition'] as const) {
    const value = response.headers.get(name)
    if (value !== null) recorded[name] = value
  }
  return { ...recorded, ...content(bytes, contentType) }
}

function content(bytes: Uint8Array, contentType: string | null): Partial<RecordedResponse> {
  if (bytes.length === 0) return { body: null }
  if (strFromU8(bytes.subarray(0, 2), true) === 'PK') {
    return {
      zip: Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, entry]) => [name, strFromU8(entry)])),
    }
  }
  const text = strFromU8(bytes)
  try {
    return contentType?.endsWith('json') ? { json: JSON.parse(text) } : { text }
  } catch {
    return { text }
  }
}
