import type { NodePath } from '../../flow/map-value.ts'
import type { CheckedFlow } from '../flow-rule.ts'

export interface PlacedId {
  readonly id: string
  readonly path: NodePath
}

/** The ids of the flow's own inputs or outputs, as Kestra makes text of them. */
export const dataIds = ({ value, document }: CheckedFlow, list: 'inputs' | 'outputs'): readonly PlacedId[] => {
  const items: unknown = value[list]
  if (!Array.isArray(items)) return []
  return items.flatMap((_, index) => {
    const path = [list, index, 'id']
    const id = document.textOf(path)
    return id === undefined ? [] : [{ id, path }]
  })
}
