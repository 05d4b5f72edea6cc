import * as z from 'zod'
import type { ServerInfo } from './live.ts'

const configs = z.looseObject({
  version: z.string().nullish(),
  edition: z.string().nullish(),
  pluginsHash: z.union([z.string(), z.number()]).nullish(),
  url: z.string().nullish(),
})

/**
 * `GET /api/v1/configs` → what the client must know of the server; `undefined` when the answer is not Kestra's.
 * A version that cannot be read counts as the newest (docs/facts/kestra.md, "Version").
 */
export const parseServerInfo = (json: unknown): ServerInfo | undefined => {
  const parsed = configs.safeParse(json)
  if (!parsed.success || typeof parsed.data.version !== 'string') return undefined
  const { version, edition, pluginsHash, url } = parsed.data
  const numbers = /^v?(\d+)\.(\d+)/.exec(version)
  return {
    version,
    major: numbers === null ? Number.MAX_SAFE_INTEGER : Number(numbers[1]),
    minor: numbers === null ? 0 : Number(numbers[2]),
    edition: edition ?? undefined,
    pluginsHash: pluginsHash === null || pluginsHash === undefined ? undefined : String(pluginsHash),
    uiUrl: url ?? undefined,
  }
}
