import { counted } from '../text/lists.ts'
import type { PlanReport } from './report.ts'

/** The question to a person before the first write: `Deploy 3 changes to https://kestra.acme.io (main)? yes/no`. */
export const deployQuestion = ({ plan, target }: PlanReport): string => {
  const changes = plan.resources.filter(({ action }) => action !== 'none').length
  return `Deploy ${counted(changes, 'change')} to ${target.server} (${target.tenant})? yes/no`
}
