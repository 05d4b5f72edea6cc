import { planDigests } from '../../src/plan/plan-digests.ts'
import { planOf, type Report } from '../../src/report/report.ts'
import type { Run } from '../../src/state/run-options.ts'

/** The pull request of a story. */
export const PULL_REQUEST = 12

const SALT = 'a salt of the comment'

/** One merged pull request, as GitHub would tell of it: with the promise of the plan in `report`, merged with the pull requests `also`. */
export const mergesOf = (
  report: Report,
  { also }: { readonly also: readonly number[] },
): NonNullable<Run['mergeSource']> => {
  const plan = planOf(report)
  if (plan === undefined) throw new Error('the pull request of the story had no plan')
  const approvedPlan = { plan: planDigests(plan, SALT), salt: SALT, isOffline: false, base: report.base ?? undefined }
  return {
    find: async () => [{ number: PULL_REQUEST, isOfPush: true, approvedPlan }],
    explain: async (checks) =>
      checks.map((check) => ({
        ...check,
        differs: check.differs.map((difference) =>
          difference.cause === 'later-merge' ? { ...difference, pullRequests: also } : difference,
        ),
      })),
  }
}
