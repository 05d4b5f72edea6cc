import { isUtf8 } from 'node:buffer'
import { gunzipSync } from 'node:zlib'
import { strFromU8, unzipSync } from 'fflate'
import type { RunningEngine } from '../start-engine.ts'
import type { RecordedRequest, RecordedResponse, Recording, RoutingRow } from './recording.ts'
import { type RawAnswer, send } from './send.ts'

const REPEATED = /"(.)" repeated (\d+) times/

/** Sends a recorded request to the engine; the answer has the form of a recorded one. */
export async function replay(engine: RunningEngine, request: RecordedRequest): Promise<RecordedResponse> {
  const { type, body } = await bodyOf(request)
  const { method, path, auth, headers } = request
  const sent = { accept: '*/*', ...(type === undefined ? {} : { 'content-type': type }), ...headers }
  return asRecorded(
    await send(engine.url, { method, path, headers: { ...sent, ...authorization(engine, auth, headers) }, body }),
  )
}

/**
 * Sends what was recorded for the method and path of the row once more, with the row's own `Accept` and `Content-Type`.
 * The rows name no body: it was that of the first call of the kind.
 */
export async function replayRow(
  engine: RunningEngine,
  { steps }: Recording,
  { method, path, accept, contentTypeSent }: RoutingRow,
): Promise<Pick<RecordedResponse, 'status' | 'contentType'>> {
  const first = steps.find(({ request }) => request.method === method && request.path === path)?.request
  const recorded = { accept: '*/*', ...first?.headers }
  const changed = {
    ...(accept === undefined ? {} : { accept }),
    ...(contentTypeSent === undefined ? {} : { 'content-type': contentTypeSent }),
  }
  const kept = Object.entries({ ...recorded, ...changed }).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, value] as const],
  )
  const headers = { ...Object.fromEntries(kept), ...authorization(engine, 'ok', {}) }
  const body = first === undefined ? undefined : (await bodyOf(first)).body
  const { status, contentType } = asRecorded(await send(engine.url, { method, path, headers, body }))
  return { status, contentType }
}

function authorization(
  { username, password }: RunningEngine,
  auth: RecordedRequest['auth'],
  headers: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  if (auth === 'none' || 'authorization' in headers) return {}
  return { authorization: `Basic ${btoa(`${username}:${auth === 'ok' ? password : `${password}-wrong`}`)}` }
}

async function bodyOf({ parts, body, bodyBase64, contentType }: RecordedRequest): Promise<{
  readonly type: string | undefined
  readonly body: Buffer | undefined
}> {
  if (parts !== undefined) {
    const form = new Response(formOf(parts))
    return { type: form.headers.get('content-type') ?? undefined, body: Buffer.from(await form.arrayBuffer()) }
  }
  if (bodyBase64 !== undefined) return { type: contentType, body: Buffer.from(bodyBase64, 'base64') }
  if (body === undefined) return { type: contentType, body: undefined }
  return { type: contentType, body: Buffer.from(typeof body === 'string' ? expandPadding(body) : JSON.stringify(body)) }
}

function formOf(parts: NonNullable<RecordedRequest['parts']>): FormData {
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

function asRecorded({ status, headers, body }: RawAnswer): RecordedResponse {
  const contentType = headers['content-type']?.replace(/;.*/, '') ?? null
  const recorded: RecordedResponse = { status, contentType }
  for (const name of ['www-authenticate', 'cache-control', 'content-disposition', 'content-encoding'] as const) {
    const value = headers[name]
    if (value !== undefined) recorded[name] = value
  }
  return { ...recorded, ...content(headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body, contentType) }
}

function content(bytes: Uint8Array, contentType: string | null): Partial<RecordedResponse> {
  if (bytes.length === 0) return { body: null }
  if (strFromU8(bytes.subarray(0, 2), true) === 'PK') {
    return {
      zip: Object.fromEntries(
        Object.entries(unzipSync(bytes)).map(([name, entry]) => [
          name,
          isUtf8(entry) ? strFromU8(entry) : { base64: Buffer.from(entry).toString('base64') },
        ]),
      ),
    }
  }
  const text = strFromU8(bytes)
  try {
    return contentType?.endsWith('json') ? { json: JSON.parse(text) } : { text }
  } catch {
    return { text }
  }
}
