import { request as open } from 'node:http'
import { buffer } from 'node:stream/consumers'

/** A request as it goes over the wire: these headers and no others, the path not touched, the body byte by byte. */
export interface RawRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer | undefined
}

export interface RawAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

/** Sends it as it is; `fetch` would add an `Accept`, normalize the path and name the type of a text. */
export async function send(server: string, { method, path, headers, body }: RawRequest): Promise<RawAnswer> {
  const { hostname, port } = new URL(server)
  const { promise, resolve, reject } = Promise.withResolvers<RawAnswer>()
  const length = body === undefined ? {} : { 'content-length': String(body.length) }
  const request = open({ hostname, port, method, path, headers: { ...headers, ...length } }, (response) => {
    const named = Object.entries(response.headers).map(([name, value]) => [name, String(value)] as const)
    buffer(response).then(
      (content) => resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(named), body: content }),
      reject,
    )
  })
  request.on('error', reject)
  request.end(body)
  return promise
}
