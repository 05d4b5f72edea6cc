import * as z from 'zod'
import { type KnownVersion, versionOf } from '../flow/kestra-version.ts'

/** The name of a flow. */
export interface FlowName {
  readonly namespace: string
  readonly id: string
}

/** The result of the server's own validation of one flow. The flow is valid if `constraints` is empty. */
export interface FlowVerdict {
  readonly file: string
  /** One entry per error, in the server's words without the prefix `Validation error:`. */
  readonly constraints: readonly { readonly text: string; readonly pointer?: string | undefined }[]
  readonly warnings: readonly string[]
  readonly infos: readonly string[]
  readonly deprecationPaths: readonly string[]
  /**
   * The flow that the server reads in the text; `undefined` where it does not report one, for instance for an
   * unreadable text.
   */
  readonly readAs: FlowName | undefined
  /** The number of lines cut off at the top before sending; the server's line numbers do not include them. */
  readonly lineOffset?: number
}

/** The server's answer to one probe of `GET /api/v1/configs`. */
export interface ServerInfo extends KnownVersion {
  readonly version: string
  readonly edition: string | undefined
  readonly pluginsHash: string | undefined
}

/** The server and tenant of a run. `server` is the base URL as given, without credentials, query or trailing slash. */
export interface Target {
  readonly server: string
  readonly tenant: string
  /** The kind of credentials that the run has. */
  readonly credentials: 'basic' | 'token' | 'none'
}

/** A flow as the server holds it. `source` is the stored text, byte for byte. */
export interface LiveFlow extends FlowName {
  readonly source: string
  readonly revision?: number | undefined
  /** When that revision was saved, as the server writes it; old servers do not report it. */
  readonly updated?: string | undefined
  /** 2.0: saved without validation and not executed. */
  readonly isDraft?: boolean | undefined
  /**
   * Why the server cannot parse this text, in its words; `undefined` where it can. The server does not run that flow,
   * and 2.0 leaves it out of the export.
   */
  readonly exception?: string | undefined
}

const configs = z.looseObject({
  version: z.string().nullish(),
  edition: z.string().nullish(),
  pluginsHash: z.union([z.string(), z.number()]).nullish(),
})

/**
 * Parses the answer of `GET /api/v1/configs`; `undefined` when it is not Kestra's. An unreadable version counts as the
 * newest (docs/internals/facts/kestra.md, "Version").
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
