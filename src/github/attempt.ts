import { readFailure } from './failure.ts'

/** Something optional that GitHub did not let happen, told in one sentence for the log. */
export interface Skipped {
  readonly kind: 'forbidden' | 'failed'
  readonly sentence: string
}

export interface OptionalWork<T> {
  /** What is lost without it, as the start of a sentence: `The comment on pull request #7 was not written`. */
  readonly loss: string
  /** What the job must be given for it, e.g. `pull-requests: write`. */
  readonly permission: string
  readonly work: () => Promise<T>
}

/**
 * Does what a run can do without (comment, deployment, issue): GitHub's refusals and faults become a `Skipped`, so that
 * a 403 never hides a broken flow. Errors that are not GitHub's are thrown on.
 */
export const attempt = async <T>({ loss, permission, work }: OptionalWork<T>): Promise<T | Skipped> => {
  try {
    return await work()
  } catch (error) {
    const failure = readFailure(error)
    if (failure === undefined) throw error
    const answer = failure.status === 0 ? failure.message : `${failure.status} ${failure.message}`
    if (failure.kind !== 'forbidden') return { kind: 'failed', sentence: `${loss}: GitHub answered "${answer}".` }
    return {
      kind: 'forbidden',
      sentence: `${loss}: the token may not do it (${answer}). ${remedy(answer, permission)}`,
    }
  }
}

const remedy = (answer: string, permission: string): string =>
  answer.includes('not permitted to create or approve pull requests')
    ? 'Allow it in the settings of the repository: Actions, General, "Allow GitHub Actions to create and approve pull requests".'
    : `Give the job "permissions: ${permission}"; GitHub never grants it to pull requests from forks and of Dependabot.`
