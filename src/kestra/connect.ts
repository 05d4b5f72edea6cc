import * as z from 'zod'
import { isAtLeast } from '../flow/kestra-version.ts'
import { type KestraClient, parseAnswer } from './client.ts'
import { notAnApi } from './http/explain-connection.ts'
import { createHttp, type HttpOptions } from './http/http.ts'
import { parseServerInfo, type Target } from './server.ts'

export interface ConnectOptions extends HttpOptions {
  readonly tenant: string
}

/**
 * Connects to a server. One probe reads version and edition, which decide the paths and forms of all later calls.
 * Throws `UserError` when the server cannot be reached, refuses the credentials or is not Kestra.
 */
export const connectKestra = async (options: ConnectOptions): Promise<KestraClient> => {
  const http = createHttp(options)
  const target: Target = {
    server: options.server,
    tenant: options.tenant,
    credentials: options.credentials.kind,
  }
  try {
    const answer = await http.send({ method: 'GET', path: '/api/v1/configs' })
    const info = parseServerInfo(parseAnswer(answer, z.unknown(), { what: 'read the version', target }))
    if (info === undefined) throw notAnApi(options.server, "JSON that is not Kestra's")
    const base = isAtLeast(info, 0, 23) ? `/api/v1/${encodeURIComponent(options.tenant)}` : '/api/v1'
    return { http, target, info, base, serverTime: answer.serverTime }
  } catch (error) {
    await http.close()
    throw error
  }
}
