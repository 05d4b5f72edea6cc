/** A flow as the server holds it. `source` is the stored text, byte for byte. */
export interface LiveFlow {
  readonly namespace: string
  readonly id: string
  readonly source: string
  readonly revision?: number
  /** 2.0: saved without validation and not executed; never equal to a desired flow. */
  readonly isDraft?: boolean
  /** The stored source no longer parses on this server (`FlowWithException`). */
  readonly exception?: string
}

export interface LiveFile {
  readonly namespace: string
  /** With a leading slash. */
  readonly path: string
  readonly content: Uint8Array
}
