import type { Plan, PlannedResource } from '../../plan/plan.ts'
import { resourceKey } from '../../resource/resource.ts'
import type { FlowTriggers } from '../../trigger/plan-triggers.ts'
import { triggersIn } from '../../trigger/text-triggers.ts'
import { parseYaml } from '../../yaml/yaml-document.ts'
import type { GitSide } from '../git/read-git.ts'

/** The flows that a deploy would write or delete and that have a trigger, before or after it. */
export const changedTriggers = ({ resources }: Pick<Plan, 'resources'>): readonly FlowTriggers[] =>
  resources.flatMap((resource) => {
    const { kind, namespace, name, action, live, desired } = resource
    if (kind !== 'flow' || action === 'none') return []
    return withTriggers({
      namespace,
      flow: name,
      before: triggersOf(live),
      after: triggersOf(action === 'delete' ? undefined : desired),
    })
  })

/** The flows that are on the server as Git has them, those with a trigger. */
export const unchangedTriggers = (
  { flows }: Pick<GitSide, 'flows'>,
  { resources }: Pick<Plan, 'resources'>,
): readonly FlowTriggers[] => {
  const differing = new Set(resources.map(resourceKey))
  return flows.flatMap(({ namespace, id, document }) => {
    if (differing.has(resourceKey({ kind: 'flow', namespace, name: id })) || !mayHaveTriggers(document.source))
      return []
    const triggers = triggersIn(document)
    return withTriggers({ namespace, flow: id, before: triggers, after: triggers })
  })
}

const withTriggers = (flow: FlowTriggers): readonly FlowTriggers[] =>
  flow.before.size + flow.after.size === 0 ? [] : [flow]

const triggersOf = (content: PlannedResource['live']): FlowTriggers['before'] =>
  typeof content === 'string' && mayHaveTriggers(content) ? triggersIn(parseYaml(content)) : new Map()

const mayHaveTriggers = (source: string): boolean => source.includes('triggers')
