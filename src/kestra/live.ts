/** What the server's own validation said of one flow. Valid = no `constraints`. */
export interface FlowVerdict {
  readonly file: string
  /** One text per violation, the server's words, without the `Validation error:` prefix. */
  readonly constraints: readonly { readonly text: string; readonly pointer?: string }[]
  readonly warnings: readonly string[]
  readonly infos: readonly string[]
  readonly deprecationPaths: readonly string[]
  /** Lines that were cut off at the top before sending; the server's own lines count without them. */
  readonly lineOffset?: number
}

/** From one probe of `GET /api/v1/configs`. */
export interface ServerInfo {
  readonly version: string
  readonly major: number
  readonly minor: number
  readonly edition: string | undefined
  readonly pluginsHash: string | undefined
  /** The URL under which the server shows its UI, when it tells. */
  readonly uiUrl: string | undefined
}

/** Where a run goes. `server` is the base URL as given, without credentials, query or trailing slash. */
export interface Target {
  readonly server: string
  readonly tenant: string
}

/** A flow as the server holds it. `source` is the stored text, byte for byte. */
export interface LiveFlow {
  readonly namespace: string
  readonly id: string
  readonly source: string
  readonly revision?: number | undefined
  /** 2.0: saved without validation and not executed. */
  readonly isDraft?: boolean
}

export interface LiveFile {
  readonly namespace: string
  /** With a leading slash. */
  readonly path: string
  readonly content: Uint8Array
}
