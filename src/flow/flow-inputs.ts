import type { FlowDocument } from './flow-document.ts'
import { isMapValue, type MapValue, type NodePath } from './map-value.ts'

/** One input of a flow as its callers see it. */
export interface FlowInput {
  readonly id: string
  /** True when an execution cannot start without a value from outside: required, no default, not depending on others. */
  readonly mustBePassed: boolean
}

/** The inputs that a flow declares; `undefined` when they cannot be told (inputs in forms or from elsewhere). */
export const flowInputs = (flow: unknown): readonly FlowInput[] | undefined => {
  const inputs: unknown = isMapValue(flow) ? flow['inputs'] : undefined
  if (inputs === undefined || inputs === null) return []
  if (!Array.isArray(inputs)) return undefined
  const items = inputs.filter(isMapValue)
  if (items.length < inputs.length || items.some(isExpanded)) return undefined
  return items.flatMap((input) => {
    const id = input['id'] ?? input['name']
    return typeof id === 'string' ? [{ id, mustBePassed: mustBePassed(input) }] : []
  })
}

/** Inputs of 2.0 that stand for several others. */
const isExpanded = (input: MapValue): boolean => input['type'] === 'FORM' || input['type'] === 'REUSABLE_INPUTS'

const mustBePassed = ({ required, defaults, dependsOn }: MapValue): boolean =>
  (defaults === undefined || defaults === null) && required !== false && required !== 'false' && dependsOn === undefined

export interface PlacedId {
  readonly id: string
  readonly path: NodePath
}

/** The ids of the flow's own inputs or outputs, as Kestra makes text of them. */
export const dataIds = (document: FlowDocument, list: 'inputs' | 'outputs'): readonly PlacedId[] => {
  const items: unknown = isMapValue(document.value) ? document.value[list] : undefined
  if (!Array.isArray(items)) return []
  return items.flatMap((_, index) => {
    const path = [list, index, 'id']
    const id = document.textOf(path)
    return id === undefined ? [] : [{ id, path }]
  })
}
