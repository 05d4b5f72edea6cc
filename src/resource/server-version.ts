/** The version of the server that a run deploys to; `undefined` where it is not known. */
export interface KnownVersion {
  readonly major: number
  readonly minor: number
}

/** True when the version is known and not older than `major.minor`; an unknown version is never "at least". */
export const isAtLeast = (version: KnownVersion | undefined, major: number, minor: number): boolean =>
  version !== undefined && (version.major > major || (version.major === major && version.minor >= minor))
