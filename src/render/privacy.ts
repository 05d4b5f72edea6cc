/** What a reader of the output may not see. Leaving all of it out hides nothing but values that look like credentials. */
export interface Privacy {
  /** Secrets that the run knows of: they appear in no sink. Values under 4 characters are not looked for. */
  readonly maskedValues?: readonly string[]
  /** Readers of a public repository are everyone. */
  readonly isPublic?: boolean
  /** The setting `show-server-source`: shows lines that exist only on the server on public repositories as well. */
  readonly showServerSource?: boolean
}

/** True on a public repository, unless its owner wants them shown. */
export const hidesServerLines = ({ isPublic, showServerSource }: Privacy): boolean =>
  isPublic === true && showServerSource !== true
