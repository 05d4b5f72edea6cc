import type { TextPlace } from '../../../flow/function-calls.ts'
import { neverRuns } from '../../../yaml/map-value.ts'
import type { RuleContext } from '../../rule-context.ts'
import type { RuleFinding } from '../../rule-finding.ts'

/** Adds path, position and severity: a warning if the read always happens, an info if it depends on a condition or never runs. */
export const missingFinding = (
  flow: RuleContext,
  reference: TextPlace,
  finding: Pick<RuleFinding, 'code' | 'message' | 'hint' | 'about'>,
): RuleFinding => {
  const { path, isConditional } = reference
  const severity = isConditional || neverRuns(flow.value, path) ? 'info' : 'warning'
  return { ...finding, path, position: flow.placeOf(reference), severity }
}
