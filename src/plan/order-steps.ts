import { kindEntries } from '../kinds/kinds.ts'
import type { ResourceKind } from '../resource/resource.ts'
import { compareText } from '../text/compare.ts'
import type { KnownFlow } from './known-flow.ts'
import { orderDeletes, orderFlows } from './order-flows.ts'
import type { PlannedResource } from './plan.ts'

/**
 * What will be written, in the one order that is safe (docs/decisions.md, "Applying"): what is new or changed, kind by kind in their
 * order, what is called before its callers; then the deletes, all of that the other way round but for the names.
 */
export const orderSteps = (resources: readonly PlannedResource[], flows: readonly KnownFlow[]): PlannedResource[] => {
  const kinds = kindEntries().toSorted(([, a], [, b]) => a.rank - b.rank)
  const deletes = resources.filter(({ action }) => action === 'delete')
  const writes = resources.filter(({ action }) => action !== 'none' && action !== 'delete')
  return [
    ...kinds.flatMap(([kind, { order }]) => ordered(ofKind(writes, kind), order, (names) => orderFlows(names, flows))),
    ...kinds
      .toReversed()
      .flatMap(([kind, { order }]) => ordered(ofKind(deletes, kind), order, (names) => orderDeletes(names, flows))),
  ]
}

const ofKind = (steps: readonly PlannedResource[], kind: ResourceKind): PlannedResource[] =>
  steps
    .filter((step) => step.kind === kind)
    .toSorted((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name))

const ordered = (
  steps: readonly PlannedResource[],
  order: 'by-name' | 'called-first',
  byCalls: (names: readonly string[]) => string[],
): readonly PlannedResource[] => {
  if (order === 'by-name') return steps
  const byName = new Map(steps.map((step) => [`${step.namespace}/${step.name}`, step]))
  return byCalls([...byName.keys()])
    .map((name) => byName.get(name))
    .filter((step) => step !== undefined)
}
