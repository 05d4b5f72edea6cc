import { isAtLeast, type KnownVersion } from '../../../flow/kestra-version.ts'
import type { NodePath } from '../../../yaml/map-value.ts'
import type { RuleFinding } from '../../rule-finding.ts'

export const isAbsent = (value: unknown): boolean => value === undefined || value === null

/**
 * The severity of a wrong id of a nested task. Kestra does not validate tasks in the `cases` of a Switch, nor before 2.0 tasks in a Dag. It
 * stores the flow, so the fault shows only at run time, and this rule reports a warning.
 */
export const nestedSeverity = (path: NodePath, version: KnownVersion | undefined): Pick<RuleFinding, 'severity'> => {
  const isUnchecked = path.includes('cases') || (path.includes('task') && !isAtLeast(version, 2, 0))
  return isUnchecked ? { severity: 'warning' } : {}
}
