import type { NodePath } from '../../flow/map-value.ts'
import { isAtLeast, type KnownVersion } from '../../resource/server-version.ts'
import type { Fault } from '../flow-rule.ts'

/**
 * The severity of a fault in the id of a nested task. Kestra does not validate the tasks in the `cases` of a Switch, nor
 * before 2.0 those of a Dag: it stores such a flow, and what comes of it shows only when it runs.
 */
export const nestedSeverity = (path: NodePath, version: KnownVersion | undefined): Pick<Fault, 'severity'> => {
  const isUnchecked = path.includes('cases') || (path.includes('task') && !isAtLeast(version, 2, 0))
  return isUnchecked ? { severity: 'warning' } : {}
}
