import * as z from 'zod'
import { findJson, type KestraClient } from './client.ts'

/**
 * The JSON schema of a root type such as `flow` or `dashboard`; `undefined` where the server has none (404). Throws as
 * `parseAnswer`.
 */
export const findSchema = (client: KestraClient, type: string): Promise<unknown> => {
  const path = `/api/v1/plugins/schemas/${encodeURIComponent(type)}`
  return findJson(client, { path, schema: z.unknown(), what: `read the ${type} schema` })
}

/**
 * The server's schema of a task type, outputs included; `undefined` where the server lacks the type. Throws as
 * `parseAnswer`.
 */
export const findPlugin = (client: KestraClient, type: string): Promise<unknown> => {
  const path = `/api/v1/plugins/${encodeURIComponent(type)}`
  return findJson(client, { path, schema: z.unknown(), what: `read the type ${type}` })
}
