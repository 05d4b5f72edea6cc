import { failureOf } from './answer.ts'
import type { GitHubClient } from './client.ts'

/**
 * The largest plausible lead of a run id over that of this run. Ids grow by less than 20 million a day over all of GitHub, so this is
 * about two months. It matters if the token may not read the runs of the repository (docs/internals/facts/github.md, "Run ids").
 */
const MOST_AHEAD = 1_000_000_000

/**
 * True if a run id in a comment can be a newer run: GitHub knows it in this repository, or the token may not ask (`actions: read`)
 * and the number is plausible. Otherwise, an edited comment with a high run id would never be updated again.
 */
export const isPlausibleRun = async (client: GitHubClient, runId: number, thisRunId: number): Promise<boolean> => {
  if (runId - thisRunId > MOST_AHEAD) return false
  return (await isRunOf(client, runId)) ?? true
}

/** True if a run belongs to this repository; `undefined` if GitHub does not say. */
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
