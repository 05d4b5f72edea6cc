import * as z from 'zod'

/** The name of a flow. */
export interface FlowName {
  readonly namespace: string
  readonly id: string
}

/** What the server's own validation said of one flow. Valid = no `constraints`. */
export interface FlowVerdict {
  readonly file: string
  /** One text for each thing that is wrong, the server's words, without the `Validation error:` prefix. */
  readonly constraints: readonly { readonly text: string; readonly pointer?: string | undefined }[]
  readonly warnings: readonly string[]
  readonly infos: readonly string[]
  readonly deprecationPaths: readonly string[]
  /** Which flow the server reads in the text; `undefined` where it does not say, as of a text that it cannot read. */
  readonly readAs: FlowName | undefined
  /** Lines that were cut off at the top before sending; the server's own lines count without them. */
  readonly lineOffset?: number
}

/** From one probe of `GET /api/v1/configs`. */
export interface ServerInfo extends KnownVersion {
  readonly version: string
  readonly edition: string | undefined
  readonly pluginsHash: string | undefined
}

/** Where a run goes. `server` is the base URL as given, without credentials, query or trailing slash. */
export interface Target {
  readonly server: string
  readonly tenant: string
  /** What was given to prove who we are. */
  readonly credentials: 'basic' | 'token' | 'none'
}

/** A flow as the server holds it. `source` is the stored text, byte for byte. */
export interface LiveFlow extends FlowName {
  readonly source: string
  readonly revision?: number | undefined
  /** When that revision was saved, as the server writes it; old servers do not tell. */
  readonly updated?: string | undefined
  /** 2.0: saved without validation and not executed. */
  readonly isDraft?: boolean | undefined
  /** Why the server cannot parse this text, in its words; `undefined` where it can. It does not run such a flow, and 2.0 leaves it out of the export. */
  readonly exception?: string | undefined
}

const configs = z.looseObject({
  version: z.string().nullish(),
  edition: z.string().nullish(),
  pluginsHash: z.union([z.string(), z.number()]).nullish(),
})

/**
 * `GET /api/v1/configs` → what the client must know of the server; `undefined` when the answer is not Kestra's.
 * A version that cannot be read counts as the newest (docs/internals/facts/kestra.md, "Version").
 */
export const parseServerInfo = (json: unknown): ServerInfo | undefined => {
  const parsed = configs.safeParse(json)
  if (!parsed.success || typeof parsed.data.version !== 'string') return undefined
  const { version, edition, pluginsHash } = parsed.data
  return {
    version,
    ...versionOf(version),
    edition: edition ?? undefined,
    pluginsHash: pluginsHash === null || pluginsHash === undefined ? undefined : String(pluginsHash),
  }
}

/** The version of the server that a run deploys to; `undefined` where it is not known. */
export interface KnownVersion {
  readonly major: number
  readonly minor: number
}

/** A version as a server writes it. One that cannot be read counts as the newest (docs/internals/facts/kestra.md, "Version"). */
export const versionOf = (text: string): KnownVersion => {
  const numbers = /^v?(\d+)\.(\d+)/.exec(text)
  return numbers === null
    ? { major: Number.MAX_SAFE_INTEGER, minor: 0 }
    : { major: Number(numbers[1]), minor: Number(numbers[2]) }
}

/** True when the version is known and not older than `major.minor`; an unknown version is never "at least". */
export const isAtLeast = (version: KnownVersion | undefined, major: number, minor: number): boolean =>
  version !== undefined && (version.major > major || (version.major === major && version.minor >= minor))
