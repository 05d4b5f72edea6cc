import { compareText } from '../text/compare.ts'
import type { KnownFlow } from './known-flow.ts'
import { orderDeletes, orderFlows } from './order-flows.ts'
import type { PlannedResource } from './plan.ts'

/**
 * What will be written, in the one order that is safe (product.md, "Apply"): namespace files that are new or changed,
 * flows with subflow targets before their callers, then deletes: flows with callers first, and files last.
 */
export const orderSteps = (resources: readonly PlannedResource[], flows: readonly KnownFlow[]): PlannedResource[] => {
  const pick = (kind: PlannedResource['kind'], isDelete: boolean): PlannedResource[] =>
    resources
      .filter(
        (resource) =>
          resource.kind === kind && resource.action !== 'none' && (resource.action === 'delete') === isDelete,
      )
      .toSorted((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name))
  return [
    ...pick('file', false),
    ...inOrder(pick('flow', false), (names) => orderFlows(names, flows)),
    ...inOrder(pick('flow', true), (names) => orderDeletes(names, flows)),
    ...pick('file', true),
  ]
}

const inOrder = (
  steps: readonly PlannedResource[],
  order: (names: readonly string[]) => string[],
): PlannedResource[] => {
  const byName = new Map(steps.map((step) => [`${step.namespace}/${step.name}`, step]))
  return order([...byName.keys()])
    .map((name) => byName.get(name))
    .filter((step) => step !== undefined)
}
