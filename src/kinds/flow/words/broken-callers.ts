import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import type { Caller } from '../../kind.ts'
import { toPlainMap } from '../../plain.ts'
import { callerNames } from './callers.ts'
import { requiredInputs } from './describe-inputs.ts'

/** Who calls a flow that is gone after the change, or does not pass an input that it needs from now on. */
export const brokenCallers = (
  before: YamlDocument | undefined,
  after: YamlDocument | undefined,
  callers: readonly Caller[],
): readonly string[] => {
  if (before === undefined) return []
  if (after === undefined) return callerNames(callers)
  const wasNeeded = new Set(requiredInputs(toPlainMap(before.value)))
  const needed = requiredInputs(toPlainMap(after.value)).filter((id) => !wasNeeded.has(id))
  return callerNames(callers.filter(({ inputs }) => needed.some((id) => !inputs.includes(id))))
}
