import { fingerprintOf, kindEntries } from '../kinds/kinds.ts'
import { type Fingerprint, NOTHING } from '../resource/fingerprint.ts'
import type { Content, ResourceKind, ResourceName } from '../resource/resource.ts'
import { compareText } from '../text/compare.ts'
import type { KnownFlow } from './known-flow.ts'
import { orderDeletes, orderFlows } from './order-flows.ts'
import type { PlannedResource } from './plan.ts'

/** One write of a deploy. */
export interface Step extends ResourceName {
  readonly action: 'create' | 'update' | 'delete'
  /** What is written; `undefined` deletes. */
  readonly content: Content | undefined
  /** What the server will hold then; `NOTHING` after a delete. */
  readonly wanted: Fingerprint
  /** What the server held when the plan was made, to be put back. */
  readonly before: Content | undefined
  readonly revision: number | null
}

/**
 * What will be written, in the one order that is safe (docs/decisions.md, "Applying"): what is new or changed, kind by kind in
 * their order, what is called before its callers; then the deletes, all of that the other way round but for the names.
 */
export const orderSteps = (resources: readonly PlannedResource[], flows: readonly KnownFlow[]): readonly Step[] => {
  const kinds = kindEntries().toSorted(([, a], [, b]) => a.rank - b.rank)
  const steps = resources.flatMap(stepOf)
  const deletes = steps.filter(({ action }) => action === 'delete')
  const writes = steps.filter(({ action }) => action !== 'delete')
  return [
    ...kinds.flatMap(([kind, { order }]) => ordered(ofKind(writes, kind), order, (names) => orderFlows(names, flows))),
    ...kinds
      .toReversed()
      .flatMap(([kind, { order }]) => ordered(ofKind(deletes, kind), order, (names) => orderDeletes(names, flows))),
  ]
}

const stepOf = ({ kind, namespace, name, action, desired, live, revision }: PlannedResource): Step[] => {
  if (action === 'none') return []
  const content = action === 'delete' ? undefined : desired
  const wanted = content === undefined ? NOTHING : fingerprintOf(kind, content)
  return [{ kind, namespace, name, action, content, wanted, before: live, revision: revision.live }]
}

const ofKind = (steps: readonly Step[], kind: ResourceKind): Step[] =>
  steps
    .filter((step) => step.kind === kind)
    .toSorted((a, b) => compareText(a.namespace, b.namespace) || compareText(a.name, b.name))

const ordered = (
  steps: readonly Step[],
  order: 'by-name' | 'called-first',
  byCalls: (names: readonly string[]) => string[],
): readonly Step[] => {
  if (order === 'by-name') return steps
  const byName = new Map(steps.map((step) => [`${step.namespace}/${step.name}`, step]))
  return byCalls([...byName.keys()])
    .map((name) => byName.get(name))
    .filter((step) => step !== undefined)
}
