import * as z from 'zod'
import { findJson, type KestraClient } from './client.ts'

/** The JSON schema of `flow`, `dashboard` and their like; `undefined` where the server has none (404). Throws as `parseAnswer`. */
export const findSchema = (client: KestraClient, type: string): Promise<unknown> => {
  const path = `/api/v1/plugins/schemas/${encodeURIComponent(type)}`
  return findJson(client, { path, schema: z.unknown(), what: `read the ${type} schema` })
}

/** What the server tells of a type of task: its schema, with what it gives; `undefined` where it does not have it. Throws as `parseAnswer`. */
export const findPlugin = (client: KestraClient, type: string): Promise<unknown> => {
  const path = `/api/v1/plugins/${encodeURIComponent(type)}`
  return findJson(client, { path, schema: z.unknown(), what: `read the type ${type}` })
}
