import { failureOf } from './answer.ts'
import type { GitHubClient } from './client.ts'

/**
 * Run ids grow over all of GitHub, by less than 20 million a day: one that is further ahead than about two months is nobody's. For
 * repositories whose runs the token may not read (docs/internals/facts/github.md, "Run ids").
 */
const MOST_AHEAD = 1_000_000_000

/**
 * Whether a run that says it is newer than this one can be believed: GitHub knows it in this repository or, where it does not
 * let this token ask (`actions: read`), the number is one that GitHub could have given. Whoever edits a comment could freeze
 * it for ever otherwise.
 */
export const isPlausibleRun = async (client: GitHubClient, runId: number, thisRunId: number): Promise<boolean> => {
  if (runId - thisRunId > MOST_AHEAD) return false
  return (await isRunOf(client, runId)) ?? true
}

/** `undefined` where GitHub does not tell. */
export const isRunOf = async (client: GitHubClient, runId: number): Promise<boolean | undefined> => {
  try {
    await client.rest.actions.getWorkflowRun({ ...client.repository, run_id: runId })
    return true
  } catch (error) {
    const failure = failureOf(error)
    if (failure === undefined) throw error
    return failure.kind === 'not-found' ? false : undefined
  }
}
