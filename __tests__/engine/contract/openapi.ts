import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const Route = z.strictObject({
  method: z.string(),
  path: z.string(),
  name: z.string(),
  query: z.array(z.string()),
  consumes: z.array(z.string()),
  produces: z.array(z.string()),
})

/** One operation of a server's own OpenAPI description. */
export type Route = z.infer<typeof Route>

/** All routes that the server of that version describes. */
export function readRoutes(version: string): readonly Route[] {
  return z
    .array(Route)
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, '..', 'openapi', `${version}.json`), 'utf8')))
}
