import * as z from 'zod'

/**
 * GitHub's answer, if it holds what something is decided by. Its type says what GitHub documents, and proves nothing: something
 * on the way may have answered. Throws a `ZodError`, which `failureOf` understands.
 */
export const checked = <T>(data: T, decides: z.ZodType): T => {
  decides.parse(data)
  return data
}

/** A commit, a tree or a file by its whole name in git. */
export const named = z.object({ sha: z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/) })

/** A pull request or an issue, as far as it can be named. */
export const numbered = z.object({ number: z.int() })
