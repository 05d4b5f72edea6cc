import ignore from 'ignore'
import { UserError } from '../problem/user-error.ts'

/** Paths are shorter; each of the stars and brackets of a pattern takes its time with every path. */
const MAX_PATTERN_LENGTH = 1_000

/**
 * A test for paths, from lines in the grammar of `.gitignore`; `from` says where they stand. Throws `UserError` for a pattern that is
 * longer than 1,000 characters.
 */
export const matcherOf = (patterns: readonly string[], from: string): ((path: string) => boolean) => {
  const long = patterns.findIndex((pattern) => pattern.length > MAX_PATTERN_LENGTH && !pattern.startsWith('#'))
  if (long !== -1) {
    throw new UserError(
      'invalid-settings',
      `Line ${long + 1} of ${from} is longer than ${MAX_PATTERN_LENGTH} characters, which no pattern for files needs. Make it shorter.`,
    )
  }
  if (patterns.length === 0) return () => false
  // Kestra's file names are case sensitive, as Git's are.
  const rules = ignore({ ignorecase: false }).add(patterns)
  return (path) => rules.ignores(path)
}
