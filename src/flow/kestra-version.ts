/** Major and minor version of the server that a run deploys to. */
export interface KnownVersion {
  readonly major: number
  readonly minor: number
}

/**
 * Parses a version as a server writes it. An unreadable version counts as the newest (docs/internals/facts/kestra.md,
 * "Version").
 */
export const versionOf = (text: string): KnownVersion => {
  const numbers = /^v?(\d+)\.(\d+)/.exec(text)
  return numbers === null
    ? { major: Number.MAX_SAFE_INTEGER, minor: 0 }
    : { major: Number(numbers[1]), minor: Number(numbers[2]) }
}

/** True when the version is `major.minor` or newer; false for `undefined`. */
export const isAtLeast = (version: KnownVersion | undefined, major: number, minor: number): boolean =>
  version !== undefined && (version.major > major || (version.major === major && version.minor >= minor))
