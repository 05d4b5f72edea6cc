import { wholeExpression } from '../../../pebble/parse-pebble.ts'
import { literalText } from '../../../pebble/pebble-names.ts'
import type { PebbleAttribute } from '../../../pebble/pebble-tree.ts'
import type { MapValue } from '../../../yaml/map-value.ts'
import type { YamlDocument } from '../../../yaml/yaml-document.ts'
import { constantValue } from '../expressions/static-type.ts'

export type ComparedFlow = Pick<YamlDocument, 'id' | 'namespace'>

/**
 * True for a condition that is always false: `{{ false }}`, or a comparison of literals and the id or namespace of the flow. False if the
 * result is known only at run time.
 */
export const isNeverTrue = (condition: unknown, flow: ComparedFlow): boolean => {
  if (condition === false) return true
  if (typeof condition !== 'string') return false
  if (condition.trim() === 'false') return true
  const whole = wholeExpression(condition)
  const flowProperty = ({ of, name, values }: PebbleAttribute): string | undefined => {
    if (of.kind !== 'variable' || of.name !== 'flow' || values !== undefined) return undefined
    const key = literalText(name)
    return key === 'id' || key === 'namespace' ? flow[key] : undefined
  }
  return whole !== undefined && constantValue(whole, flowProperty) === false
}

/** True if a Flow trigger waits for all of its entries. */
export const needsEach = ({ mode, minSatisfied }: MapValue): boolean => mode === undefined && minSatisfied === undefined
